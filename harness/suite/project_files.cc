#include "suite/project_files.h"

#include <filesystem>
#include <utility>

#include "base/bounded_read.h"
#include "base/text.h"
#include "json/json.h"
#include "suite/yaml.h"

namespace sightline {

namespace {

/// Lexical work only: what exists is asked of Files.
std::string joined(const std::string& folder, const std::string& path) {
  const std::filesystem::path whole = std::filesystem::path(folder) / path;
  std::string normal = whole.lexically_normal().string();
  if (normal.size() > 1 && normal.ends_with('/')) normal.pop_back();
  return normal;
}

std::string without_mark(std::string text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.erase(0, kByteOrderMark.size());
  return text;
}

Position first_bad_line(std::string_view text) {
  std::uint32_t line = 1;
  for (const std::string_view candidate : split(text, '\n')) {
    if (!is_utf8(candidate)) break;
    ++line;
  }
  return {line, 0};
}

}  // namespace

ProjectFiles::ProjectFiles(const Files& files, std::string root, Diagnostics& diagnostics)
    : files_(files), root_(std::move(root)), diagnostics_(diagnostics) {}

bool ProjectFiles::inside(const std::string& absolute) const {
  return absolute == root_ || root_ == "/" || absolute.starts_with(root_ + "/");
}

std::string ProjectFiles::shown(const std::string& absolute) const {
  if (absolute == root_) return ".";
  if (root_ == "/" || !inside(absolute)) return absolute;
  return absolute.substr(root_.size() + 1);
}

Expected<std::string> ProjectFiles::place_for(const std::string& folder, const std::string& path) const {
  if (path.empty()) return failure("a path is empty");
  if (path.find('\0') != std::string::npos) return failure(fmt::format("{} is no path", quoted(path)));
  std::string absolute = joined(folder, path);
  if (!inside(absolute)) {
    return failure(fmt::format("{} leads out of the project's folder; move the file into it", quoted(path)));
  }
  return absolute;
}

Expected<std::string> ProjectFiles::place_inside(const std::string& folder, const std::string& path) const {
  auto place = place_for(folder, path);
  if (!place) return place;
  for (std::string stands = *place; inside(stands) && stands != root_; stands = folder_of(stands)) {
    const auto real = files_.canonical(stands);
    if (!real) continue;
    if (inside(*real)) break;
    return failure(
        fmt::format("{} leads out of the project's folder through a link; name a place in it", quoted(path)));
  }
  return place;
}

Expected<std::string> ProjectFiles::locate(const std::string& folder, const std::string& path) const {
  const auto absolute = place_for(folder, path);
  if (!absolute) return absolute;
  if (files_.is_directory(*absolute)) return failure(fmt::format("{} is a folder, not a file", quoted(path)));
  if (!files_.is_file(*absolute)) {
    const std::string looked_for = shown(*absolute);
    const std::string where = looked_for == path ? "" : "; it was looked for as " + quoted(looked_for, 200);
    return failure(fmt::format("there is no file {}{}", quoted(path), where));
  }
  auto real = files_.canonical(*absolute);
  if (!real) return real;
  if (!inside(*real)) {
    return failure(
        fmt::format("{} leads out of the project's folder through a link; move the file into it", quoted(path)));
  }
  return real;
}

Expected<std::shared_ptr<const Source>> ProjectFiles::text(const std::string& absolute) {
  if (const auto known = texts_.find(absolute); known != texts_.end()) return known->second;
  auto bytes = read_at_most(files_, absolute, kMostTextBytes, shown(absolute));
  if (!bytes) return tl::unexpected(bytes.error());
  diagnostics_.opened(shown(absolute));
  Source source{shown(absolute), without_mark(std::move(*bytes))};
  if (!is_utf8(source.text)) {
    return tl::unexpected(
        Errors{source.error_at(first_bad_line(source.text), "this line is no UTF-8; save the file as UTF-8")});
  }
  return texts_.emplace(absolute, std::make_shared<const Source>(std::move(source))).first->second;
}

Expected<Node> ProjectFiles::value(const std::string& absolute) {
  if (const auto known = values_.find(absolute); known != values_.end()) return known->second;
  return values_.emplace(absolute, read_value(absolute)).first->second;
}

Expected<Node> ProjectFiles::read_value(const std::string& absolute) {
  const std::string extension = extension_of(absolute);
  const bool is_yaml = extension == ".yaml" || extension == ".yml";
  if (!is_yaml && extension != ".json") {
    return failure(fmt::format("{} is neither .json nor .yaml; only these hold values", quoted(shown(absolute))));
  }
  const auto source = text(absolute);
  if (!source) return tl::unexpected(source.error());
  if (!is_yaml) return parse_json(**source);
  Diagnosed<Node> read = read_yaml(**source);
  if (!read.ok()) return tl::unexpected(std::move(read.diagnostics));
  return std::move(read.value);
}

std::string folder_of(const std::string& path) {
  return std::filesystem::path(path).parent_path().string();
}
std::string name_of(const std::string& path) {
  return std::filesystem::path(path).filename().string();
}
std::string stem_of(const std::string& path) {
  return std::filesystem::path(path).stem().string();
}
std::string extension_of(const std::string& path) {
  return lower(std::filesystem::path(path).extension().string());
}

}  // namespace sightline
