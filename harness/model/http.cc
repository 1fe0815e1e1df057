#include "model/http.h"

#include <algorithm>

#include "base/base64.h"

namespace sightline {
namespace {

std::uint64_t length_of(const std::string& text) {
  return text.size();
}
std::uint64_t length_of(const std::shared_ptr<const std::string>& text) {
  return text->size();
}
std::uint64_t length_of(const FileAsBase64& file) {
  return base64_length(file.bytes);
}

char ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return ascii_lower(x) == ascii_lower(y); });
}

}  // namespace

std::uint64_t body_length(const std::vector<Segment>& body) {
  std::uint64_t length = 0;
  for (const Segment& segment : body) length += std::visit([](const auto& part) { return length_of(part); }, segment);
  return length;
}

std::string_view Outcome::header(std::string_view name) const {
  for (const Header& header : headers) {
    if (same_name(header.name, name)) return header.value;
  }
  return {};
}

}  // namespace sightline
