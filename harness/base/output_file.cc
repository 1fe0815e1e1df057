#include "base/output_file.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace sightline {

namespace {

constexpr std::size_t kBufferBytes = std::size_t{256} << 10;

}  // namespace

OutputFile::OutputFile(std::string path)
    : path_(std::move(path)), temporary_(fmt::format("{}.{}.tmp", path_, ::getpid())), buffer_(kBufferBytes) {
  errno = 0;
  stream_.rdbuf()->pubsetbuf(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
  stream_.open(temporary_, std::ios::binary | std::ios::trunc);
}

OutputFile::~OutputFile() {
  if (committed_) return;
  stream_.close();
  std::remove(temporary_.c_str());
}

Expected<void> OutputFile::commit() {
  stream_.close();
  if (!stream_) {
    const std::string cause = errno != 0 ? std::strerror(errno) : "the write failed";
    return failure(fmt::format("cannot write '{}': {}", path_, cause));
  }
  if (std::rename(temporary_.c_str(), path_.c_str()) != 0) {
    return failure(fmt::format("cannot write '{}': {}", path_, std::strerror(errno)));
  }
  committed_ = true;
  return {};
}

}  // namespace sightline
