#pragma once

#include <fstream>
#include <string>
#include <vector>

#include "base/error.h"

namespace sightline {

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
  std::vector<char> buffer_;
  std::ofstream stream_;
  bool committed_ = false;
};

}  // namespace sightline
