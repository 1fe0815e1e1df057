#include "http/request_headers.h"

#include <fmt/format.h>
#include <strings.h>

#include <algorithm>

#include "base/text.h"

namespace sightline {
namespace {

constexpr std::string_view kTokenCharacters =
    "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

bool has(const std::vector<Header>& headers, const char* name) {
  return std::any_of(headers.begin(), headers.end(),
                     [name](const Header& header) { return ::strcasecmp(header.name.c_str(), name) == 0; });
}

Expected<void> check(const Header& header) {
  if (header.name.empty() || header.name.find_first_not_of(kTokenCharacters) != std::string::npos) {
    return failure(fmt::format("{} is no name of an HTTP header", quoted(header.name)));
  }
  if (header.value.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos) {
    return failure(
        fmt::format("the value of the header '{}' holds a line break or NUL and cannot be sent", header.name));
  }
  return {};
}

/// libcurl drops "Name:" and sends "Name;" as a header without a value.
std::string line_of(const Header& header) {
  return header.value.empty() ? header.name + ";" : header.name + ": " + header.value;
}

void append(HeaderList& list, const std::string& line) {
  if (curl_slist* longer = curl().slist_append(list.get(), line.c_str())) {
    static_cast<void>(list.release());
    list.reset(longer);
  }
}

}  // namespace

Expected<HeaderList> request_headers(const std::vector<Header>& headers) {
  HeaderList list;
  for (const Header& header : headers) {
    if (auto fine = check(header); !fine) return tl::unexpected(fine.error());
    append(list, line_of(header));
  }
  // libcurl would ask "Expect: 100-continue" for bodies over 1 MB, and wait a second for servers that do not know it.
  if (!has(headers, "expect")) append(list, "Expect:");
  if (!has(headers, "content-type")) append(list, "Content-Type:");
  return list;
}

}  // namespace sightline
