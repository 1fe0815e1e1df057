#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

namespace sightline::product_tests {

/// Asks again and again until `holds`; false where it does not in a minute.
template <typename Condition>
bool comes_true(const Condition& holds) {
  const auto limit = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  while (!holds()) {
    if (std::chrono::steady_clock::now() > limit) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return true;
}

/// A folder that is gone at the end.
class Scratch {
 public:
  Scratch();
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  std::string path(const std::string& name) const { return folder_ + "/" + name; }

 private:
  std::string folder_;
};

/// The folder of the committed fixtures.
std::string example_fixtures();

/// The real program, serving a folder on a port of its own choice until it is told to end. Its standard input is empty.
class Serve {
 public:
  Serve(const Scratch& scratch, const std::string& folder, const std::vector<std::string>& options = {});
  ~Serve();
  Serve(const Serve&) = delete;
  Serve& operator=(const Serve&) = delete;
  std::uint16_t port() const { return port_; }
  pid_t process() const { return process_; }
  /// How it ends when it is told to: its exit code, or -1 where it does not, or crashed.
  int end();

 private:
  pid_t process_ = -1;
  std::uint16_t port_ = 0;
};

}  // namespace sightline::product_tests
