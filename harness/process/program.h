#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "base/error.h"
#include "process/process.h"

namespace sightline {

/// What a program may take that is run once.
struct ProgramLimits {
  std::chrono::milliseconds time{10'000};
  std::size_t output_bytes = 1u << 20;  ///< More of it ends the program.
  std::size_t errors_bytes = 1u << 16;  ///< More of its standard error is read and dropped.
};

/// How a program ended.
struct ProgramResult {
  enum class Ending { exited, killed, out_of_time, too_much_output };
  Ending ending = Ending::exited;
  int exit_code = 0;   ///< Where it exited.
  std::string how;     ///< "exit code 3", "signal 11, Segmentation fault": for people.
  std::string output;  ///< Its standard output.
  std::string errors;  ///< The beginning of its standard error.
};

/// Runs a program to its end: `input` is its standard input, which then ends. It does not outlive the call, nor does
/// any process of its group: with the program's own end what it left behind is ended too. May be called from several
/// threads. Errors: the program cannot be started.
Expected<ProgramResult> run_to_end(const ProcessOptions& options, std::string_view input, const ProgramLimits& limits);

/// The path of a program as a shell would find it: `name` itself where it has a slash, else in the folders of `path`
/// ("/usr/bin:/bin"). "" where there is none that may be run.
std::string program_path(const std::string& name, std::string_view path);

}  // namespace sightline
