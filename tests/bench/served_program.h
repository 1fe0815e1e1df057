#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace sightline::bench {

/// A server that runs as a program of its own.
class ServedProgram {
 public:
  /// Starts `command`, which writes its port into `port_file`, and waits until it did. Throws where it does not.
  ServedProgram(const std::vector<std::string>& command, const std::string& port_file);
  ~ServedProgram();  ///< Ends it.
  ServedProgram(const ServedProgram&) = delete;
  ServedProgram& operator=(const ServedProgram&) = delete;
  std::uint16_t port() const { return port_; }
  double peak_mb() const;
  /// Seconds that it has computed so far.
  double cpu_s() const;

 private:
  pid_t child_;
  std::uint16_t port_ = 0;
};

/// What the machine's owner took from it: ticks of steal and of all time so far.
struct Steal {
  std::uint64_t stolen = 0;
  std::uint64_t all = 0;
  static Steal now();
  double percent_since(const Steal& before) const;
};

}  // namespace sightline::bench
