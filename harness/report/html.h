#pragma once

#include <ostream>

#include "report/summary.h"

namespace sightline {

/// report.html: one file that opens from disk and sends no request. The page's parts are joined by the build
/// (cmake/embed_report.cmake); the run is put into it as deflated JSON lines in base64, of which
/// harness/report/page/run.js knows the form.
void write_html(const RunReader& run, const RunSummary& summary, std::ostream& out);

}  // namespace sightline
