#pragma once

#include <fstream>
#include <ostream>
#include <string>
#include <vector>

#include "base/error.h"

namespace sightline {

/// A file's buffer that knows why a write to it first failed: by the time that the writer asks, errno is another's.
class OutputBuffer final : public std::filebuf {
 public:
  int cause() const { return cause_; }

 protected:
  int_type overflow(int_type character) override;
  std::streamsize xsputn(const char* bytes, std::streamsize count) override;

 private:
  void note();
  int cause_ = 0;
};

/// A file that is written as a stream under a temporary name and takes its own name when it is whole. One that is never
/// committed leaves nothing behind.
class OutputFile {
 public:
  explicit OutputFile(std::string path);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  std::ostream& stream() { return stream_; }
  /// Errors: it could not be opened, written to its end, or renamed.
  Expected<void> commit();

 private:
  std::string path_;
  std::string temporary_;
  std::vector<char> room_;
  OutputBuffer buffer_;
  std::ostream stream_;
  int open_trouble_ = 0;
  bool committed_ = false;
};

}  // namespace sightline
