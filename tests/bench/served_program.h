#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace sightline::bench {

/// A server that runs as a program of its own.
class ServedProgram {
 public:
  /// Starts `command`, which writes its port into `port_file`, and waits until it did. Throws where it does not.
  ServedProgram(const std::vector<std::string>& command, const std::string& port_file);
  /// Starts `command`, which listens on `port`, and waits until it does; what it says goes to `log`. Throws where it
  /// does not.
  ServedProgram(const std::vector<std::string>& command, std::uint16_t port, const std::string& log);
  ~ServedProgram();  ///< Ends it.
  ServedProgram(const ServedProgram&) = delete;
  ServedProgram& operator=(const ServedProgram&) = delete;
  std::uint16_t port() const { return port_; }
  double peak_mb() const;
  /// Seconds that it has computed so far.
  double cpu_s() const;

 private:
  /// Starts `command` and waits until `listening_port` gives something else than 0.
  void start(const std::vector<std::string>& command, const std::string& log,
             const std::function<std::uint16_t()>& listening_port);
  void end();

  pid_t child_ = -1;
  std::uint16_t port_ = 0;
};

/// A port of 127.0.0.1 that nothing listens on just now.
std::uint16_t free_port();

/// What the machine's owner took from it: ticks of steal and of all time so far.
struct Steal {
  std::uint64_t stolen = 0;
  std::uint64_t all = 0;
  static Steal now();
  double percent_since(const Steal& before) const;
};

}  // namespace sightline::bench
