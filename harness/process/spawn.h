#pragma once

#include <sys/types.h>

#include <string>
#include <utility>

#include "base/error.h"
#include "process/process.h"

namespace sightline {

/// An open file descriptor, closed with its owner.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() { close(); }
  void close();
  int number() const { return number_; }

 private:
  int number_ = -1;
};

/// A running child, the leader of its own process group, and the ends of its pipes (all non-blocking).
struct Child {
  pid_t id = 0;
  Descriptor input;   ///< What is written here is the child's standard input.
  Descriptor output;  ///< The child's standard output.
  Descriptor errors;  ///< Its standard error; closed where nobody wants it.
};

/// Starts the program and waits until it runs or cannot.
Expected<Child> spawn(const ProcessOptions& options);

/// Kills the child's process group, and waits for the child. Returns its wait status.
int kill_and_reap(pid_t id);
/// True where the child has ended and waits to be reaped.
bool has_ended(pid_t id);
/// "exit code 3", "signal 11, Segmentation fault", of a wait status.
std::string ending_text(int status);
/// Waits up to a tenth of a second for a child that is ending by itself, then kills it. Returns its wait status.
int reap(pid_t id);

}  // namespace sightline
