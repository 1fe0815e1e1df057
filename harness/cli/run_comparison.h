#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/run_baseline.h"
#include "cli/terminal.h"
#include "compare/compared_runs.h"
#include "compare/gates.h"
#include "model/comparison.h"

namespace sightline {

/// A run that is over, beside its baseline.
class ComparedWithBaseline {
 public:
  /// Reads the run in `folder`. Errors: it cannot be read.
  static Expected<ComparedWithBaseline> read(const Files& files, const Baseline& baseline, const std::string& folder);

  /// So many planned results were not needed: the run is complete without them.
  void leave_out(std::uint64_t not_needed);
  std::vector<UnitId> units() const;
  /// For judge_gates().
  CompareWithBaseline compare() const;
  /// Of the whole run, without answers and gates. Errors: no unit is in both.
  Expected<Comparison> comparison(const Gates& gates) const;
  /// Puts the answers of what changed beside it. Errors: they cannot be read.
  Expected<void> add_answers_to(Comparison& comparison, const Files& files) const;
  /// For what is written into the run's folder. It and `files` must outlive the runs.
  ComparedRuns runs(const Files& files) const;

 private:
  ComparedWithBaseline(const Baseline& baseline, RunFigures run);
  const Baseline* baseline_;
  RunFigures run_;
};

/// How the gates of a run came out that is compared.
struct ComparedOutcome {
  const Gates& gates;
  const std::vector<GateVerdict>& verdicts;
  std::string folder;
};

/// A comparison that lies in the run's folder.
struct WrittenComparison {
  Comparison comparison;
  std::vector<std::string> paths;
};

/// Writes compare.json, compare.md and compare.html into the run's folder, for its reports to be rendered with. Nothing
/// where no unit is in both, which is told. Errors: it could not be made or written.
Expected<std::optional<WrittenComparison>> write_run_comparison(const ComparedWithBaseline& compared,
                                                                const ComparedOutcome& outcome, Files& files,
                                                                Terminal& terminal);
/// Takes away what an earlier end of a run that went on says of its baseline.
void remove_run_comparison(const std::string& folder, Files& files);

/// Tells the comparison at the end of a run: its sentence, what fails newly, where its page is.
void tell_comparison(const WrittenComparison& written, Terminal& terminal);

}  // namespace sightline
