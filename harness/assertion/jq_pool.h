#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "assertion/jq_protocol.h"
#include "process/process.h"

namespace sightline {

/// Up to two worker processes, each started when it is first needed, and replaced after it failed. Each compiles a
/// filter once. May be used from several threads.
class JqPool {
 public:
  static JqPool& shared();
  void set_program(std::string path);

  /// What jq says of a filter that does not compile; nothing of one that does.
  Expected<std::vector<std::string>> complaints(const std::string& filter, const JqLimits& limits);
  Expected<JqFilter::Outputs> run(const std::string& filter, const Node& input, const Node& vars,
                                  const JqLimits& limits);

 private:
  struct Worker {
    std::unique_ptr<LineProcess> process;
    std::set<std::string> compiled = {};
    bool busy = true;
  };
  class Lease;

  Expected<Worker*> acquire(const std::string& filter);
  Worker* free_worker(const std::string& filter);
  Expected<Worker*> add_worker();
  void release(Worker* worker, bool alive);

  std::mutex mutex_;
  std::condition_variable freed_;
  std::string program_;
  std::vector<std::unique_ptr<Worker>> workers_;
};

}  // namespace sightline
