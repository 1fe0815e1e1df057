#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace sightline {

/// How fast recorded answers come.
struct Pace {
  double speed = 0;                                           ///< 0: at once; 1: as recorded; N: N times as fast.
  std::optional<std::chrono::milliseconds> first_token = {};  ///< When the first token comes, instead of as recorded.
  std::optional<double> tokens_per_second = {};               ///< From then on, an event of a stream a token.
  std::chrono::milliseconds jitter{0};                        ///< Each time is up to so much later.
  std::uint64_t seed = 0;                                     ///< Of the jitter.
};

}  // namespace sightline
