#pragma once

#include <curl/curl.h>

#include <stdexcept>

namespace sightline {

/// The functions of libcurl that are used here, without their `curl_`.
// A macro, since each name is needed as a member and as text.
// clang-format off
#define SIGHTLINE_CURL_FUNCTIONS(USE)                                                                     \
  USE(global_init) USE(easy_init) USE(easy_cleanup) USE(easy_setopt) USE(easy_getinfo) USE(easy_strerror) \
  USE(multi_init) USE(multi_cleanup) USE(multi_setopt) USE(multi_add_handle) USE(multi_remove_handle)     \
  USE(multi_perform) USE(multi_poll) USE(multi_wakeup) USE(multi_info_read)                               \
  USE(slist_append) USE(slist_free_all)
// clang-format on

/// libcurl. Where it is a shared library, it is loaded when it is first asked for: linked, it and the two dozen
/// libraries that it brings would be a third of every start, also of `check` and `report`, which send nothing.
struct CurlLibrary {
#define SIGHTLINE_MEMBER(NAME) decltype(&::curl_##NAME) NAME;
  SIGHTLINE_CURL_FUNCTIONS(SIGHTLINE_MEMBER)
#undef SIGHTLINE_MEMBER
};

/// libcurl cannot be loaded, why, and what to install.
class NoCurl : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The functions of the shared library `file`, which is never unloaded. Throws NoCurl where it is no libcurl.
CurlLibrary load_curl(const char* file);

/// The process's libcurl, initialised by whichever thread asks first. Throws as load_curl() does.
const CurlLibrary& curl();

}  // namespace sightline
