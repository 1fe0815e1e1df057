#pragma once

#include <sys/types.h>

#include <functional>
#include <string>
#include <vector>

namespace sightline::programs {

/// How a program ended, and what it wrote.
struct Ended {
  int code = -1;        ///< Its exit code, or 128 and the signal that ended it.
  std::string printed;  ///< On the standard output.
  std::string said;     ///< On the standard error.
};

struct Setting {
  std::string folder;                         ///< Where the program runs.
  std::vector<std::string> environment = {};  ///< NAME=VALUE, beside the tests' own.
  /// In the child, just before the program takes its place: system calls only.
  std::function<void()> before = {};
};

/// The real `sightline`, as users start it. What the tests' own environment says of modes, CI and proxies does not
/// reach it.
class Program {
 public:
  Program(const std::vector<std::string>& arguments, const Setting& setting);
  ~Program();  ///< Kills it where it has not ended.
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  pid_t process() const { return process_; }
  void signal(int number) const;
  bool has_ended();
  /// Waits for its end; one that does not end within two minutes is killed.
  Ended wait();

 private:
  pid_t process_ = -1;
  int status_ = 0;
  bool ended_ = false;
  int output_ = -1;
  int errors_ = -1;
};

/// Starts `sightline` and waits for its end.
Ended run(const std::vector<std::string>& arguments, const Setting& setting);

}  // namespace sightline::programs
