#include "base/bounded_read.h"

#include <fmt/format.h>

#include "base/text.h"

namespace sightline {

Expected<std::string> read_at_most(const Files& files, const std::string& path, std::uint64_t most,
                                   const std::string& shown) {
  const auto size = files.size(path);
  if (size && *size > most) {
    return failure(fmt::format("{} has {} MB; at most {} MB are read", quoted(shown, 200), *size >> 20, most >> 20));
  }
  // It may have grown since.
  return files.read_head(path, most);
}

}  // namespace sightline
