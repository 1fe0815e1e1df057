#include "compare/comparison_report.h"

#include <algorithm>

#include "compare/comparison_html.h"
#include "compare/comparison_json.h"
#include "compare/comparison_junit.h"
#include "compare/comparison_markdown.h"
#include "report/embedded.h"

namespace sightline {

const std::vector<ComparisonFormat>& comparison_formats() {
  static const std::vector<ComparisonFormat> kFormats{
      {"json", "compare.json", write_comparison_json},
      {"md", "compare.md", write_comparison_markdown},
      {"html", "compare.html", write_comparison_html},
      {"junit", "compare.junit.xml", write_comparison_junit},
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
