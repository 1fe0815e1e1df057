#pragma once

#include <string_view>

namespace sightline {

/// What the build puts into the program (cmake/embed_report.cmake).

/// The page of harness/report/page: page.html with its marks @POLICY@, @STYLE@, @RUN@, @PICTURES@ and @SCRIPT@, each
/// once and in this order, and what takes the place of two of them.
extern const std::string_view kPageHtml;
extern const std::string_view kPageStyle;
extern const std::string_view kPageScript;

/// What a report has besides where a server gives it out: it follows a run that goes on, and leads back to the list.
extern const std::string_view kLiveScript;

/// The list of runs that `sightline view` serves: view.html with its marks @POLICY@, @STYLE@ and @SCRIPT@.
extern const std::string_view kViewPageHtml;
extern const std::string_view kViewPageStyle;
extern const std::string_view kViewPageScript;

/// The page of a comparison, with the same marks in the same order.
extern const std::string_view kComparePageHtml;
extern const std::string_view kComparePageStyle;
extern const std::string_view kComparePageScript;

/// The JSON Schemas of harness/report/schema: of results.json, and of compare.json.
extern const std::string_view kResultsSchema;
extern const std::string_view kCompareSchema;

}  // namespace sightline
