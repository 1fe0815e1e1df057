#include <fmt/format.h>

#include "compare/baseline_gates.h"
#include "compare/compared_scope.h"
#include "report/verdict.h"

namespace sightline {

namespace {

CellVerdict regressions_verdict(std::int64_t limit, const GateScope& scope, const CellSummary& cell,
                                const ComparedScope& compared) {
  constexpr const char* kName = "regressions";
  if (!compared.slice(cell)) return nothing_to_compare(kName, static_cast<double>(limit), scope, cell);
  const std::vector<UnitId> failing = compared.newly_failing(cell);
  const auto count = static_cast<std::int64_t>(failing.size());
  GateVerdict verdict{.gate = kName,
                      .scope = scope.name,
                      .model = cell.model,
                      .prompt = cell.prompt,
                      .status = count <= limit ? GateVerdict::Status::pass : GateVerdict::Status::fail,
                      .measured = static_cast<double>(count),
                      .limit = static_cast<double>(limit),
                      .sentence = fmt::format("{} that passed in the baseline {} now, {} allowed{}{} ({})",
                                              counted(failing.size(), "unit"), count == 1 ? "fails" : "fail", limit,
                                              failing.empty() ? "" : ": ", names_of(failing), cell_text(cell))};
  return {.verdict = std::move(verdict), .room = static_cast<double>(limit - count)};
}

}  // namespace

GateVerdict judge_regressions(std::int64_t limit, const GateScope& scope, const CompareWithBaseline& compare) {
  const ComparedScope compared(scope, compare, {.resamples = {}, .bootstrap = false});
  std::vector<CellVerdict> verdicts;
  for (const CellSummary* cell : judged_cells(scope)) {
    verdicts.push_back(regressions_verdict(limit, scope, *cell, compared));
  }
  if (verdicts.empty()) {
    return nothing_judged({"regressions", "what fails since the baseline", static_cast<double>(limit)}, scope);
  }
  GateVerdict worst = worst_of(verdicts);
  worst.sentence += compared.gone_text();
  return worst;
}

}  // namespace sightline
