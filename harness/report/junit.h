#pragma once

#include <memory>
#include <ostream>

#include "report/report_writer.h"

namespace sightline {

/// JUnit XML as CI servers read it: a suite is a testsuite, a unit a testcase, and the gates are a testsuite of their
/// own. Times have three decimals, the only form that Surefire's schema takes. What the model did wrong is a failure,
/// what the harness could not do an error.
std::unique_ptr<ReportWriter> junit_writer(const RunReader& run, const RunSummary& summary, std::ostream& out);

}  // namespace sightline
