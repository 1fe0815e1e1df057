#pragma once

#include <string>

#include "served_program.h"

namespace sightline::bench {

/// The program and another that does the same work or a part of it.
struct Peers {
  std::string program;
  std::string peer;
  std::string scratch;  ///< A folder for all that is written.
  unsigned times = 1;   ///< How often each is measured.

  std::string at(const std::string& name) const { return scratch + "/" + name; }
  /// The program as a server of recordings.
  ServedProgram serve(const std::string& fixtures) const {
    return {{program, "serve", fixtures, "--port-file", at("port"), "--speed", "0"}, at("port")};
  }
};

// Each measures both in turn, so that a noisy minute meets both, and prints a line for each work, with the ratio of the
// medians. Throws where one of them does not run, or does not do the same.

/// Start, a run of 1 case and one of 1,000: both send the same requests to one server, and judge the answers alike.
void compare_with_promptfoo(const Peers& peers);
/// Plain answers a second; aimock has the same answers to the same questions.
void compare_with_aimock(const Peers& peers);
/// Plain answers a second; nginx has a file of the bytes of one.
void compare_with_nginx(const Peers& peers);

/// Prints such a line.
void print_compared(const std::string& work, const std::string& own, const std::string& peer, const std::string& ratio);

}  // namespace sightline::bench
