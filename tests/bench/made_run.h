#pragma once

#include <cstdint>
#include <string>

namespace sightline::bench {

/// What a made-up run is to be like.
struct RunShape {
  unsigned cases = 1;
  std::uint64_t seed = 1;
  double pass_rate = 0.8;  ///< Of each assertion that can fail.
};

/// Writes a run.jsonl into `folder`: one model and prompt, three assertions a case, one of them under a metric, answers
/// of 100 to 500 bytes, five cases an image. Cases of two runs pair by their ids. Throws where it cannot.
void write_run(const std::string& folder, const RunShape& shape);

}  // namespace sightline::bench
