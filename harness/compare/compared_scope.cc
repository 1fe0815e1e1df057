#include "compare/compared_scope.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "base/text.h"
#include "report/verdict.h"

namespace sightline {

namespace {

RunFigures of_suite(const RunFigures& run, const std::string& suite) {
  RunFigures part{
      .path = run.path, .header = run.header, .metrics = run.metrics, .units = {}, .authored = run.authored};
  std::ranges::copy_if(run.units, std::back_inserter(part.units),
                       [&](const UnitFigures& unit) { return unit.id.suite == suite; });
  return part;
}

bool has_units(const ComparedSlice& slice) {
  return std::ranges::any_of(slice.fates, [](const auto& fate) { return fate.second > 0; });
}

}  // namespace

CompareWithBaseline compare_with_baseline(const RunFigures& baseline, const RunFigures& run) {
  return [&baseline, &run](const std::string& suite, const CompareOptions& options) {
    if (suite.empty()) return compare_runs(baseline, run, options);
    return compare_runs(of_suite(baseline, suite), of_suite(run, suite), options);
  };
}

ComparedScope::ComparedScope(const GateScope& scope, const CompareWithBaseline& compare,
                             const CompareOptions& options) {
  for (const CellSummary* cell : judged_cells(scope)) {
    if (by_suite_.contains(cell->suite)) continue;
    // Nothing in common is no error here: the cells without a partner fail.
    if (auto comparison = compare(cell->suite, options)) by_suite_.emplace(cell->suite, std::move(*comparison));
  }
}

const ComparedSlice* ComparedScope::slice(const CellSummary& cell) const {
  const auto comparison = by_suite_.find(cell.suite);
  if (comparison == by_suite_.end()) return nullptr;
  for (const ComparedSlice& slice : comparison->second.slices) {
    const bool is_cell = slice.kind == ComparedSlice::Kind::cell;
    if (is_cell && slice.model == cell.model && slice.prompt == cell.prompt) return has_units(slice) ? &slice : nullptr;
  }
  return nullptr;
}

std::vector<UnitId> ComparedScope::newly_failing(const CellSummary& cell) const {
  std::vector<UnitId> units;
  const auto comparison = by_suite_.find(cell.suite);
  if (comparison == by_suite_.end()) return units;
  for (const UnitChange& change : comparison->second.changes) {
    const UnitId& id = change.candidate_id;
    const bool is_here = id.model == cell.model && id.prompt == cell.prompt;
    if (is_here && change.fate == UnitFate::newly_failing) units.push_back(id);
  }
  return units;
}

std::string ComparedScope::gone_text() const {
  std::vector<UnitId> gone;
  for (const auto& [suite, comparison] : by_suite_) {
    gone.insert(gone.end(), comparison.only_in_base.begin(), comparison.only_in_base.end());
  }
  if (gone.empty()) return "";
  return fmt::format("; {} of the baseline {} not in this run: {}", counted(gone.size(), "unit"),
                     gone.size() == 1 ? "is" : "are", names_of(gone));
}

std::string names_of(const std::vector<UnitId>& units) {
  constexpr std::size_t kMost = 3;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < std::min(units.size(), kMost); ++i) names.push_back(units[i].text());
  const std::string text = join(names, ", ");
  return units.size() > kMost ? fmt::format("{} and {} more", text, units.size() - kMost) : text;
}

CellVerdict nothing_to_compare(const std::string& gate, double limit, const GateScope& scope, const CellSummary& cell) {
  return {.verdict = {.gate = gate,
                      .scope = scope.name,
                      .model = cell.model,
                      .prompt = cell.prompt,
                      .status = GateVerdict::Status::fail,
                      .measured = {},
                      .limit = limit,
                      .sentence = fmt::format("no unit of the baseline is in this run ({})", cell_text(cell))},
          .room = -std::numeric_limits<double>::infinity()};
}

}  // namespace sightline
