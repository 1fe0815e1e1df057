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
namespace {

template <void (*kWrite)(const RunReader&, const RunSummary&, std::ostream&)>
std::unique_ptr<ReportWriter> write_without_units(const RunReader& run, const RunSummary& summary, std::ostream& out) {
  kWrite(run, summary, out);
  return nullptr;
}

}  // namespace

const std::vector<ReportFormat>& report_formats() {
  static const std::vector<ReportFormat> kFormats{
      {"html", "report.html", html_writer}, {"json", "results.json", results_json_writer},
      {"junit", "junit.xml", junit_writer}, {"md", "summary.md", write_without_units<write_markdown>},
      {"csv", "results.csv", csv_writer},   {"github", "annotations.txt", write_without_units<write_github>},
  };
  return kFormats;
}

const ReportFormat* find_report_format(std::string_view name) {
  const auto found = std::ranges::find(report_formats(), name, &ReportFormat::name);
  return found == report_formats().end() ? nullptr : &*found;
}

void ReportFormat::write(const RunReader& run, const RunSummary& summary, std::ostream& out) const {
  if (const auto writer = begin(run, summary, out)) tell_units(run, {writer.get()});
}

std::string results_schema() {
  return std::string(kResultsSchema);
}

}  // namespace sightline
