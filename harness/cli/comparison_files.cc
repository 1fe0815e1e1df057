#include "cli/comparison_files.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/output_file.h"
#include "base/suggest.h"
#include "base/text.h"

namespace sightline {

namespace {

using Formats = std::vector<const ComparisonFormat*>;

Formats all_formats() {
  Formats formats;
  for (const ComparisonFormat& format : comparison_formats()) formats.push_back(&format);
  return formats;
}

std::string unknown_format(const std::string& name) {
  std::vector<std::string> names;
  for (const ComparisonFormat& format : comparison_formats()) names.push_back(format.name);
  return fmt::format("unknown format {} (formats are {}){}", quoted(name), join(names, ", "), suggestion(name, names));
}

}  // namespace

Expected<Formats> comparison_formats_for(const std::string& list, const std::string& out) {
  if (list.empty()) return out.empty() ? Formats() : all_formats();
  Formats formats;
  Errors errors;
  for (const std::string_view part : split(list, ',')) {
    const std::string name(trimmed(part));
    const ComparisonFormat* found = find_comparison_format(name);
    if (found == nullptr) {
      if (!name.empty()) errors.push_back({.message = unknown_format(name)});
    } else if (std::ranges::find(formats, found) == formats.end()) {
      formats.push_back(found);
    }
  }
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  if (formats.empty()) return failure("--format names no format");
  return formats;
}

Expected<std::vector<std::string>> write_comparison(const Comparison& comparison, const ComparedRuns& runs,
                                                    const Formats& formats, const std::string& folder, Files& files) {
  if (auto made = files.make_folders(folder); !made) return tl::unexpected(made.error());
  std::vector<std::string> paths;
  for (const ComparisonFormat* format : formats) {
    paths.push_back((folder == "." ? "" : folder + "/") + format->file_name);
    OutputFile file(paths.back());
    if (auto made = format->write(comparison, runs, file.stream()); !made) return tl::unexpected(made.error());
    if (auto written = file.commit(); !written) return tl::unexpected(written.error());
  }
  return paths;
}

}  // namespace sightline
