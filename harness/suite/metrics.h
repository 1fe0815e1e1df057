#pragma once

#include <map>
#include <string>

#include "model/suite.h"
#include "suite/diagnostics.h"

namespace sightline {

/// A suite's `metrics:`, whose shape is checked already.
std::map<std::string, Aggregate> read_metrics(const Node* metrics);

/// Tells what the metrics that a suite aggregates or bounds ask for in vain: one that no assertion measures would hold
/// for ever, or never; micro and corpus want assertions that count for them, all of one kind.
void check_metrics(const Node& document, const Suite& suite, const Source& source, Diagnostics& diagnostics);

}  // namespace sightline
