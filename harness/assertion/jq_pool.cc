#include "assertion/jq_pool.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/duration.h"

namespace sightline {
namespace {

constexpr std::size_t kMostWorkers = 2;
/// A worker costs more to start than a filter takes to run: this long a free one is waited for.
constexpr std::chrono::milliseconds kPatience{50};

constexpr std::uint64_t kMemoryLimit = memory_limit(512ull << 20);
constexpr std::size_t kLongestAnswer = 16u << 20;

std::string failure_text(LineProcess::Trouble trouble, std::chrono::milliseconds limit) {
  switch (trouble) {
    case LineProcess::Trouble::time:
      return fmt::format("the jq filter took longer than {}", duration_text(limit));
    case LineProcess::Trouble::output:
      return fmt::format("the jq filter gave more than {} MB of output", kLongestAnswer >> 20);
    default:
      return "the jq filter made jq crash, or took more than 512 MB of memory";
  }
}

}  // namespace

/// A worker for the time of one use: it goes back to the pool, or is thrown away where it failed.
class JqPool::Lease {
 public:
  Lease(JqPool& pool, Worker* worker) : pool_(pool), worker_(worker) {}
  ~Lease() { pool_.release(worker_, alive_); }
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;

  Expected<JqAnswer> ask(const JqRequest& request, std::chrono::milliseconds limit) {
    const Expected<std::string> line = worker_->process->ask(to_line(request), limit);
    if (!line) {
      alive_ = false;
      return failure(failure_text(worker_->process->trouble(), limit));
    }
    Expected<JqAnswer> answer = jq_answer_from(*line);
    if (answer && !answer->trouble.empty()) return failure("the jq filter has no result: " + answer->trouble);
    return answer;
  }

  /// What jq says of the filter, which the worker then knows.
  Expected<std::vector<std::string>> compile(const std::string& filter, const JqLimits& limits) {
    if (worker_->compiled.count(filter) > 0) return std::vector<std::string>();
    const auto answer = ask(request_for(filter, limits.compilation), limits.compilation);
    if (!answer) return tl::unexpected(answer.error());
    if (answer->complaints.empty()) worker_->compiled.insert(filter);
    return answer->complaints;
  }

  static JqRequest request_for(const std::string& filter, std::chrono::milliseconds limit) {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(limit);
    return {filter, true, static_cast<unsigned>(std::max<std::int64_t>(0, seconds.count()))};
  }

 private:
  JqPool& pool_;
  Worker* worker_;
  bool alive_ = true;
};

JqPool& JqPool::shared() {
  static JqPool pool;
  return pool;
}

void JqPool::set_program(std::string path) {
  const std::lock_guard lock(mutex_);
  program_ = std::move(path);
}

Expected<std::vector<std::string>> JqPool::complaints(const std::string& filter, const JqLimits& limits) {
  const Expected<Worker*> worker = acquire(filter);
  if (!worker) return tl::unexpected(worker.error());
  return Lease(*this, *worker).compile(filter, limits);
}

Expected<JqFilter::Outputs> JqPool::run(const std::string& filter, const Node& input, const Node& vars,
                                        const JqLimits& limits) {
  const Expected<Worker*> worker = acquire(filter);
  if (!worker) return tl::unexpected(worker.error());
  Lease lease(*this, *worker);
  const auto complaints = lease.compile(filter, limits);
  if (!complaints) return tl::unexpected(complaints.error());
  JqRequest request = Lease::request_for(filter, limits.evaluation);
  request.only_compile = false;
  request.input = input;
  request.vars = vars;
  Expected<JqAnswer> answer = lease.ask(request, limits.evaluation);
  if (!answer) return tl::unexpected(answer.error());
  return std::move(answer->outputs);
}

Expected<JqPool::Worker*> JqPool::acquire(const std::string& filter) {
  std::unique_lock lock(mutex_);
  while (true) {
    if (Worker* worker = free_worker(filter)) {
      worker->busy = true;
      return worker;
    }
    if (workers_.empty()) return add_worker();
    if (workers_.size() == kMostWorkers) {
      freed_.wait(lock);
    } else if (freed_.wait_for(lock, kPatience) == std::cv_status::timeout && workers_.size() < kMostWorkers) {
      return add_worker();
    }
  }
}

/// One that has compiled the filter already, where there is one.
JqPool::Worker* JqPool::free_worker(const std::string& filter) {
  Worker* found = nullptr;
  for (const auto& worker : workers_) {
    if (!worker->busy && (found == nullptr || worker->compiled.count(filter) > 0)) found = worker.get();
  }
  return found;
}

Expected<JqPool::Worker*> JqPool::add_worker() {
  if (program_.empty()) return failure("no program is set that jq filters could run in");
  ProcessOptions options;
  options.arguments = {program_, "jq-worker"};
  options.max_memory_bytes = kMemoryLimit;
  options.max_line_bytes = kLongestAnswer;
  Expected<std::unique_ptr<LineProcess>> process = LineProcess::start(options);
  if (!process) return tl::unexpected(process.error());
  workers_.push_back(std::make_unique<Worker>(Worker{std::move(*process)}));
  return workers_.back().get();
}

void JqPool::release(Worker* worker, bool alive) {
  {
    const std::lock_guard lock(mutex_);
    worker->busy = false;
    if (!alive) {
      const auto is_it = [worker](const std::unique_ptr<Worker>& other) { return other.get() == worker; };
      workers_.erase(std::find_if(workers_.begin(), workers_.end(), is_it));
    }
  }
  freed_.notify_one();
}

}  // namespace sightline
