#include "image/byte_reader.h"

#include <algorithm>
#include <utility>

namespace sightline {

ByteReader::ByteReader(std::string_view bytes)
    : ByteReader([bytes]() mutable { return std::exchange(bytes, std::string_view()); }) {}

bool ByteReader::next_piece() {
  piece_ = next_();
  return !piece_.empty();
}

std::string_view ByteReader::peek(std::size_t count) {
  if (piece_.size() >= count) return piece_.substr(0, count);
  std::string joined(piece_);
  while (joined.size() < count && next_piece()) joined += piece_;
  joined_ = std::move(joined);
  piece_ = joined_;
  return piece_.substr(0, count);
}

std::optional<std::string_view> ByteReader::take(std::size_t count) {
  const std::string_view bytes = peek(count);
  if (bytes.size() < count) return std::nullopt;
  piece_.remove_prefix(count);
  return bytes;
}

std::optional<std::uint8_t> ByteReader::byte() {
  const std::optional<std::string_view> bytes = take(1);
  if (!bytes) return std::nullopt;
  return static_cast<std::uint8_t>(bytes->front());
}

bool ByteReader::skip(std::uint64_t count) {
  for (;;) {
    const auto step = static_cast<std::size_t>(std::min<std::uint64_t>(count, piece_.size()));
    piece_.remove_prefix(step);
    count -= step;
    if (count == 0) return true;
    if (!next_piece()) return false;
  }
}

bool ByteReader::skip_past(char wanted) {
  for (;;) {
    const std::size_t at = piece_.find(wanted);
    if (at != std::string_view::npos) {
      piece_.remove_prefix(at + 1);
      return true;
    }
    if (!next_piece()) return false;
  }
}

void ByteReader::drain() {
  while (next_piece()) {
  }
}

}  // namespace sightline
