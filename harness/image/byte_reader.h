#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace sightline {

/// Bytes that arrive in pieces and are read forward, once.
class ByteReader {
 public:
  /// Gives the next piece, which stays valid until the next call; an empty one is the end.
  using NextPiece = std::function<std::string_view()>;

  explicit ByteReader(NextPiece next) : next_(std::move(next)) {}
  /// Reads bytes that are all there; they must outlive the reader.
  explicit ByteReader(std::string_view bytes);

  /// The next bytes without going on: `count` of them, fewer only where the end is near. Valid until the next call.
  std::string_view peek(std::size_t count);
  /// The next `count` bytes, or nothing where the end comes before. Valid until the next call.
  std::optional<std::string_view> take(std::size_t count);
  std::optional<std::uint8_t> byte();
  /// False where the end comes before `count` bytes are behind us.
  bool skip(std::uint64_t count);
  /// Goes behind the next byte that is `wanted`; false where none comes.
  bool skip_past(char wanted);
  /// Goes to the end.
  void drain();

 private:
  bool next_piece();

  NextPiece next_;
  std::string_view piece_;
  std::string joined_;  ///< Holds bytes that were asked for together but came in two pieces.
};

}  // namespace sightline
