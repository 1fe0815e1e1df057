#pragma once

#include <cstdint>

#include "base/error.h"
#include "model/http.h"

namespace sightline {

/// The base64 text of a file, read at any offset. The file is opened by the first read and closed with the object.
///
/// It is read, not mapped: a mapped file that another program cuts short ends the process with SIGBUS.
class Base64File {
 public:
  explicit Base64File(const FileAsBase64& file) : file_(&file) {}
  ~Base64File() { close(); }
  Base64File(const Base64File&) = delete;
  Base64File& operator=(const Base64File&) = delete;

  /// Writes up to `want` characters of the text from `offset` on; 0 only at its end. Errors: the file cannot be read,
  /// or has another size than planned.
  Expected<std::size_t> read(std::uint64_t offset, char* out, std::size_t want);
  void close();

 private:
  Expected<void> open();
  Expected<void> read_octets(std::uint64_t offset, char* out, std::size_t count) const;
  Expected<std::size_t> read_within_group(std::uint64_t offset, char* out, std::size_t want) const;

  const FileAsBase64* file_;
  int descriptor_ = -1;
};

}  // namespace sightline
