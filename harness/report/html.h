#pragma once

#include <memory>
#include <ostream>
#include <string>
#include <string_view>

#include "report/report_writer.h"

namespace sightline {

/// report.html: one file that opens from disk and sends no request. The page's parts are joined by the build
/// (cmake/embed_report.cmake); the run is put into it as deflated JSON lines in base64, of which
/// harness/report/page/run.js knows the form, and its images as PagePictures writes them.
std::unique_ptr<ReportWriter> html_writer(const RunReader& run, const RunSummary& summary, std::ostream& out);

/// The same page for who gets it from a server of runs (harness/view): it may ask that server, and by a script besides
/// its own it follows a run that goes on. What it asks for stands beside it: `events`, and the page itself again.
void write_served_html(const RunReader& run, const RunSummary& summary, std::ostream& out);

/// "'sha256-…'" of a script or a style, as a Content-Security-Policy names it.
std::string hash_source(std::string_view text);
/// Writes a page up to `mark`, which is in `rest`, and takes both off it.
void write_up_to(std::string_view mark, std::string_view& rest, std::ostream& out);

}  // namespace sightline
