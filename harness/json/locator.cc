#include "json/locator.h"

#include <algorithm>

#include "base/text.h"

namespace sightline {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool stands_between_tokens(char c) {
  return c == ' ' || c == ',' || c == ':' || c == '\n' || c == '\r' || c == '\t';
}

/// Where `text` ends when it begins at `from`.
Position advanced(Position from, std::string_view text) {
  const std::size_t last_feed = text.rfind('\n');
  if (last_feed != std::string_view::npos) {
    from.line += static_cast<std::uint32_t>(std::count(text.begin(), text.end(), '\n'));
    from.column = 1;
    text.remove_prefix(last_feed + 1);
  }
  from.column += static_cast<std::uint32_t>(code_point_count(text));
  return from;
}

}  // namespace

Locator::Locator(std::string_view text) : text_(text) {
  if (text.starts_with(kByteOrderMark)) offset_ = counted_ = kByteOrderMark.size();
}

Position Locator::begin_token() {
  while (offset_ < text_.size() && stands_between_tokens(text_[offset_])) ++offset_;
  at_ = advanced(at_, text_.substr(counted_, offset_ - counted_));
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

Position Locator::position_of(std::size_t offset) const {
  if (offset >= counted_) return advanced(at_, text_.substr(counted_, offset - counted_));
  const std::size_t mark = text_.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  return advanced({1, 1}, text_.substr(mark, offset - std::min(mark, offset)));
}

}  // namespace sightline
