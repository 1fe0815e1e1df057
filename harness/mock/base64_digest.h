#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/sha256.h"

namespace sightline {

/// The digest of bytes whose base64 text arrives in pieces. Reads what from_base64() reads.
class Base64Digest {
 public:
  Base64Digest();
  void add(std::string_view text);
  /// Ends the text: the SHA-256 in hex, or nothing where the text does not decode.
  std::optional<std::string> finish();
  /// Of the decoded bytes so far.
  std::uint64_t bytes() const { return bytes_; }
  /// The first decoded bytes, some thousands, as far as they are known; of a JPEG as many as it takes to know its size
  /// (cameras and editors put megabytes before it), at most four million.
  const std::string& beginning() const { return beginning_; }

 private:
  void decode(std::string_view quads);
  void keep(std::string_view bytes);

  Sha256 digest_;
  std::string pending_;  ///< Letters that are not decoded yet.
  std::string beginning_;
  std::size_t wanted_;  ///< Bytes of the beginning that are to be kept.
  std::uint64_t bytes_ = 0;
  bool broken_ = false;
};

}  // namespace sightline
