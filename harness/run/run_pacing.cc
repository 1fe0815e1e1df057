// The part of RunLoop that says when requests are sent: at once, when their model's lane lets them go, or again.

#include <fmt/format.h>

#include <algorithm>

#include "base/duration.h"
#include "run/estimate.h"
#include "run/retry.h"
#include "run/run_loop.h"

namespace sightline {

namespace {

constexpr std::chrono::milliseconds kLongestWait{60'000};
constexpr std::chrono::milliseconds kLongestWhileJudged{200};

}  // namespace

std::chrono::milliseconds RunLoop::wait_limit() const {
  const Clock::Instant now = world_.clock.now();
  auto due = lanes_.due(now);
  if (!delayed_.empty()) due = std::min(due.value_or(delayed_.top().due), delayed_.top().due);
  if (deadline_ && !stopping_) due = std::min(due.value_or(*deadline_), *deadline_);
  if (const auto second = hedges_.due()) due = std::min(due.value_or(*second), *second);
  // A scoring thread that goes on to an assertion that takes long has not told of the ones before it.
  const auto longest = scorer_.pending() > 0 ? kLongestWhileJudged : kLongestWait;
  if (!due) return longest;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(*due - now);
  return std::clamp(left, std::chrono::milliseconds(0), longest);
}

void RunLoop::heed_time() {
  if (!deadline_ || stopping_ || world_.clock.now() < *deadline_) return;
  out_of_time_ = true;
  stop(fmt::format("--max-time {} is over", duration_text(*options_.limits.max_time)));
}

void RunLoop::send(JobPtr job) {
  // After an interrupt too: an answer that was in by then does not go on with its conversation.
  if (out_of_time_ || interrupted_ || !broken_.empty()) return abandon(std::move(job));
  if (!job->live) return send_now(std::move(job));
  if (is_stopped(*job)) return leave_unsent(std::move(job));
  Lane& lane = lanes_.of(*job->unit->model);
  job->expected = estimate(job->request, *job->unit->model);
  lane.wait(std::move(job));
  send_waiting(lane);
}

void RunLoop::send_waiting(Lane& lane) {
  while (JobPtr job = lane.next(world_.clock.now())) {
    if (reserve_budget(*job)) {
      send_now(std::move(job));
    } else {
      abandon(std::move(job));
    }
  }
  queue_.hold(lane.model(), lane.has_waiting());
}

bool RunLoop::reserve_budget(Job& job) {
  const double expected = job.expected.cost.value_or(0);
  if (auto why = budget_.reserve(expected)) {
    stop(*why);
    return false;
  }
  job.reserved_cost = expected;
  return true;
}

void RunLoop::send_due() {
  while (!delayed_.empty() && delayed_.top().due <= world_.clock.now()) {
    auto found = delayed_jobs_.find(delayed_.top().ticket);
    delayed_.pop();
    if (found == delayed_jobs_.end()) continue;
    JobPtr job = std::move(found->second);
    delayed_jobs_.erase(found);
    send(std::move(job));
  }
  lanes_.for_each([this](Lane& lane) { send_waiting(lane); });
  send_seconds();
}

void RunLoop::settle_send(const ModelSpec& model, const SendSlip& slip, const Exchange& exchange,
                          const Outcome& outcome) {
  Lane& lane = lanes_.of(model);
  const auto news = lane.throttle().settle(
      {.slip = slip, .outcome = outcome, .exchange = exchange, .now = world_.clock.now(), .wall = world_.clock.wall()});
  for (const LaneNews& one : news) {
    if (one.kind == LaneNews::Kind::given_up) {
      stop_model(lane, fmt::format("model '{}' {}", lane.model().name, one.text), *exchange.failure);
    } else {
      world_.observer.lane_changed(lane.model().name, one);
    }
  }
}

bool RunLoop::plan_retry(JobPtr& job, const Outcome& outcome) {
  if (stopping_) return false;
  RetryPolicy policy = job->unit->model->retry;
  policy.max = options_.retries.value_or(policy.max);
  const Failure failure = *job->exchange.failure;
  // What a recording answers it answers again: only broken connections to the embedded server are worth another try.
  if (!job->live && failure.status != 0) return false;
  const auto wait = retry_wait(failure, job->sends, policy, random_);
  if (!wait) {
    const double cap_ms = static_cast<double>(policy.cap.count());
    if (is_retryable(failure) && failure.retry_after_ms.value_or(0) > cap_ms) {
      job->exchange.failure->message += fmt::format("; it asks for a wait of {:.0f} s, more than the cap of {:.0f} s",
                                                    *failure.retry_after_ms / 1000, cap_ms / 1000);
    }
    return false;
  }
  world_.observer.retry_planned(job->result.unit, job->repeat, failure, *wait);
  keep_attempt(*job, outcome);
  job->exchange.attempts.push_back({.failure = failure, .waited_ms = static_cast<double>(wait->count())});
  delayed_.push({.due = world_.clock.now() + *wait, .ticket = ++last_ticket_});
  delayed_jobs_.emplace(last_ticket_, std::move(job));
  return true;
}

void RunLoop::stop_model_after(const Job& job) {
  if (!job.live || !job.exchange.failure) return;
  const Failure& failure = *job.exchange.failure;
  if (failure.kind != Failure::Kind::unauthorized && failure.kind != Failure::Kind::forbidden) return;
  Lane& lane = lanes_.of(*job.unit->model);
  stop_model(lane, fmt::format("model '{}' answered {}: {}", lane.model().name, failure.status, failure.message),
             failure);
}

void RunLoop::stop_model(Lane& lane, const std::string& why, const Failure& failure) {
  if (lane.is_stopped()) return;
  lane.stop();
  queue_.stop(lane.model());
  stopped_because_.push_back(why);
  world_.observer.model_stopped(lane.model().name, failure);
  std::vector<JobPtr> left = lane.give_up();
  for (auto delayed = delayed_jobs_.begin(); delayed != delayed_jobs_.end();) {
    const bool is_its = delayed->second->unit->model->name == lane.model().name;
    if (is_its) left.push_back(std::move(delayed->second));
    delayed = is_its ? delayed_jobs_.erase(delayed) : std::next(delayed);
  }
  for (JobPtr& job : left) leave_unsent(std::move(job));
}

bool RunLoop::is_stopped(const Job& job) {
  return job.live && lanes_.of(*job.unit->model).is_stopped();
}

void RunLoop::leave_unsent(JobPtr job) {
  std::vector<JobPtr> sharers = shared_.settle(*job);
  drop(std::move(job));
  for (JobPtr& sharer : sharers) {
    if (is_stopped(*sharer)) {
      drop(std::move(sharer));
    } else if (!share_answer(sharer)) {
      send(std::move(sharer));
    }
  }
}

}  // namespace sightline
