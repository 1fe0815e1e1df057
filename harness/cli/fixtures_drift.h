#pragma once

#include "cli/verb.h"

namespace sightline {

/// `sightline fixtures drift`, as the verb `fixtures` offers it: its options, its help, and what runs it.
Verb fixtures_drift_verb();

}  // namespace sightline
