#include "http/base64_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "base/base64.h"
#include "base/text.h"

namespace sightline {
namespace {

constexpr std::size_t kOctetsPerRead = 12 * 1024;  // Divisible by 3, and small enough for the stack.

tl::unexpected<Errors> unreadable(const std::string& path, int error) {
  return failure(fmt::format("cannot read the file {} to send it: {}", quoted(path), std::strerror(error)));
}

}  // namespace

Expected<void> Base64File::open() {
  if (descriptor_ >= 0) return {};
  descriptor_ = ::open(file_->path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat state = {};
  if (descriptor_ < 0 || ::fstat(descriptor_, &state) != 0) return unreadable(file_->path, errno);
  if (S_ISDIR(state.st_mode)) return unreadable(file_->path, EISDIR);
  if (static_cast<std::uint64_t>(state.st_size) == file_->bytes) return {};
  return failure(fmt::format("the file {} changed since the run was planned: it had {} bytes and has {} now; run again",
                             quoted(file_->path), file_->bytes, state.st_size));
}

void Base64File::close() {
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = -1;
}

Expected<void> Base64File::read_octets(std::uint64_t offset, char* out, std::size_t count) const {
  while (count > 0) {
    const ssize_t got = ::pread(descriptor_, out, count, static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return unreadable(file_->path, errno);
    if (got == 0) return failure(fmt::format("the file {} became shorter while it was sent", quoted(file_->path)));
    out += got;
    offset += static_cast<std::uint64_t>(got);
    count -= static_cast<std::size_t>(got);
  }
  return {};
}

/// A part of one group of four characters, for reads that begin or end within it.
Expected<std::size_t> Base64File::read_within_group(std::uint64_t offset, char* out, std::size_t want) const {
  const std::uint64_t from = offset / 4 * 3;
  const std::size_t count = std::min<std::uint64_t>(3, file_->bytes - from);
  std::array<char, 3> octets{};
  std::array<char, 4> group{};
  if (auto done = read_octets(from, octets.data(), count); !done) return tl::unexpected(done.error());
  to_base64({octets.data(), count}, group.data());
  const std::size_t skipped = offset % 4;
  const std::size_t taken = std::min(want, group.size() - skipped);
  std::copy_n(group.data() + skipped, taken, out);
  return taken;
}

Expected<std::size_t> Base64File::read(std::uint64_t offset, char* out, std::size_t want) {
  if (auto opened = open(); !opened) return tl::unexpected(opened.error());
  if (want == 0 || offset >= base64_length(file_->bytes)) return 0;
  if (offset % 4 != 0 || want < 4) return read_within_group(offset, out, want);
  const std::uint64_t from = offset / 4 * 3;
  const std::size_t count = std::min<std::uint64_t>({want / 4 * 3, kOctetsPerRead, file_->bytes - from});
  std::array<char, kOctetsPerRead> octets;  // NOLINT(*-member-init): filled by the read.
  if (auto done = read_octets(from, octets.data(), count); !done) return tl::unexpected(done.error());
  to_base64({octets.data(), count}, out);
  return base64_length(count);
}

}  // namespace sightline
