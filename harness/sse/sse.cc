#include "sse/sse.h"

#include <algorithm>

namespace sightline {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Offset of the first CR or LF at or after `from`, or npos. Two memchr passes: streams seldom hold a CR.
std::size_t find_line_end(std::string_view bytes, std::size_t from) {
  const std::size_t feed = bytes.find('\n', from);
  const std::size_t carriage_return = bytes.substr(0, feed).find('\r', from);
  return std::min(feed, carriage_return);
}

}  // namespace

void SseReader::feed(std::string_view bytes, std::vector<SseEvent>& events) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    if (after_cr_ && bytes[at] == '\n') {
      after_cr_ = false;
      ++at;
      continue;
    }
    after_cr_ = false;
    const std::size_t end = find_line_end(bytes, at);
    const std::string_view piece = bytes.substr(at, end == std::string_view::npos ? end : end - at);
    if (end == std::string_view::npos) {
      line_ += piece;
      break;
    }
    at = end + 1;
    after_cr_ = bytes[end] == '\r';
    if (line_.empty()) {
      take_line(piece, consumed_ + at, events);
    } else {
      line_ += piece;
      take_line(line_, consumed_ + at, events);
      line_.clear();
    }
  }
  consumed_ += bytes.size();
}

bool SseReader::finish() {
  const bool comment = !line_.empty() && line_.front() == ':';
  return !has_data_ && name_.empty() && (line_.empty() || comment);
}

void SseReader::take_line(std::string_view line, std::size_t end, std::vector<SseEvent>& events) {
  if (!started_ && line.substr(0, kByteOrderMark.size()) == kByteOrderMark) line.remove_prefix(kByteOrderMark.size());
  started_ = true;
  if (line.empty()) return dispatch(end, events);
  const std::size_t colon = line.find(':');
  std::string_view value = colon == std::string_view::npos ? std::string_view() : line.substr(colon + 1);
  if (!value.empty() && value.front() == ' ') value.remove_prefix(1);
  take_field(line.substr(0, colon), value);
}

void SseReader::take_field(std::string_view name, std::string_view value) {
  if (name == "data") {
    if (has_data_) data_ += '\n';
    data_ += value;
    has_data_ = true;
  } else if (name == "event") {
    name_ = value;
  }
}

void SseReader::dispatch(std::size_t end, std::vector<SseEvent>& events) {
  if (has_data_) events.push_back({std::move(name_), std::move(data_), end});
  name_.clear();
  data_.clear();
  has_data_ = false;
}

std::string sse_frame(std::string_view data) {
  std::string frame = "data: ";
  for (std::size_t at = 0;;) {
    const std::size_t end = find_line_end(data, at);
    frame += data.substr(at, end == std::string_view::npos ? end : end - at);
    if (end == std::string_view::npos) break;
    frame += "\ndata: ";
    at = end + (data.substr(end, 2) == "\r\n" ? 2 : 1);
  }
  return frame += "\n\n";
}

}  // namespace sightline
