#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/result.h"

namespace sightline::fakes {

/// The results of the made-up run, as they ended: not in the order of the plan.
std::vector<CaseResult> made_up_results();
/// The bodies of the requests that they name, by key.
std::map<std::string, std::string> made_up_requests();

}  // namespace sightline::fakes
