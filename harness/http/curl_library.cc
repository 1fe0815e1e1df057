#include "http/curl_library.h"

#include <dlfcn.h>
#include <fmt/format.h>

namespace sightline {
namespace {

[[noreturn]] void refuse(const char* file, const char* why) {
  throw NoCurl(fmt::format("{} cannot be used: {}: install libcurl 7.85 or newer (Debian: libcurl4)", file, why));
}

CurlLibrary find_curl() {
#ifdef SIGHTLINE_CURL_FILE
  return load_curl(SIGHTLINE_CURL_FILE);
#else
#define SIGHTLINE_LINKED(NAME) &::curl_##NAME,
  return {SIGHTLINE_CURL_FUNCTIONS(SIGHTLINE_LINKED)};
#undef SIGHTLINE_LINKED
#endif
}

}  // namespace

CurlLibrary load_curl(const char* file) {
  void* library = dlopen(file, RTLD_LAZY | RTLD_LOCAL);
  if (library == nullptr) refuse(file, dlerror());
  CurlLibrary loaded{};
#define SIGHTLINE_FILL(NAME)                                                            \
  loaded.NAME = reinterpret_cast<decltype(loaded.NAME)>(dlsym(library, "curl_" #NAME)); \
  if (loaded.NAME == nullptr) refuse(file, dlerror());
  SIGHTLINE_CURL_FUNCTIONS(SIGHTLINE_FILL)
#undef SIGHTLINE_FILL
  return loaded;
}

const CurlLibrary& curl() {
  static const CurlLibrary library = [] {
    const CurlLibrary found = find_curl();
    found.global_init(CURL_GLOBAL_DEFAULT);  // Where it fails there are no handles, and every transfer says so.
    return found;
  }();
  return library;
}

}  // namespace sightline
