#include "assertion/json_schema_uri.h"

#include <fmt/format.h>

#include <vector>

#include "base/text.h"
#include "metric/ascii.h"

namespace sightline::json_schema {
namespace {

/// The size of "scheme:" at the start; 0 where there is none.
std::size_t scheme_size(std::string_view text) {
  if (text.empty() || !is_ascii_letter(text[0])) return 0;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == ':') return i + 1;
    if (!is_ascii_letter(text[i]) && !is_ascii_digit(text[i]) &&
        std::string_view("+-.").find(text[i]) == std::string_view::npos)
      break;
  }
  return 0;
}

/// Cuts off what follows `mark`, and gives it without the mark.
std::optional<std::string> take_tail(std::string_view& text, char mark) {
  const std::size_t at = text.find(mark);
  if (at == std::string_view::npos) return std::nullopt;
  std::string tail(text.substr(at + 1));
  text = text.substr(0, at);
  return tail;
}

std::string without_dots(std::string_view path) {
  std::vector<std::string> kept;
  const std::vector<std::string_view> segments = split(path, '/');
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const bool last = i + 1 == segments.size();
    if (segments[i] == "..") {
      if (kept.size() > 1) kept.pop_back();
    } else if (segments[i] != ".") {
      kept.emplace_back(segments[i]);
      continue;
    }
    if (last) kept.emplace_back();
  }
  return join(kept, "/");
}

std::string merged_path(const Uri& base, const std::string& path) {
  if (base.authority && base.path.empty()) return "/" + path;
  const std::size_t slash = base.path.rfind('/');
  return slash == std::string::npos ? path : base.path.substr(0, slash + 1) + path;
}

}  // namespace

std::string Uri::text() const {
  std::string out;
  if (scheme) out += *scheme + ":";
  if (authority) out += "//" + *authority;
  out += path;
  if (query) out += "?" + *query;
  if (fragment) out += "#" + *fragment;
  return out;
}

Uri parse_uri(std::string_view text) {
  Uri uri;
  uri.fragment = take_tail(text, '#');
  uri.query = take_tail(text, '?');
  if (const std::size_t size = scheme_size(text)) {
    uri.scheme = std::string(text.substr(0, size - 1));
    text.remove_prefix(size);
  }
  if (text.substr(0, 2) == "//") {
    const std::size_t end = std::min(text.find('/', 2), text.size());
    uri.authority = std::string(text.substr(2, end - 2));
    text.remove_prefix(end);
  }
  uri.path = std::string(text);
  return uri;
}

Uri resolved(const Uri& base, const Uri& reference) {
  Uri out = reference;
  if (out.scheme) return out;
  out.scheme = base.scheme;
  if (out.authority) return out;
  out.authority = base.authority;
  if (reference.path.empty()) {
    out.path = base.path;
    if (!reference.query) out.query = base.query;
  } else {
    const bool absolute = reference.path.front() == '/';
    out.path = without_dots(absolute ? reference.path : merged_path(base, reference.path));
  }
  return out;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_value_of(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_value_of(text[i + 2]) : -1;
    if (low >= 0) {
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string file_uri(std::string_view path) {
  std::string out = "file://";
  for (const char c : path) {
    if (c == '%' || c == '?' || c == '#') {
      out += fmt::format("%{:02X}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace sightline::json_schema
