#include "cli/run_gates.h"

#include <algorithm>

namespace sightline {

namespace {

/// What of the command line's gates goes over a suite's own. The bound of a metric only where the suite bounds it too:
/// else it may not even measure it, and the project's gate holds the suites that do.
Gate over(const Gate& suite, const Gate& of_command_line) {
  Gate gate = of_command_line;
  std::erase_if(gate.metrics, [&](const auto& metric) { return !suite.metrics.contains(metric.first); });
  return gate;
}

}  // namespace

Gates declared_gates(const Session& session, const Gate& of_command_line) {
  Gates gates{.project = merged(session.project.gate, of_command_line), .suites = {}};
  for (const Suite& suite : session.suites) {
    if (suite.gate.any()) gates.suites[suite.name] = merged(suite.gate, over(suite.gate, of_command_line));
  }
  return gates;
}

void leave_out_comparing(Gates& gates) {
  const auto leave_out = [](Gate& gate) {
    gate.regressions.reset();
    gate.non_inferior.reset();
  };
  leave_out(gates.project);
  for (auto& [suite, gate] : gates.suites) leave_out(gate);
}

Gates gates_of(const Session& session, const Plan& plan, const RunRequest& request) {
  Gates gates = declared_gates(session, request.gate);
  if (request.without_baseline) leave_out_comparing(gates);
  std::erase_if(gates.suites, [&](const auto& suite) {
    return std::ranges::none_of(plan.units, [&](const PlannedUnit& unit) { return unit.suite->name == suite.first; });
  });
  return gates;
}

}  // namespace sightline
