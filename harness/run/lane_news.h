#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace sightline {

/// What changed in how a model's API is asked.
struct LaneNews {
  enum class Kind {
    slowed,  ///< Fewer requests at once.
    paused,  ///< Nothing is sent for a time, since the API asks for that.
    opened,  ///< Nothing is sent for a time, since no answers come: then one try.
    closed,  ///< Answers come again.
    hedged,  ///< A second request is sent beside one whose answer does not begin.
    given_up
  };
  Kind kind = Kind::slowed;
  std::string text;  ///< What stands behind the model's name: "asks for a pause of 30s".
};

/// How a model's API was asked over a run.
struct LaneFigures {
  std::string model;
  unsigned window = 0;                  ///< Requests at once that it ended with,
  unsigned lowest = 0;                  ///< had at least,
  unsigned ceiling = 0;                 ///< and may have had.
  std::uint64_t overloads = 0;          ///< Answers that it is too much: 429, 529, and 503 with a Retry-After.
  std::uint64_t hedged = 0;             ///< Second requests beside ones whose answers did not begin.
  std::uint64_t openings = 0;           ///< Times that it was left alone for want of answers.
  std::chrono::milliseconds waited{0};  ///< While there was something to send: for limits, pauses and cool-downs.
};

}  // namespace sightline
