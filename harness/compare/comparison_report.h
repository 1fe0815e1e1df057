#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "compare/compared_runs.h"
#include "model/comparison.h"

namespace sightline {

/// One way to write a comparison down. A writer gives the same bytes for the same comparison, and what suites and
/// models say is only ever text in what it writes.
struct ComparisonFormat {
  std::string name;       ///< "html", as --format takes it.
  std::string file_name;  ///< "compare.html"
  /// `runs` are those that were compared. Errors: one of them cannot be read; nothing is written then.
  Expected<void> (*write)(const Comparison& comparison, const ComparedRuns& runs, std::ostream& out);
};
/// json, md, html, junit.
const std::vector<ComparisonFormat>& comparison_formats();
const ComparisonFormat* find_comparison_format(std::string_view name);

/// The JSON Schema (2020-12) that compare.json follows.
std::string comparison_schema();

}  // namespace sightline
