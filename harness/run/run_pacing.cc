// The part of RunLoop that says when requests are sent: at once, when their model's lane lets them go, or again.

#include <fmt/format.h>

#include <algorithm>

#include "run/estimate.h"
#include "run/retry.h"
#include "run/run_loop.h"

namespace sightline {

namespace {

constexpr std::chrono::milliseconds kLongestWait{60'000};

/// True where nothing was read of the request, or nothing worked at it.
bool took_nothing(const Failure& failure) {
  return failure.status >= 400 || failure.kind == Failure::Kind::refused_connection ||
         failure.kind == Failure::Kind::name_not_resolved || failure.kind == Failure::Kind::tls;
}

/// The tokens that a send took, as its answer counts them; where it does not, as many as were reserved.
double tokens_used(const Exchange& exchange, double reserved) {
  if (exchange.failure) return took_nothing(*exchange.failure) ? 0 : reserved;
  const Usage& usage = exchange.reply->usage;
  if (usage.total_tokens) return static_cast<double>(*usage.total_tokens);
  if (!usage.prompt_tokens || !usage.completion_tokens) return reserved;
  return static_cast<double>(*usage.prompt_tokens + *usage.completion_tokens);
}

}  // namespace

std::chrono::milliseconds RunLoop::wait_limit() const {
  const Clock::Instant now = world_.clock.now();
  auto due = lanes_.due(now);
  if (!delayed_.empty()) due = std::min(due.value_or(delayed_.top().due), delayed_.top().due);
  if (!due) return kLongestWait;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(*due - now);
  return std::clamp(left, std::chrono::milliseconds(0), kLongestWait);
}

void RunLoop::send(JobPtr job) {
  if (!job->live) return send_now(std::move(job));
  job->expected = estimate(job->request, *job->unit->model);
  Lane& lane = lanes_.of(*job->unit->model);
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
}

void RunLoop::settle_send(const Job& job) {
  Lane& lane = lanes_.of(*job.unit->model);
  lane.throttle().settle(world_.clock.now(), job.slip, tokens_used(job.exchange, job.slip.tokens));
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
  const ModelSpec& model = *job.unit->model;
  const std::string why = fmt::format("model '{}' answered {}: {}", model.name, failure.status, failure.message);
  if (std::ranges::find(stopped_because_, why) != stopped_because_.end()) return;
  queue_.stop(model);
  stopped_because_.push_back(why);
  world_.observer.model_stopped(model.name, failure);
}

}  // namespace sightline
