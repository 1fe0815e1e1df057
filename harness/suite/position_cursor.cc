#include "suite/position_cursor.h"

#include <algorithm>

#include "base/text.h"

namespace sightline {

Position PositionCursor::at(std::size_t offset) {
  offset = std::min(offset, text_.size());
  if (offset >= offset_) {
    go_forward(offset);
  } else {
    go_back(offset);
  }
  return position_;
}

void PositionCursor::go_forward(std::size_t offset) {
  for (; offset_ < offset; ++offset_) {
    if (text_[offset_] == '\n') {
      ++position_.line;
      position_.column = 1;
    } else if ((text_[offset_] & 0xC0) != 0x80) {
      ++position_.column;
    }
  }
}

void PositionCursor::go_back(std::size_t offset) {
  const std::string_view passed = text_.substr(offset, offset_ - offset);
  const auto feeds = std::count(passed.begin(), passed.end(), '\n');
  offset_ = offset;
  if (feeds == 0) {
    position_.column -= static_cast<std::uint32_t>(code_point_count(passed));
    return;
  }
  position_.line -= static_cast<std::uint32_t>(feeds);
  const std::size_t line = text_.substr(0, offset).rfind('\n') + 1;  // npos + 1 is 0: the first line.
  position_.column = static_cast<std::uint32_t>(code_point_count(text_.substr(line, offset - line)) + 1);
}

}  // namespace sightline
