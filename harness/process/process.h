#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace sightline {

/// How a child process is started. Nothing is inherited but what is named here: no environment, no open descriptors.
struct ProcessOptions {
  std::vector<std::string> arguments;    ///< arguments[0] is the program's path.
  std::vector<std::string> environment;  ///< "NAME=value"
  std::uint64_t max_memory_bytes = 512ull << 20;
  std::size_t max_line_bytes = 16u << 20;
};

/// A child that is spoken to in lines: one request, one answer. Owned by one thread at a time; killed when destroyed.
class LineProcess {
 public:
  static Expected<std::unique_ptr<LineProcess>> start(const ProcessOptions& options);
  virtual ~LineProcess() = default;
  /// Writes `line` and a line feed, and reads one line. Errors: it took longer than `limit`, ended, or wrote too much;
  /// after any of them the child is dead.
  virtual Expected<std::string> ask(std::string_view line, std::chrono::milliseconds limit) = 0;
};

}  // namespace sightline
