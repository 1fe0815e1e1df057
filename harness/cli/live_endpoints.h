#pragma once

#include <map>
#include <string>
#include <vector>

#include "chat/chat.h"
#include "model/suite.h"
#include "run/plan.h"

namespace sightline {

/// Where a plan's requests go, and what must not be written of it.
struct LiveEndpoints {
  std::map<std::string, Endpoint> by_model;  ///< By the model's name.
  std::vector<std::string> secrets;
  Errors warnings;  ///< Keys that will go over the network unencrypted.
};

/// Looks up keys and URLs of the models that a plan asks, in the environment. Errors, all at once: a variable that is
/// not set; with `needs_prices`, a model without a price, by which --max-cost could not be held to.
Expected<LiveEndpoints> live_endpoints(const Plan& plan, const Project& project, bool needs_prices);

}  // namespace sightline
