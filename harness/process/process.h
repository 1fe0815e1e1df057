#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace sightline {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kIsSanitized = true;
#elif defined(__has_feature)
constexpr bool kIsSanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool kIsSanitized = false;
#endif
/// A limit for a child that is this program: sanitizers reserve more address space than any limit leaves them.
constexpr std::uint64_t memory_limit(std::uint64_t bytes) {
  return kIsSanitized ? 0 : bytes;
}

/// How a child process is started. Nothing is inherited but what is named here: no environment, no open descriptors;
/// what it writes to standard error is dropped, unless somebody wants it.
struct ProcessOptions {
  std::vector<std::string> arguments;             ///< arguments[0] is the program's path.
  std::vector<std::string> environment;           ///< "NAME=value"
  std::string folder = {};                        ///< It works there; empty: where this program does.
  bool wants_errors = false;                      ///< Its standard error is piped to this program.
  std::uint64_t max_memory_bytes = 512ull << 20;  ///< Of address space; 0 for no limit.
  std::uint64_t max_cpu_seconds = 3600;           ///< Of the child's whole life; 0 for no limit.
  std::size_t max_line_bytes = 16u << 20;
};

/// A child that is spoken to in lines: one request, one answer. Owned by one thread at a time; killed when destroyed,
/// with all of its process group.
class LineProcess {
 public:
  /// Errors: the program cannot be run.
  static Expected<std::unique_ptr<LineProcess>> start(const ProcessOptions& options);
  virtual ~LineProcess() = default;
  /// Writes `line` (which holds no line feed) and a line feed, and reads one line. Errors: it took longer than `limit`,
  /// ended, or wrote too much or unasked; after any of them the child is dead.
  virtual Expected<std::string> ask(std::string_view line, std::chrono::milliseconds limit) = 0;
  /// Why the last ask() failed.
  enum class Trouble { none, time, ended, output };
  virtual Trouble trouble() const = 0;
};

}  // namespace sightline
