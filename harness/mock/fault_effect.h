#pragma once

#include <string>
#include <vector>

#include "mock/fault.h"
#include "server/server.h"

namespace sightline {

/// What became of the faults of an answer.
struct FaultEffect {
  std::vector<std::string> fired;    ///< "cut=3", in the order in which they were applied.
  std::vector<std::string> skipped;  ///< "cut=50: the answer has 12 events": those that could not fire.
  bool spoiled = false;              ///< The client does not have the answer: it may ask for it again.
};

/// Makes an answer go wrong as `faults` say. Each fires exactly where it says or is skipped; what is flushed before an
/// ending has been delivered. A `status` is none of this function's: it replaces the answer.
FaultEffect apply_faults(const std::vector<const Fault*>& faults, ServerResponse& response);

}  // namespace sightline
