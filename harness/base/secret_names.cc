#include "base/secret_names.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/percent.h"
#include "base/text.h"

namespace sightline {
namespace {

bool query_holds_secret(std::string_view url) {
  const std::size_t mark = url.find('?');
  if (mark == std::string_view::npos) return false;
  return std::ranges::any_of(split(url.substr(mark + 1), '&'), [](std::string_view parameter) {
    const std::size_t equals = parameter.find('=');
    return equals != std::string_view::npos && names_secret(decode_percents(parameter.substr(0, equals)));
  });
}

}  // namespace

bool names_secret(std::string_view name) {
  constexpr std::array<std::string_view, 7> kWords{"auth", "key", "token", "secret", "password", "passwd", "signature"};
  const std::string small = lower(name);
  return small == "sig" || small == "code" ||
         std::ranges::any_of(kWords, [&](std::string_view word) { return small.find(word) != std::string::npos; });
}

bool url_holds_secret(std::string_view url) {
  const std::size_t scheme = url.find("://");
  const std::size_t begin = scheme == std::string_view::npos ? 0 : scheme + 3;
  const std::string_view authority = url.substr(begin, url.find_first_of("/?#", begin) - begin);
  return authority.find('@') != std::string_view::npos || query_holds_secret(url);
}

}  // namespace sightline
