#pragma once

#include <string>

#include "base/error.h"
#include "model/suite.h"

namespace sightline {

/// Reads a "NAME=VALUE" of --gate into `gate`. Errors: there is no such gate, or it cannot have that value.
Expected<void> read_gate(const std::string& text, Gate& gate);

}  // namespace sightline
