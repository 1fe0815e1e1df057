#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "model/result.h"

namespace sightline {

/// A program that an assertion runs. No shell is between them.
struct ProgramCall {
  /// The program and its arguments. Without a slash in it, the program is looked for on PATH.
  std::vector<std::string> command;
  std::string folder;                    ///< Absolute: where the program works.
  std::vector<std::string> environment;  ///< Names of variables that are passed on, beside PATH and LANG.
  std::string input;
  std::chrono::milliseconds timeout{10'000};
  std::uint64_t max_memory_bytes = 0;  ///< Of address space.
  std::size_t max_output_bytes = 0;
};

/// How a program ended.
struct ProgramEnd {
  enum class Ending { exited, killed, out_of_time, too_much_output };
  Ending ending = Ending::exited;
  int exit_code = 0;
  std::string how;     ///< "exit code 3", "signal 11, Segmentation fault".
  std::string output;  ///< Its standard output.
  std::string errors;  ///< The beginning of its standard error.
};

/// A body of JSON that an assertion sends to a host.
struct WebhookCall {
  std::string url;
  /// Values may hold ${NAME}s of the environment.
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::chrono::milliseconds timeout{10'000};
  bool is_loopback = false;  ///< The host is this machine: no proxy is asked.
};

struct WebhookAnswer {
  int status = 0;
  std::string body;
};

/// An approved answer, where there is one.
struct ApprovedAnswer {
  std::string file;                 ///< Relative to the project's folder: "suites/snapshots/receipts/cafe.txt".
  std::optional<std::string> text;  ///< Without the line feed that ends the file; nothing where there is no file.
};

/// What assertions reach beyond the answer that they look at. Each call may block, for no longer than its timeout, and
/// may come from several threads at once. Errors are the harness's trouble.
class Outside {
 public:
  virtual ~Outside() = default;
  /// Errors: it cannot be started, or a variable that it asks for holds a secret.
  virtual Expected<ProgramEnd> run_program(const ProgramCall& call) const = 0;
  /// Redirects are not followed. Errors: no answer came, it is too large, or it holds the value of a secret.
  virtual Expected<WebhookAnswer> post(const WebhookCall& call) const = 0;
  /// `name` tells several snapshots of one case apart; "" is the usual one. Errors: the file cannot be read.
  virtual Expected<ApprovedAnswer> approved(const UnitId& unit, const std::string& name) const = 0;
};

/// Bytes of a webhook's answer at most.
inline constexpr std::size_t kMostWebhookBytes = 1u << 20;

}  // namespace sightline
