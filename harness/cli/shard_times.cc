#include "cli/shard_times.h"

#include <fmt/format.h>

#include <cmath>

#include "compare/run_figures.h"

namespace sightline {

namespace {

/// The mean over the repeats whose time is known.
std::optional<std::chrono::microseconds> time_of(const UnitFigures& unit) {
  double sum_ms = 0;
  std::int64_t known = 0;
  for (const RepeatFigures& repeat : unit.repeats) {
    if (!repeat.latency_ms) continue;
    sum_ms += *repeat.latency_ms;
    ++known;
  }
  if (known == 0) return std::nullopt;
  return std::chrono::microseconds(std::llround(sum_ms * 1000 / static_cast<double>(known)));
}

}  // namespace

Expected<PastTimes> past_times(const Files& files, const std::string& run) {
  const auto figures = read_run_figures(files, run);
  if (!figures) return tl::unexpected(figures.error());
  PastTimes past;
  for (const UnitFigures& unit : figures->units) {
    if (const auto time = time_of(unit)) past[unit.id] = *time;
  }
  if (past.empty()) {
    return failure(fmt::format("the run '{}' has no times, which --shard-by goes by: leave it out", run));
  }
  return past;
}

}  // namespace sightline
