#pragma once

#include <ostream>

#include "model/comparison.h"

namespace sightline {

/// compare.junit.xml: the gates as test cases. One that is inconclusive is a failure of that type, as it is one of the
/// exit code: what CI systems show of a skipped test, nobody reads. Without gates a single test case passes and carries
/// the sentence.
void write_comparison_junit(const Comparison& comparison, std::ostream& out);

}  // namespace sightline
