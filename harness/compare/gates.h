#pragma once

#include <map>
#include <string>
#include <vector>

#include "compare/baseline_gates.h"
#include "model/result.h"
#include "report/summary.h"

namespace sightline {

/// Gates as declared: the project's (over the run) and each suite's, by its name.
struct Gates {
  Gate project;
  std::map<std::string, Gate> suites;
  /// The settings that compare with a baseline, each once: "regressions", and of a suite "regressions of receipts".
  std::vector<std::string> needs_baseline() const;
};

/// Judges every gate per model × prompt, the worst counts. What a suite sets for itself takes its units out of what the
/// project sets under the same name; the project's is then judged suite by suite over the others. Where neither the
/// project nor the suite declares a gate, `pass_rate: 1` is implied; `errors: 0` always is, unless set; must_pass units
/// are a gate of their own. A gate on a figure that the run does not have (no cost, no latency) fails and says so.
/// What cannot be decided counts as the gate's `inconclusive` says, which its sentence tells. `compare` is called for
/// the gates that need a baseline; where there is none, they fail.
std::vector<GateVerdict> judge_gates(const Gates& gates, const RunSummary& summary,
                                     const CompareWithBaseline& compare = {});

}  // namespace sightline
