#pragma once

#include <ostream>
#include <string>
#include <string_view>

#include "report/summary.h"

namespace sightline {

/// A summary for a pull request's comment or a job's page.
void write_markdown(const RunReader& run, const RunSummary& summary, std::ostream& out);

/// `text` on one line of Markdown, with nothing in it that Markdown, HTML or a table would take for a mark.
std::string markdown_text(std::string_view text);
/// The same as code: between as many backticks as it takes. Not for tables, whose bars end it.
std::string code_span(std::string_view text);

}  // namespace sightline
