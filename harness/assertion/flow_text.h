#pragma once

#include <string>

#include "model/node.h"

namespace sightline {

/// An assertion as its author would write it in YAML, on one line and shortened: "number: {at: .total, equals: 42.5}".
/// Less weight, metric and label, which say nothing of what is asked.
std::string flow_text(const Node::Member& item);

}  // namespace sightline
