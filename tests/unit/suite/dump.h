#pragma once

#include <string>

#include "model/suite.h"

namespace sightline::tests {

/// All that a load made of a suite, as text: what is at its default is left out.
std::string dump(const Suite& suite);
std::string dump(const Project& project);

}  // namespace sightline::tests
