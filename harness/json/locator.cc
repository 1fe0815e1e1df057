#include "json/locator.h"

#include <algorithm>

#include "base/text.h"

namespace sightline {
namespace {

bool stands_between_tokens(char c) {
  return c == ' ' || c == ',' || c == ':' || c == '\n' || c == '\r' || c == '\t';
}

}  // namespace

Locator::Locator(std::string_view text) : text_(text) {
  offset_ = counted_ = byte_order_mark(text).size();
}

Position Locator::begin_token() {
  for (; offset_ < text_.size() && stands_between_tokens(text_[offset_]); ++offset_) {
    if (text_[offset_] != '\n') continue;
    at_ = {at_.line + 1, 1};
    counted_ = offset_ + 1;
  }
  at_.column += static_cast<std::uint32_t>(code_point_count(text_.substr(counted_, offset_ - counted_)));
  counted_ = offset_;
  return at_;
}

void Locator::pass_string() {
  ++offset_;
  while (text_[offset_] != '"') offset_ += text_[offset_] == '\\' ? 2 : 1;
  ++offset_;
}

std::string_view Locator::pass_number() {
  const std::size_t begin = offset_;
  offset_ = std::min(text_.find_first_not_of("+-.0123456789Ee", begin), text_.size());
  return text_.substr(begin, offset_ - begin);
}

}  // namespace sightline
