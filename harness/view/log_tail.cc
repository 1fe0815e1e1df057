#include "view/log_tail.h"

#include <algorithm>
#include <functional>

#include "runlog/line_head.h"

namespace sightline {
namespace {

constexpr std::size_t kSearchPiece = std::size_t{1} << 20;
/// No line of a log is as long; one that is longer is passed over.
constexpr std::size_t kLongestSearchedLine = std::size_t{256} << 20;

std::uint64_t number_of(const LineHead& head) {
  return std::hash<std::string>{}(head.unit.text() + '\n' + std::to_string(head.repeat));
}

}  // namespace

void LogTail::begin_anew() {
  offset_ = searched_ = 0;
  results_.clear();
  has_footer_ = false;
}

bool LogTail::look() {
  const auto size = files_.size(path_);
  if (!size) return false;
  if (*size < offset_) begin_anew();
  if (*size < searched_) searched_ = offset_;
  const std::uint64_t before = offset_;
  while (searched_ < *size) {
    const auto piece = files_.read_range(path_, searched_, kSearchPiece);
    if (!piece || piece->empty()) break;
    const std::size_t feed = piece->rfind('\n');
    if (feed == std::string::npos) {
      searched_ += piece->size();
    } else {
      take_until(searched_ + feed + 1, *piece);
    }
  }
  return offset_ != before;
}

void LogTail::take_until(std::uint64_t end, std::string_view piece) {
  const std::size_t length = static_cast<std::size_t>(end - offset_);
  if (searched_ == offset_) {
    take(piece.substr(0, length));
  } else if (length <= kLongestSearchedLine + kSearchPiece) {
    if (const auto whole = files_.read_range(path_, offset_, length)) take(*whole);
  } else {
    const std::size_t first = piece.find('\n') + 1;
    take(piece.substr(first, static_cast<std::size_t>(end - searched_) - first));
  }
  offset_ = searched_ = end;
}

void LogTail::take(std::string_view lines) {
  while (!lines.empty()) {
    const std::size_t feed = std::min(lines.find('\n'), lines.size() - 1);
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
