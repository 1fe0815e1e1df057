#include "report/run_companions.h"

#include "runlog/comparison_reader.h"

namespace sightline {
namespace {

/// With the whole first, and the pass rate its first measure: as all comparisons of runs are.
bool is_of(const Comparison& comparison, const RunHeader& header) {
  return comparison.axis == Comparison::Axis::runs && comparison.candidate.id == header.id &&
         !comparison.slices.empty() && comparison.slices.front().kind == ComparedSlice::Kind::all &&
         !comparison.slices.front().measures.empty();
}

bool is_of(const std::vector<RunPoint>& trend, const RunHeader& header) {
  return trend.size() > 1 && trend.back().id == header.id;
}

}  // namespace

RunCompanions RunCompanions::read(const RunReader& run) {
  RunCompanions read;
  if (const auto text = run.companion("trend.json")) {
    auto trend = read_trend(*text);
    if (trend && is_of(*trend, run.header())) read.trend_ = std::move(*trend);
  }
  const auto text = run.companion("compare.json");
  if (!text) return read;
  auto comparison = read_comparison(*text);
  if (!comparison || !is_of(*comparison, run.header())) return read;
  for (std::size_t i = 0; i < comparison->changes.size(); ++i) {
    read.changes_.emplace(comparison->changes[i].candidate_id, i);
  }
  read.new_ = {comparison->only_in_candidate.begin(), comparison->only_in_candidate.end()};
  read.comparison_ = std::move(comparison);
  read.has_compare_page_ = run.has_companion("compare.html");
  return read;
}

const UnitChange* RunCompanions::change_of(const UnitId& unit) const {
  const auto found = changes_.find(unit);
  return found == changes_.end() ? nullptr : &comparison_->changes[found->second];
}

bool RunCompanions::is_new(const UnitId& unit) const {
  return new_.contains(unit);
}

}  // namespace sightline
