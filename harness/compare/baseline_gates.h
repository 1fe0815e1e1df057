#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "compare/compare.h"
#include "compare/gate_scope.h"

namespace sightline {

/// Compares the units of one suite, or of the run (""), with the baseline's. Errors: none of them is in both.
using CompareWithBaseline =
    std::function<Expected<Comparison>(const std::string& suite, const CompareOptions& options)>;
/// The figures must outlive it.
CompareWithBaseline compare_with_baseline(const RunFigures& baseline, const RunFigures& run);

/// The gates that compare with a baseline. A cell of which the baseline has no unit fails: it holds nothing to compare
/// with. Units that only the baseline has are named in the sentence: what was deleted cannot fail.

/// At most `limit` units that passed in the baseline fail or end in error now, per model × prompt.
GateVerdict judge_regressions(std::int64_t limit, const GateScope& scope, const CompareWithBaseline& compare);

/// Holds the paired difference of the pass rates to the margin, per model × prompt. It passes where the whole interval
/// lies above a loss of the margin. Else it fails where the whole interval lies below that, or where the pass rate is
/// lower beyond chance: one-sided p, by Holm's method over the cells, below 1 - confidence (McNemar's exact test;
/// where units share a cluster, the greater of that and of the clustered t test). Else it is inconclusive.
GateVerdict judge_non_inferior(const NonInferior& gate, const GateScope& scope, const CompareWithBaseline& compare);

}  // namespace sightline
