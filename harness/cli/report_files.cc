#include "cli/report_files.h"

#include "base/output_file.h"

namespace sightline {

Expected<std::vector<std::string>> write_reports(const RunReader& run, const RunSummary& summary,
                                                 const std::vector<const ReportFormat*>& formats,
                                                 const std::string& folder) {
  std::vector<std::string> paths;
  for (const ReportFormat* format : formats) {
    paths.push_back(folder + "/" + format->file_name);
    OutputFile file(paths.back());
    format->write(run, summary, file.stream());
    if (auto written = file.commit(); !written) return tl::unexpected(written.error());
  }
  return paths;
}

}  // namespace sightline
