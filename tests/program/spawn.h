#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace sightline::programs {

/// What a program is started with.
struct Start {
  std::vector<std::string> words;      ///< The path of the program, and its arguments.
  std::vector<std::string> variables;  ///< Its whole environment, each as NAME=VALUE.
  std::string folder = {};             ///< Where it runs; "" where the test does.
  int output = -1;                     ///< The descriptor, above 2, that it writes to; -1 for the test's own.
  int errors = -1;                     ///< For its standard error.
  /// In the child, just before the program takes its place: system calls only.
  std::function<void()> before = {};
};

/// Starts a program whose standard input is empty. But where something is to be done before, it does so without the
/// copy of the test's memory that fork() makes: under a sanitizer that copy takes as long as many a run. Throws where
/// it cannot be started; with `before`, it then ends with 127.
pid_t spawn(Start start);

/// Waits until a child has ended: its status as waitpid() gives it, or nothing where it goes on for all that time. Throws
/// where there is no such child.
std::optional<int> end_of(pid_t process, std::chrono::milliseconds time);

/// The test's own environment, each variable as NAME=VALUE.
std::vector<std::string> own_variables();

}  // namespace sightline::programs
