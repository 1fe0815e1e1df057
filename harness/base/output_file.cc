#include "base/output_file.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace sightline {

namespace {

constexpr std::size_t kRoomBytes = std::size_t{256} << 10;

}  // namespace

OutputBuffer::int_type OutputBuffer::overflow(int_type character) {
  const int_type done = std::filebuf::overflow(character);
  if (done == traits_type::eof()) note();
  return done;
}

std::streamsize OutputBuffer::xsputn(const char* bytes, std::streamsize count) {
  // The standard library's own writes what is of 1 KB or more at once, however much room there is.
  if (count > 0 && count <= epptr() - pptr()) {
    std::memcpy(pptr(), bytes, static_cast<std::size_t>(count));
    pbump(static_cast<int>(count));
    return count;
  }
  const std::streamsize done = std::filebuf::xsputn(bytes, count);
  if (done != count) note();
  return done;
}

void OutputBuffer::note() {
  if (cause_ == 0) cause_ = errno;
}

OutputFile::OutputFile(std::string path)
    : path_(std::move(path)),
      temporary_(fmt::format("{}.{}.tmp", path_, ::getpid())),
      room_(kRoomBytes),
      stream_(&buffer_) {
  buffer_.pubsetbuf(room_.data(), static_cast<std::streamsize>(room_.size()));
  if (buffer_.open(temporary_, std::ios::out | std::ios::binary | std::ios::trunc) != nullptr) return;
  open_trouble_ = errno;
  stream_.setstate(std::ios::failbit);
}

OutputFile::~OutputFile() {
  if (committed_) return;
  buffer_.close();
  std::remove(temporary_.c_str());
}

Expected<void> OutputFile::commit() {
  const bool closed = buffer_.close() != nullptr;
  if (!closed || !stream_) {
    const int cause = open_trouble_ != 0 ? open_trouble_ : buffer_.cause();
    return failure(fmt::format("cannot write '{}': {}", path_, cause != 0 ? std::strerror(cause) : "the write failed"));
  }
  if (std::rename(temporary_.c_str(), path_.c_str()) != 0) {
    return failure(fmt::format("cannot write '{}': {}", path_, std::strerror(errno)));
  }
  committed_ = true;
  return {};
}

}  // namespace sightline
