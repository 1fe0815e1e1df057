#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "run/job.h"
#include "run/throttle.h"

namespace sightline {

/// What leaves for one model over the network: its throttle, and the jobs that wait until it lets them go.
class Lane {
 public:
  using JobPtr = std::unique_ptr<Job>;
  /// `ceiling`: requests under way at once, at most. `model` must outlive it.
  Lane(const ModelSpec& model, unsigned ceiling) : model_(&model), throttle_(model, ceiling) {}

  const ModelSpec& model() const { return *model_; }
  Throttle& throttle() { return throttle_; }
  void wait(JobPtr job) { waiting_.push_back(std::move(job)); }
  bool has_waiting() const { return !waiting_.empty(); }
  /// The job that has waited longest, where it may leave now; the throttle counts it as sent. Null: none may.
  JobPtr next(Clock::Instant now);
  /// True where the job's request could be sent once more now, without taking another's turn.
  bool is_free(Clock::Instant now, const Job& job) const;
  /// The throttle counts the job's request as sent once more.
  SendSlip send_second(Clock::Instant now, const Job& job);
  /// When next() gives something, as far as time alone decides it; nothing where no job waits.
  std::optional<Clock::Instant> due(Clock::Instant now) const;
  /// All that wait, which are not sent.
  std::vector<JobPtr> give_up();
  /// Nothing is sent to the model any more.
  void stop() { stopped_ = true; }
  bool is_stopped() const { return stopped_; }
  LaneFigures figures() const;

 private:
  const ModelSpec* model_;
  Throttle throttle_;
  std::deque<JobPtr> waiting_;
  std::optional<Clock::Instant> held_since_;  ///< Since when there is something to send, and time to wait for.
  std::chrono::nanoseconds waited_{0};
  std::uint64_t hedged_ = 0;
  bool stopped_ = false;
};

/// The lanes of a run's models, apart from each other: one that is held up holds up no other.
class Lanes {
 public:
  /// `concurrency` replaces that of every model, if given.
  explicit Lanes(std::optional<unsigned> concurrency) : concurrency_(concurrency) {}
  /// The model's lane, which is there from its first send on.
  Lane& of(const ModelSpec& model);
  void for_each(const std::function<void(Lane&)>& look);
  bool any_waiting() const;
  /// When the first of the jobs that wait is due; nothing where none waits for a time.
  std::optional<Clock::Instant> due(Clock::Instant now) const;
  std::vector<LaneFigures> figures() const;

 private:
  std::optional<unsigned> concurrency_;
  std::map<std::string, Lane, std::less<>> lanes_;
};

}  // namespace sightline
