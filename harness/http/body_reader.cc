#include "http/body_reader.h"

#include <algorithm>

#include "base/base64.h"

namespace sightline {
namespace {

/// The text of a segment that is held in memory, or null.
const std::string* text_of(const Segment& segment) {
  if (const auto* text = std::get_if<std::string>(&segment)) return text;
  if (const auto* shared = std::get_if<std::shared_ptr<const std::string>>(&segment)) return shared->get();
  return nullptr;
}

std::uint64_t segment_length(const Segment& segment) {
  if (const std::string* text = text_of(segment)) return text->size();
  return base64_length(std::get<FileAsBase64>(segment).bytes);
}

}  // namespace

BodyReader::BodyReader(const std::vector<Segment>& body) : body_(body), length_(body_length(body)) {
  if (!body_.empty()) enter(0);
}

Expected<std::size_t> BodyReader::read(char* out, std::size_t want) {
  std::size_t done = 0;
  while (done < want && !at_end()) {
    while (position_ == segment_begin_ + segment_length(body_[segment_])) enter(segment_ + 1);
    auto got = read_segment(out + done, want - done);
    if (!got) return got;
    done += *got;
    position_ += *got;
  }
  return done;
}

Expected<std::size_t> BodyReader::read_segment(char* out, std::size_t want) {
  const std::uint64_t offset = position_ - segment_begin_;
  if (file_) return file_->read(offset, out, want);
  const std::string& text = *text_of(body_[segment_]);
  const std::size_t count = std::min<std::uint64_t>(want, text.size() - offset);
  std::copy_n(text.data() + offset, count, out);
  return count;
}

void BodyReader::enter(std::size_t segment) {
  if (segment > segment_) segment_begin_ += segment_length(body_[segment_]);
  segment_ = segment;
  const auto* file = std::get_if<FileAsBase64>(&body_[segment]);
  file ? void(file_.emplace(*file)) : file_.reset();
}

void BodyReader::seek(std::uint64_t offset) {
  position_ = std::min(offset, length_);
  if (body_.empty()) return;
  segment_begin_ = 0;
  segment_ = 0;
  enter(0);
  while (position_ > segment_begin_ + segment_length(body_[segment_])) enter(segment_ + 1);
}

}  // namespace sightline
