#include "cli/run_gates.h"

#include <algorithm>

namespace sightline {

Gates gates_of(const Session& session, const Plan& plan, const RunRequest& request) {
  Gates gates{.project = merged(session.project.gate, request.gate), .suites = {}};
  for (const Suite& suite : session.suites) {
    const bool is_planned = std::ranges::any_of(plan.units, [&](const PlannedUnit& u) { return u.suite == &suite; });
    if (is_planned && suite.gate.any()) gates.suites[suite.name] = merged(suite.gate, request.gate);
  }
  return gates;
}

}  // namespace sightline
