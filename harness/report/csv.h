#pragma once

#include <memory>
#include <ostream>
#include <string>
#include <string_view>

#include "report/report_writer.h"

namespace sightline {

/// A row a result (RFC 4180, with a header line), in plan order.
std::unique_ptr<ReportWriter> csv_writer(const RunReader& run, const RunSummary& summary, std::ostream& out);

/// One cell. Text that a spreadsheet would take for a formula (it begins with = + - @, a tab or a line end, and
/// is no number) gets an apostrophe in front.
std::string csv_cell(std::string_view text);

}  // namespace sightline
