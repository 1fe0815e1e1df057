#include "cli/run_comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <utility>

#include "cli/comparison_files.h"
#include "cli/comparison_screen.h"
#include "cli/report_files.h"
#include "cli/session.h"
#include "compare/changes.h"
#include "compare/comparison_markdown.h"
#include "compare/comparison_report.h"

namespace sightline {

namespace {

/// What the project's gate bears is also what counts as no difference.
CompareOptions comparing_options(const Gates& gates) {
  CompareOptions options{.resamples = {}};
  const auto& gate = gates.project.non_inferior;
  if (gate) {
    options.margin = gate->margin.value_or(kNonInferiorMargin);
    options.confidence = gate->confidence.value_or(kNonInferiorConfidence);
  }
  return options;
}

/// Not JUnit: the run's own has the gates.
std::vector<const ComparisonFormat*> formats_beside_a_run() {
  std::vector<const ComparisonFormat*> formats;
  for (const ComparisonFormat& format : comparison_formats()) {
    if (format.name != "junit") formats.push_back(&format);
  }
  return formats;
}

/// Behind what the run's reports wrote into the job's summary.
void add_to_github_summary(const Comparison& comparison) {
  const auto path = environment_variable("GITHUB_STEP_SUMMARY");
  if (!path || environment_variable("GITHUB_ACTIONS") != "true") return;
  std::ofstream out(*path, std::ios::app);
  out << "\n### The comparison in full\n\n";
  write_comparison_markdown(comparison, out);
}

}  // namespace

ComparedWithBaseline::ComparedWithBaseline(const Baseline& baseline, RunFigures run)
    : baseline_(&baseline), run_(std::move(run)) {}

Expected<ComparedWithBaseline> ComparedWithBaseline::read(const Files& files, const Baseline& baseline,
                                                          const std::string& folder) {
  auto run = read_run_figures(files, std::filesystem::proximate(folder).string());
  if (!run) return tl::unexpected(std::move(run.error()));
  return ComparedWithBaseline(baseline, std::move(*run));
}

CompareWithBaseline ComparedWithBaseline::compare() const {
  return compare_with_baseline(baseline_->figures, run_);
}

void ComparedWithBaseline::leave_out(std::uint64_t not_needed) {
  run_.header.planned_results -= std::min(run_.header.planned_results, not_needed);
}

std::vector<UnitId> ComparedWithBaseline::units() const {
  std::vector<UnitId> units;
  for (const UnitFigures& unit : run_.units) units.push_back(unit.id);
  return units;
}

Expected<Comparison> ComparedWithBaseline::comparison(const Gates& gates) const {
  auto comparison = compare_runs(baseline_->figures, run_, comparing_options(gates));
  if (comparison) {
    comparison->notes.insert(comparison->notes.end(), baseline_->notes.begin(), baseline_->notes.end());
  }
  return comparison;
}

Expected<void> ComparedWithBaseline::add_answers_to(Comparison& comparison, const Files& files) const {
  return add_answers(comparison, files, baseline_->figures.path, run_.path);
}

ComparedRuns ComparedWithBaseline::runs(const Files& files) const {
  return {.files = &files,
          .base = {.figures = &baseline_->figures, .path = baseline_->figures.path},
          .candidate = {.figures = &run_, .path = run_.path},
          .beside_candidate = true};
}

Expected<std::optional<WrittenComparison>> write_run_comparison(const ComparedWithBaseline& compared,
                                                                const ComparedOutcome& outcome, Files& files,
                                                                Terminal& terminal) {
  remove_run_comparison(outcome.folder, files);
  auto comparison = compared.comparison(outcome.gates);
  if (!comparison) {
    for (const Error& error : comparison.error()) {
      terminal.say("nothing is compared: " + error.message, Colour::warn);
    }
    return std::nullopt;
  }
  comparison->gates = outcome.verdicts;
  if (auto added = compared.add_answers_to(*comparison, files); !added) return tl::unexpected(added.error());
  auto paths = write_comparison(*comparison, compared.runs(files), formats_beside_a_run(), outcome.folder, files);
  if (!paths) return tl::unexpected(std::move(paths.error()));
  return WrittenComparison{std::move(*comparison), std::move(*paths)};
}

void remove_run_comparison(const std::string& folder, Files& files) {
  for (const ComparisonFormat* format : formats_beside_a_run()) {
    const std::string path = folder + "/" + format->file_name;
    if (files.is_file(path)) (void)files.remove(path);
  }
}

void tell_comparison(const WrittenComparison& written, Terminal& terminal) {
  const Comparison& comparison = written.comparison;
  constexpr std::size_t kMost = 20;
  terminal.say(fmt::format("against {}: {}", comparison.base.path, comparison.sentence), colour_of(comparison.finding));
  std::size_t count = 0;
  for (const UnitChange& change : comparison.changes) {
    if (change.fate != UnitFate::newly_failing) continue;
    if (++count <= kMost) terminal.say("newly failing " + change.candidate_id.text(), Colour::bad);
  }
  if (count > kMost) terminal.say(fmt::format("        … and {} more", count - kMost), Colour::bad);
  add_to_github_summary(comparison);
  terminal.say("comparison: " + std::filesystem::proximate(page_or_all(written.paths).front()).string());
}

}  // namespace sightline
