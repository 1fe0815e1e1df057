#pragma once

#include <cstddef>
#include <string_view>

#include "base/error.h"

namespace sightline {

/// Finds positions of offsets, each from the one before: cheap where they are near to one another, in either direction.
class PositionCursor {
 public:
  explicit PositionCursor(std::string_view text) : text_(text) {}
  Position at(std::size_t offset);

 private:
  void go_forward(std::size_t offset);
  void go_back(std::size_t offset);

  std::string_view text_;
  std::size_t offset_ = 0;
  Position position_{1, 1};
};

}  // namespace sightline
