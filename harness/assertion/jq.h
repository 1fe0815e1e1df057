#pragma once

#include <memory>
#include <string>
#include <vector>

#include "model/node.h"

namespace sightline {

/// A compiled jq filter. Plain paths and `path op literal` run here; every other filter runs in a worker process of this
/// program, with a time and memory limit. `$vars` are the case's variables. May be used from several threads.
class JqFilter {
 public:
  /// Errors point into `source`: what jq says of it, or `import include input debug stderr halt env $ENV` by name.
  static Expected<std::shared_ptr<const JqFilter>> compile(const Node& filter, const Source& source);
  virtual ~JqFilter() = default;
  /// All outputs. `model_error` is what jq says where the value does not suit the filter ("Cannot index number with
  /// string"): the answer's doing. Errors are the harness's: time, memory, a worker that died.
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
