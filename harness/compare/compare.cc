#include "compare/compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/suggest.h"
#include "base/text.h"
#include "compare/changes.h"
#include "compare/compare_notes.h"
#include "compare/findings.h"
#include "compare/measure_words.h"
#include "compare/slice_measures.h"

namespace sightline {
namespace {

ComparedRun told_of(const ComparedUnits& side) {
  const RunHeader& header = side.run->header;
  const auto units = std::ranges::count_if(side.run->units, [&](const UnitFigures& unit) { return side.holds(unit); });
  return {.path = side.run->path,
          .id = header.id,
          .label = header.label,
          .version = header.version,
          .started = header.started,
          .model = side.model,
          .prompt = side.prompt,
          .units = static_cast<std::uint64_t>(units)};
}

void judge_all(std::vector<ComparedSlice>& slices, double confidence) {
  adjust_for_many(slices);
  for (ComparedSlice& slice : slices) {
    for (MeasureDifference& told : slice.measures) {
      judge_difference(told, confidence);
      told.sentence =
          told.measure == "pass_rate" ? sentence_of(told, confidence, slice.fates) : sentence_of(told, confidence);
    }
  }
}

std::string first_of(const std::vector<UnitId>& units) {
  return units.empty() ? "it has no units" : "its first unit is " + quoted(units.front().text());
}

tl::unexpected<Errors> nothing_in_common(const JoinedUnits& joined, const ComparedUnits& base,
                                         const ComparedUnits& candidate) {
  return failure(fmt::format("no unit of {} is in {}: of the base, {}; of the candidate, {}", quoted(base.run->path),
                             quoted(candidate.run->path), first_of(joined.only_in_base),
                             first_of(joined.only_in_candidate)));
}

Expected<Comparison> compare_sides(const ComparedSides& sides, Comparison::Axis axis, std::vector<std::string> notes,
                                   const CompareOptions& options) {
  JoinedUnits joined = join_units(sides.base, sides.candidate);
  if (joined.pairs.empty()) return nothing_in_common(joined, sides.base, sides.candidate);
  Comparison comparison;
  comparison.axis = axis;
  comparison.base = told_of(sides.base);
  comparison.candidate = told_of(sides.candidate);
  comparison.confidence = options.confidence;
  comparison.margin = options.margin;
  comparison.seed = options.seed;
  comparison.slices = measured(slices_of(joined), sides, options);
  judge_all(comparison.slices, options.confidence);
  comparison.changes = changes_of(joined);
  comparison.only_in_base = std::move(joined.only_in_base);
  comparison.only_in_candidate = std::move(joined.only_in_candidate);
  comparison.notes = std::move(joined.notes);
  comparison.notes.insert(comparison.notes.end(), notes.begin(), notes.end());
  comparison.finding = comparison.slices.front().measures.front().finding;
  comparison.sentence = sentence_of(comparison);
  return comparison;
}

/// Errors: the run has no units of that name.
Expected<void> check_name(const RunFigures& run, std::string UnitId::*part, std::string_view noun,
                          const std::string& name) {
  std::vector<std::string> names;
  for (const UnitFigures& unit : run.units) {
    if (!unit.is_control && std::ranges::find(names, unit.id.*part) == names.end()) names.push_back(unit.id.*part);
  }
  if (std::ranges::find(names, name) != names.end()) return {};
  return failure(fmt::format("run {} has no {} {} ({}s are {}){}", quoted(run.path), noun, quoted(name), noun,
                             join(names, ", "), suggestion(name, names)));
}

Expected<void> check_names(const RunFigures& run, std::string UnitId::*part, std::string_view noun,
                           const std::string& base, const std::string& candidate) {
  if (auto checked = check_name(run, part, noun, base); !checked) return checked;
  if (auto checked = check_name(run, part, noun, candidate); !checked) return checked;
  if (base == candidate) return failure(fmt::format("{} {} cannot be compared with itself", noun, quoted(base)));
  return {};
}

}  // namespace

Expected<Comparison> compare_runs(const RunFigures& base, const RunFigures& candidate, const CompareOptions& options) {
  const ComparedSides sides{
      .base = {.run = &base}, .candidate = {.run = &candidate}, .metrics = compared_metrics(base, candidate)};
  return compare_sides(sides, Comparison::Axis::runs, notes_of(base, candidate), options);
}

Expected<Comparison> compare_models(const RunFigures& run, const std::string& base, const std::string& candidate,
                                    const CompareOptions& options) {
  if (auto checked = check_names(run, &UnitId::model, "model", base, candidate); !checked) {
    return tl::unexpected(checked.error());
  }
  const ComparedSides sides{.base = {.run = &run, .model = base},
                            .candidate = {.run = &run, .model = candidate},
                            .metrics = compared_metrics(run, run)};
  return compare_sides(sides, Comparison::Axis::models, notes_of(run), options);
}

Expected<Comparison> compare_prompts(const RunFigures& run, const std::string& base, const std::string& candidate,
                                     const CompareOptions& options) {
  if (auto checked = check_names(run, &UnitId::prompt, "prompt", base, candidate); !checked) {
    return tl::unexpected(checked.error());
  }
  const ComparedSides sides{.base = {.run = &run, .prompt = base},
                            .candidate = {.run = &run, .prompt = candidate},
                            .metrics = compared_metrics(run, run)};
  return compare_sides(sides, Comparison::Axis::prompts, notes_of(run), options);
}

}  // namespace sightline
