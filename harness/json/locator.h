#pragma once

#include <cstddef>
#include <string_view>

#include "base/error.h"

namespace sightline {

/// Walks a JSON text token by token beside its parser, which tells what it read but not where. Between two tokens that
/// it tells of stand only blanks, commas and colons: so the next token begins where those end.
class Locator {
 public:
  explicit Locator(std::string_view text);

  /// Goes to the next token and says where it begins.
  Position begin_token();
  /// Goes behind the token of `length` bytes that begins here.
  void pass(std::size_t length) { offset_ += length; }
  /// Goes behind the string that begins here.
  void pass_string();
  /// Goes behind the number that begins here; its spelling.
  std::string_view pass_number();

  std::size_t offset() const { return offset_; }

 private:
  std::string_view text_;
  std::size_t offset_ = 0;
  /// `at_` is the position of the byte at `counted_`, which stands at or before `offset_`.
  std::size_t counted_ = 0;
  Position at_{1, 1};
};

}  // namespace sightline
