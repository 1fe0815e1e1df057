#include "base/link_file.h"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>

#include "base/privacy.h"

namespace sightline {

Expected<void> link_or_copy(const std::string& from, const std::string& to) {
  std::error_code trouble;
  std::filesystem::create_hard_link(from, to, trouble);
  if (!trouble || trouble == std::errc::file_exists) return keep_private(to), Expected<void>{};
  std::error_code ignored;
  const bool stands = std::filesystem::exists(to, ignored);
  std::filesystem::copy_file(from, to, std::filesystem::copy_options::skip_existing, trouble);
  if (!trouble) return keep_private(to), Expected<void>{};
  // Where the disk is full, a part of it is there, and must not be taken for the whole.
  if (!stands) std::filesystem::remove(to, ignored);
  return failure(fmt::format("cannot copy '{}' to '{}': {}", from, to, trouble.message()));
}

}  // namespace sightline
