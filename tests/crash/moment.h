#pragma once

#include <cstdint>
#include <random>
#include <string>

#include "program/program.h"

namespace sightline::crash {

/// What an undisturbed run is like, for the moments of the others to be spread over it.
struct Measure {
  std::int64_t microseconds = 0;
  std::uint64_t log_bytes = 0;
};

/// When a process is to be killed.
struct Moment {
  enum class Kind {
    after_time,   ///< So many microseconds after its start.
    after_bytes,  ///< Once its run.jsonl has so many bytes.
    at_file       ///< So many microseconds after a file of that name, or of one that begins so, is in its folder.
  };
  Kind kind = Kind::after_time;
  std::int64_t amount = 0;
  std::string name;
  std::string text() const;
};

Moment draw_moment(const Measure& measure, std::mt19937_64& random);

/// Waits for the moment in the life of `program`, whose run stands in `folder`, and kills it. False where it ended
/// before.
bool kill_at(const Moment& moment, programs::Program& program, const std::string& folder);

}  // namespace sightline::crash
