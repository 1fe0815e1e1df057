#pragma once

#include <string>
#include <vector>

#include "cli/run_baseline.h"
#include "cli/terminal.h"
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

/// Tells the comparison at the end of a run, its sentence and what fails newly, and writes compare.json, compare.md and
/// compare.html into the run's folder. False where it could not be made or written, which has been said; that no unit
/// is in both is told and is true.
bool report_comparison(const ComparedWithBaseline& compared, const ComparedOutcome& outcome, Files& files,
                       Terminal& terminal);

}  // namespace sightline
