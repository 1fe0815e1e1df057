#include "cli/report_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>

#include "base/output_file.h"
#include "base/suggest.h"
#include "base/text.h"

namespace sightline {
namespace {

std::vector<ReportWriter*> those_that_need_units(const std::vector<std::unique_ptr<ReportWriter>>& writers) {
  std::vector<ReportWriter*> found;
  for (const auto& writer : writers) {
    if (writer) found.push_back(writer.get());
  }
  return found;
}

}  // namespace

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
  std::deque<OutputFile> files;
  std::vector<std::unique_ptr<ReportWriter>> writers;
  for (const ReportFormat* format : formats) {
    paths.push_back(folder + "/" + format->file_name);
    writers.push_back(format->begin(run, summary, files.emplace_back(paths.back()).stream()));
  }
  tell_units(run, those_that_need_units(writers));
  writers.clear();
  Errors errors;  // One that cannot be written does not keep the others from it.
  for (OutputFile& file : files) {
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
