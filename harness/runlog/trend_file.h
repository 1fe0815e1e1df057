#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/result.h"

namespace sightline {

/// How a run came out as a whole: a line of trend.json.
struct RunPoint {
  std::string id;
  std::string started;  ///< ISO 8601, UTC.
  std::string label = {};
  Mode mode = Mode::replay;
  bool incomplete = false;  ///< Something planned is missing.
  std::uint64_t passed = 0;
  std::uint64_t counted = 0;             ///< Units that count for the pass rate.
  std::optional<double> pass_rate = {};  ///< Nothing where no unit counts.
  double low = 0;                        ///< Of its 95 % interval.
  double high = 1;
  std::optional<double> cost = {};  ///< USD; nothing unless it is known of every answer.
  std::optional<double> latency_p50_ms = {};
};

/// trend.json: the run beside which it lies, last, and the runs of the same suites before it, oldest first.
std::string trend_json(const std::vector<RunPoint>& runs);

/// Reads a trend.json. Nothing where the text is broken, or of another format.
std::optional<std::vector<RunPoint>> read_trend(std::string_view text);

/// The points of a trend as the report's page has them.
std::string to_json(const std::vector<RunPoint>& runs);

}  // namespace sightline
