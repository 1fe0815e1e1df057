#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "model/node.h"

namespace sightline {

/// How long a filter may take in the worker process.
struct JqLimits {
  std::chrono::milliseconds evaluation{1'000};
  std::chrono::milliseconds compilation{5'000};
};

/// A compiled jq filter. Plain paths and `path op literal` run here; every other filter runs in a worker process of
/// this program, with a time and memory limit. `$vars` are the case's variables. May be used from several threads.
class JqFilter {
 public:
  /// Errors point into `source`: what jq says of it, or by name what reaches out of the value (`import include input
  /// debug stderr halt env $ENV now`, ...).
  static Expected<std::shared_ptr<const JqFilter>> compile(const Node& filter, const Source& source,
                                                           const JqLimits& limits = {});
  virtual ~JqFilter() = default;
  /// All outputs, those before an error too. `model_error` is what jq says where the value does not suit the filter
  /// ("Cannot index number with string "x""): the answer's doing. Errors are the harness's: time, memory, a worker that
  /// died. Not-a-number and the infinities come out as null.
  struct Outputs {
    std::vector<Node> values;
    std::string model_error;
  };
  virtual Expected<Outputs> run(const Node& input, const Node& vars) const = 0;
};

/// The loop of the worker process: one JSON request a line on stdin, one answer a line on stdout, until the end.
int run_jq_worker();

/// The program that is started with the argument "jq-worker"; the composition root sets it once (/proc/self/exe).
void set_jq_worker_program(std::string path);

}  // namespace sightline
