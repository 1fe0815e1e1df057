#include "cli/live_endpoints.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/session.h"
#include "run/endpoint.h"

namespace sightline {

Expected<LiveEndpoints> live_endpoints(const Plan& plan, const Project& project, bool needs_prices) {
  LiveEndpoints endpoints;
  Errors errors;
  for (const ModelSpec& model : project.models) {
    const bool planned = std::ranges::any_of(plan.units, [&](const PlannedUnit& unit) { return unit.model == &model; });
    if (!planned) continue;
    auto live = live_endpoint(model, environment_variable);
    if (!live) {
      errors.insert(errors.end(), live.error().begin(), live.error().end());
      continue;
    }
    if (!live->secrets.empty() && goes_in_clear(live->endpoint.url)) {
      endpoints.warnings.push_back(
          {.message = fmt::format(
               "the key of model '{}' goes to {} unencrypted: who carries it can read it; use https:", model.name,
               host_of(live->endpoint.url)),
           .place = model.place,
           .severity = Severity::warning});
    }
    endpoints.by_model[model.name] = std::move(live->endpoint);
    endpoints.secrets.insert(endpoints.secrets.end(), live->secrets.begin(), live->secrets.end());
    if (needs_prices && !model.price) {
      errors.push_back(
          {.message = fmt::format("--max-cost needs the price of model '{}'", model.name), .place = model.place});
    }
  }
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  return endpoints;
}

}  // namespace sightline
