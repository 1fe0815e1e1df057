#include "base/files.h"

#include <fmt/format.h>

namespace sightline {

Expected<std::vector<Files::Entry>> Files::entries(const std::string& folder) const {
  auto names = list(folder);
  if (!names) return tl::unexpected(std::move(names.error()));
  std::vector<Entry> entries;
  for (std::string& name : *names) {
    const std::string path = folder + "/" + name;
    entries.push_back({std::move(name), is_directory(path), is_link(path)});
  }
  return entries;
}

Expected<std::string> Files::read_regular(const std::string& path, std::uint64_t most) const {
  if (!is_file(path)) return failure(fmt::format("'{}' is no regular file", path));
  const auto bytes = size(path);
  if (bytes && *bytes > most) return failure(fmt::format("'{}' has {} bytes, and {} are read", path, *bytes, most));
  return read(path);
}

}  // namespace sightline
