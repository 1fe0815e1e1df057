#include "compare/lower_bound_gate.h"

#include <fmt/format.h>

#include <cmath>

#include "stats/interval.h"

namespace sightline {

namespace {

using GateStatus = GateVerdict::Status;

GateStatus status_of(const Interval& interval, double limit) {
  if (interval.low >= limit) return GateStatus::pass;
  return interval.high < limit ? GateStatus::fail : GateStatus::inconclusive;
}

double room_of(GateStatus status, const Interval& interval, double limit) {
  return (status == GateStatus::fail ? interval.high : interval.low) - limit;
}

std::string conclusion(GateStatus status, const std::string& limit) {
  switch (status) {
    case GateStatus::pass:
      return "it reaches " + limit;
    case GateStatus::fail:
      return "it is below " + limit;
    case GateStatus::inconclusive:
      break;
  }
  return "it cannot be told whether it reaches " + limit;
}

CellVerdict lower_bound_verdict(double limit, const GateScope& scope, const CellSummary& cell) {
  const std::uint64_t judged = cell.counts.judged();
  const Interval interval = clopper_pearson_interval(cell.counts.passed, judged);
  const GateStatus status = status_of(interval, limit);
  const double rate = *cell.counts.pass_rate();
  const HundredthsText text({rate, interval.low, interval.high}, limit);
  const std::string more =
      status == GateStatus::inconclusive ? more_cases_text(cases_to_settle(cell.counts.passed, judged, limit)) : "";
  GateVerdict verdict{.gate = "lower_bound",
                      .scope = scope.name,
                      .model = cell.model,
                      .prompt = cell.prompt,
                      .status = status,
                      .measured = interval.low,
                      .limit = limit,
                      .sentence = fmt::format("pass rate {} % of {}: between {} % and {} % (95 %), so {}{} ({})",
                                              text(rate), judged, text(interval.low), text(interval.high),
                                              conclusion(status, text(limit) + " %"), more, cell_text(cell))};
  return {.verdict = std::move(verdict), .room = room_of(status, interval, limit)};
}

}  // namespace

GateVerdict judge_lower_bound(double limit, const GateScope& scope) {
  std::vector<CellVerdict> verdicts;
  for (const CellSummary* cell : judged_cells(scope)) verdicts.push_back(lower_bound_verdict(limit, scope, *cell));
  if (verdicts.empty()) return nothing_judged({"lower_bound", "lower bound of the pass rate", limit}, scope);
  return worst_of(verdicts);
}

std::optional<std::uint64_t> cases_to_settle(std::uint64_t passed, std::uint64_t judged, double limit) {
  const double rate = static_cast<double>(passed) / static_cast<double>(judged);
  // Whole cases, rounded to the side that decides later.
  constexpr double kNoise = 1e-9;
  const auto settles = [&](std::uint64_t count) {
    const double share = rate * static_cast<double>(count);
    const double whole = rate >= limit ? std::floor(share + kNoise) : std::ceil(share - kNoise);
    return status_of(clopper_pearson_interval(static_cast<std::uint64_t>(whole), count), limit) !=
           GateStatus::inconclusive;
  };
  if (rate == limit) return std::nullopt;
  const auto settled = least_count(judged, settles);
  return settled ? std::optional(*settled - judged) : std::nullopt;
}

}  // namespace sightline
