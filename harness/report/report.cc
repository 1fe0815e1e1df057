#include "report/report.h"

#include <algorithm>

#include "report/csv.h"
#include "report/embedded.h"
#include "report/github.h"
#include "report/html.h"
#include "report/junit.h"
#include "report/markdown.h"
#include "report/results_json.h"

namespace sightline {

const std::vector<ReportFormat>& report_formats() {
  static const std::vector<ReportFormat> kFormats{
      {"html", "report.html", write_html}, {"json", "results.json", write_results_json},
      {"junit", "junit.xml", write_junit}, {"md", "summary.md", write_markdown},
      {"csv", "results.csv", write_csv},   {"github", "annotations.txt", write_github},
  };
  return kFormats;
}

const ReportFormat* find_report_format(std::string_view name) {
  const auto found = std::ranges::find(report_formats(), name, &ReportFormat::name);
  return found == report_formats().end() ? nullptr : &*found;
}

std::string results_schema() {
  return std::string(kResultsSchema);
}

}  // namespace sightline
