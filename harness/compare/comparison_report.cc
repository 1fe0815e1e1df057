#include "compare/comparison_report.h"

#include <algorithm>

#include "compare/comparison_html.h"
#include "compare/comparison_json.h"
#include "compare/comparison_junit.h"
#include "compare/comparison_markdown.h"
#include "report/embedded.h"

namespace sightline {
namespace {

/// A writer that needs nothing of the runs.
template <void (*Write)(const Comparison&, std::ostream&)>
Expected<void> write_alone(const Comparison& comparison, const ComparedRuns&, std::ostream& out) {
  Write(comparison, out);
  return {};
}

Expected<void> write_page(const Comparison& comparison, const ComparedRuns& runs, std::ostream& out) {
  return write_comparison_html(comparison, runs, out);
}

}  // namespace

const std::vector<ComparisonFormat>& comparison_formats() {
  static const std::vector<ComparisonFormat> kFormats{
      {"json", "compare.json", write_alone<write_comparison_json>},
      {"md", "compare.md", write_alone<write_comparison_markdown>},
      {"html", "compare.html", write_page},
      {"junit", "compare.junit.xml", write_alone<write_comparison_junit>},
  };
  return kFormats;
}

const ComparisonFormat* find_comparison_format(std::string_view name) {
  const auto found = std::ranges::find(comparison_formats(), name, &ComparisonFormat::name);
  return found == comparison_formats().end() ? nullptr : &*found;
}

std::string comparison_schema() {
  return std::string(kCompareSchema);
}

}  // namespace sightline
