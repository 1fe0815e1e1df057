#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "run/job.h"

namespace sightline {

/// While recording, equal requests are sent once: what is replayed later is one answer, so that what is judged now must
/// be that answer too. Requests are equal where key and repeat are, and where their suites ignore the
/// same parts.
class SharedAnswers {
 public:
  using JobPtr = std::unique_ptr<Job>;
  enum class Claim { send, waits, answered };
  /// `send`: the caller is the first and sends. `waits`: `job` is kept until the first is through. `answered`: the
  /// job's exchange is filled.
  Claim claim(JobPtr& job);
  /// The first is through: its exchange becomes that of the jobs that wait, which are handed back. Where it failed,
  /// each of them shall send for itself, and nothing is filled.
  std::vector<JobPtr> settle(const Job& first);
  std::size_t waiting() const { return waiting_; }
  /// The jobs that wait, where the run ends before their answer is in.
  std::vector<JobPtr> give_up();

 private:
  struct Entry {
    bool answered = false;
    Exchange exchange;
    std::vector<JobPtr> waiting;
  };
  using Request = std::pair<std::string, unsigned>;
  static Request request_of(const Job& job);
  std::map<Request, Entry> entries_;
  std::size_t waiting_ = 0;
};

}  // namespace sightline
