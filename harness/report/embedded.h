#pragma once

#include <string_view>

namespace sightline {

/// What the build puts into the program (cmake/embed_report.cmake).

/// The page of harness/report/page: page.html with its marks @POLICY@, @STYLE@, @RUN@ and @SCRIPT@, each once and in
/// this order, and what takes the place of two of them.
extern const std::string_view kPageHtml;
extern const std::string_view kPageStyle;
extern const std::string_view kPageScript;

/// The JSON Schemas of harness/report/schema: of results.json, and of compare.json.
extern const std::string_view kResultsSchema;
extern const std::string_view kCompareSchema;

}  // namespace sightline
