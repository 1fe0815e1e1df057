#include "view/log_tail.h"

#include <functional>

#include "runlog/line_head.h"

namespace sightline {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20;
/// No line of a log is as long; what has no line feed for so long is passed over.
constexpr std::size_t kLongestLine = std::size_t{256} << 20;

std::uint64_t number_of(const LineHead& head) {
  return std::hash<std::string>{}(head.unit.text() + '\n' + std::to_string(head.repeat));
}

}  // namespace

void LogTail::begin_anew() {
  offset_ = 0;
  results_.clear();
  has_footer_ = false;
}

bool LogTail::look() {
  const auto size = files_.size(path_);
  if (!size) return false;
  if (*size < offset_) begin_anew();
  const std::uint64_t before = offset_;
  for (std::size_t want = kPiece; offset_ < *size && want <= kLongestLine;) {
    const auto piece = files_.read_range(path_, offset_, want);
    if (!piece) break;
    const std::size_t feed = piece->rfind('\n');
    if (feed == std::string::npos) {
      if (piece->size() < want) break;
      want *= 4;
      continue;
    }
    take(std::string_view(*piece).substr(0, feed + 1));
    offset_ += feed + 1;
    want = kPiece;
  }
  return offset_ != before;
}

void LogTail::take(std::string_view lines) {
  while (!lines.empty()) {
    const std::size_t feed = lines.find('\n');
    take_line(lines.substr(0, feed));
    lines.remove_prefix(feed + 1);
  }
}

void LogTail::take_line(std::string_view line) {
  const LineHead head = read_line_beginning(line);
  switch (head.kind) {
    case LineHead::Kind::result:
      results_.insert(number_of(head));
      has_footer_ = false;
      break;
    case LineHead::Kind::drop:
      results_.erase(number_of(head));
      has_footer_ = false;
      break;
    case LineHead::Kind::footer:
      has_footer_ = true;
      break;
    default:
      break;
  }
}

}  // namespace sightline
