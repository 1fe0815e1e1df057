#include "load_answer.h"

#include <strings.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace sightline::bench {

namespace {

std::size_t number(std::string_view text, int base) {
  std::size_t value = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), value, base).ec != std::errc{}) {
    throw std::runtime_error("a number of the answer cannot be read: '" + std::string(text) + "'");
  }
  return value;
}

/// The value of a header of the head, or "".
std::string_view header(std::string_view head, std::string_view name) {
  for (std::size_t at = head.find("\r\n"); at + 2 < head.size(); at = head.find("\r\n", at + 2)) {
    const std::string_view line = head.substr(at + 2, head.find("\r\n", at + 2) - at - 2);
    if (line.size() > name.size() + 1 && line[name.size()] == ':' &&
        ::strncasecmp(line.data(), name.data(), name.size()) == 0) {
      return line.substr(std::min(line.find_first_not_of(' ', name.size() + 1), line.size()));
    }
  }
  return {};
}

}  // namespace

void AnswerReader::reset() {
  state_ = State::head;
  line_.clear();
  body_.clear();
  chunked_ = is_last_chunk_ = false;
}

std::size_t AnswerReader::take(std::string_view bytes) {
  const std::size_t all = bytes.size();
  while (!bytes.empty() && state_ != State::whole) {
    const State before = state_;
    bytes.remove_prefix(before == State::body   ? take_body(bytes)
                        : before == State::head ? take_line(bytes, "\r\n\r\n")
                                                : take_line(bytes, "\r\n"));
  }
  return all - bytes.size();
}

std::size_t AnswerReader::take_line(std::string_view bytes, std::string_view ending) {
  const std::size_t before = line_.size();
  const std::size_t from = before < ending.size() ? 0 : before - ending.size() + 1;
  line_ += bytes;
  const std::size_t end = line_.find(ending, from);
  if (end == std::string::npos) return bytes.size();
  line_.resize(end + ending.size());
  const std::size_t taken = line_.size() - before;
  if (state_ == State::head) {
    read_head();
  } else if (state_ == State::chunk_size) {
    read_chunk_size();
  } else {
    state_ = is_last_chunk_ ? State::whole : State::chunk_size;
  }
  line_.clear();
  return taken;
}

void AnswerReader::read_head() {
  if (!line_.starts_with("HTTP/1.1 ")) throw std::runtime_error("this is no answer: " + line_);
  status_ = static_cast<int>(number(std::string_view(line_).substr(9, 3), 10));
  chunked_ = header(line_, "transfer-encoding") == "chunked";
  if (!chunked_) left_ = number(header(line_, "content-length"), 10);
  state_ = chunked_ ? State::chunk_size : left_ > 0 ? State::body : State::whole;
}

void AnswerReader::read_chunk_size() {
  left_ = number(std::string_view(line_).substr(0, line_.size() - 2), 16);
  is_last_chunk_ = left_ == 0;
  state_ = is_last_chunk_ ? State::chunk_end : State::body;
}

std::size_t AnswerReader::take_body(std::string_view bytes) {
  const std::string_view taken = bytes.substr(0, left_);
  body_ += taken;
  left_ -= taken.size();
  if (left_ == 0) state_ = chunked_ ? State::chunk_end : State::whole;
  return taken.size();
}

}  // namespace sightline::bench
