#pragma once

#include "model/suite.h"
#include "suite/diagnostics.h"

namespace sightline {

/// Holds the cases that assertions name (`same_as`) against those that there are, and tells what could never be
/// compared: no such case, the case itself, one that is skipped, or that lacks a prompt, a model or a repeat.
void check_references(const Suite& suite, const Source& source, Diagnostics& out);

}  // namespace sightline
