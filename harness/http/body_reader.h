#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/error.h"
#include "http/base64_file.h"
#include "model/http.h"

namespace sightline {

/// Reads a body's bytes in portions of any size, from any place on. Holds no more than the segments do.
class BodyReader {
 public:
  explicit BodyReader(const std::vector<Segment>& body);

  std::uint64_t length() const { return length_; }
  bool at_end() const { return position_ == length_; }
  /// Fills `out`; fewer than `want` bytes only at the end. Errors: a file that cannot be read as it was planned.
  Expected<std::size_t> read(char* out, std::size_t want);
  /// The next read begins at `offset`, which is at most length().
  void seek(std::uint64_t offset);

 private:
  Expected<std::size_t> read_segment(char* out, std::size_t want);
  void enter(std::size_t segment);

  const std::vector<Segment>& body_;
  std::uint64_t length_ = 0;
  std::uint64_t position_ = 0;
  std::size_t segment_ = 0;
  std::uint64_t segment_begin_ = 0;
  std::optional<Base64File> file_;
};

}  // namespace sightline
