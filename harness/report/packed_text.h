#pragma once

#include <memory>
#include <ostream>
#include <string>
#include <string_view>

namespace sightline {

/// A text that is deflated (zlib's format) and written as base64, piece by piece: what a browser's
/// DecompressionStream("deflate") takes. Gives the same for the same pieces.
class PackedText {
 public:
  explicit PackedText(std::ostream& out);
  ~PackedText();
  void add(std::string_view text);
  /// Writes what is left. Nothing may be added after it.
  void finish();

 private:
  struct Stream;
  void deflate_all(std::string_view text, int flush);
  void write_base64(std::string_view bytes);
  std::ostream& out_;
  std::unique_ptr<Stream> stream_;
  std::string carry_;  ///< Up to two bytes that do not fill a group of four characters yet.
};

}  // namespace sightline
