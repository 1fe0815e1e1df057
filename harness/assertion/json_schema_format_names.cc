#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <string>

#include "assertion/json_schema_formats.h"
#include "base/text.h"
#include "metric/ascii.h"

namespace sightline::json_schema {
namespace {

bool is_beyond_ascii(char32_t c) {
  return c > 0x7F;
}

/// IDEOGRAPHIC FULL STOP and its wide and half forms separate labels too.
bool is_dot(char32_t c, bool international) {
  return c == '.' || (international && (c == 0x3002 || c == 0xFF0E || c == 0xFF61));
}

bool is_label(std::u32string_view label, bool international) {
  constexpr std::size_t kLongest = 63;
  if (label.empty() || label.size() > kLongest || label.front() == '-' || label.back() == '-') return false;
  if (international && label.size() > 3 && label.substr(2, 2) == U"--" && label.substr(0, 2) != U"xn") return false;
  return std::all_of(label.begin(), label.end(), [&](char32_t c) {
    return is_ascii_letter(c) || is_ascii_digit(c) || c == '-' || (international && is_beyond_ascii(c));
  });
}

bool are_labels(std::string_view text, bool international) {
  constexpr std::size_t kLongest = 253;
  if (text.empty() || text.size() > kLongest) return false;
  const std::u32string points = code_points(text);
  std::u32string_view rest = points;
  while (true) {
    const auto dot = std::find_if(rest.begin(), rest.end(), [&](char32_t c) { return is_dot(c, international); });
    const auto size = static_cast<std::size_t>(dot - rest.begin());
    if (!is_label(rest.substr(0, size), international)) return false;
    if (dot == rest.end()) return true;
    rest.remove_prefix(size + 1);
  }
}

bool is_dotted_local(std::string_view local, bool international) {
  if (local.empty() || local.front() == '.' || local.back() == '.' || local.find("..") != std::string_view::npos)
    return false;
  const std::u32string points = code_points(local);
  return std::all_of(points.begin(), points.end(), [&](char32_t c) {
    return is_ascii_letter(c) || is_ascii_digit(c) || (international && is_beyond_ascii(c)) ||
           std::u32string_view(U".!#$%&'*+-/=?^_`{|}~").find(c) != std::u32string_view::npos;
  });
}

bool is_quoted_local(std::string_view local) {
  if (local.size() < 3 || local.front() != '"' || local.back() != '"') return false;
  for (std::size_t i = 1; i + 1 < local.size(); ++i) {
    if (local[i] == '\\' && ++i + 1 == local.size()) return false;
    if (local[i - 1] != '\\' && local[i] == '"') return false;
    if (static_cast<unsigned char>(local[i]) < ' ') return false;
  }
  return true;
}

bool is_address_literal(std::string_view domain) {
  if (domain.size() < 3 || domain.front() != '[' || domain.back() != ']') return false;
  domain = domain.substr(1, domain.size() - 2);
  return domain.starts_with("IPv6:") ? is_ipv6(domain.substr(5)) : is_ipv4(domain);
}

bool is_mailbox(std::string_view text, bool international) {
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos) return false;
  const std::string_view local = text.substr(0, at);
  const std::string_view domain = text.substr(at + 1);
  return (is_dotted_local(local, international) || is_quoted_local(local)) &&
         (are_labels(domain, international) || is_address_literal(domain));
}

bool is_address(std::string_view text, int family) {
  std::array<unsigned char, 16> address{};
  return text.find('\0') == std::string_view::npos && inet_pton(family, std::string(text).c_str(), address.data()) == 1;
}

}  // namespace

bool is_hostname(std::string_view text) {
  return are_labels(text, false);
}
bool is_idn_hostname(std::string_view text) {
  return are_labels(text, true);
}
bool is_email(std::string_view text) {
  return is_mailbox(text, false);
}
bool is_idn_email(std::string_view text) {
  return is_mailbox(text, true);
}
bool is_ipv4(std::string_view text) {
  return is_address(text, AF_INET);
}
bool is_ipv6(std::string_view text) {
  return is_address(text, AF_INET6);
}

bool is_uuid(std::string_view text) {
  constexpr std::string_view kForm = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  return std::equal(text.begin(), text.end(), kForm.begin(), kForm.end(),
                    [](char c, char form) { return form == '-' ? c == '-' : is_ascii_hex(c); });
}

}  // namespace sightline::json_schema
