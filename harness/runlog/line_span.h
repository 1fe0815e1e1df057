#pragma once

#include <cstdint>

namespace sightline {

/// Bytes of a log.
struct LineSpan {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
};

}  // namespace sightline
