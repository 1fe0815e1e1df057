#include "base/link_file.h"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>

namespace sightline {

Expected<void> link_or_copy(const std::string& from, const std::string& to) {
  std::error_code trouble;
  std::filesystem::create_hard_link(from, to, trouble);
  if (!trouble || trouble == std::errc::file_exists) return {};
  std::filesystem::copy_file(from, to, std::filesystem::copy_options::skip_existing, trouble);
  if (trouble) return failure(fmt::format("cannot copy '{}' to '{}': {}", from, to, trouble.message()));
  return {};
}

}  // namespace sightline
