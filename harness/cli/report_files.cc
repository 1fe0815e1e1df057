#include "cli/report_files.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/output_file.h"
#include "base/suggest.h"
#include "base/text.h"

namespace sightline {

Expected<std::vector<const ReportFormat*>> formats_named(const std::string& list) {
  std::vector<std::string> names;
  for (const ReportFormat& format : report_formats()) names.push_back(format.name);
  std::vector<const ReportFormat*> formats;
  Errors errors;
  for (std::string_view part : split(list, ',')) {
    const std::string name(trimmed(part));
    if (name.empty()) continue;
    if (const ReportFormat* format = find_report_format(name)) {
      formats.push_back(format);
    } else {
      errors.push_back({.message = fmt::format("unknown report format {} (formats are {}){}", sightline::quoted(name),
                                               join(names, ", "), suggestion(name, names))});
    }
  }
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  return formats;
}

Expected<std::vector<std::string>> write_reports(const RunReader& run, const RunSummary& summary,
                                                 const std::vector<const ReportFormat*>& formats,
                                                 const std::string& folder) {
  std::vector<std::string> paths;
  Errors errors;  // One that cannot be written does not keep the others from it.
  for (const ReportFormat* format : formats) {
    paths.push_back(folder + "/" + format->file_name);
    OutputFile file(paths.back());
    format->write(run, summary, file.stream());
    if (auto written = file.commit(); !written) {
      errors.insert(errors.end(), written.error().begin(), written.error().end());
    }
  }
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  return paths;
}

std::vector<std::string> page_or_all(const std::vector<std::string>& paths) {
  const auto is_page = [](const std::string& path) { return path.ends_with(".html"); };
  const auto page = std::ranges::find_if(paths, is_page);
  return page == paths.end() ? paths : std::vector<std::string>{*page};
}

}  // namespace sightline
