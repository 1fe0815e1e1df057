#include "run/run_loop.h"

#include <fmt/format.h>

#include <algorithm>

#include "fixture/key.h"
#include "run/judge_case.h"

namespace sightline {

namespace {

/// Judged jobs that may wait for the log before no new ones are started.
constexpr std::size_t kMostUnlogged = 1'000;
/// As many where a verdict can end the run: each answer fetched meanwhile may be one that nobody needs.
constexpr std::size_t kMostUnheeded = 32;

}  // namespace

RunLoop::RunLoop(const Plan& plan, const RunWorld& world, const RunOptions& options)
    : plan_(plan),
      world_(world),
      options_(options),
      early_(options.until_decided ? std::optional<EarlyDecision>(std::in_place, plan, *options.until_decided)
                                   : std::nullopt),
      queue_(plan, early_ ? early_->order() : start_order(plan, options.mode != Mode::replay), options.concurrency),
      scorer_(options.scoring_threads, world.outside, [&transport = world.transport] { transport.wake(); }),
      partners_(plan),
      groups_(plan),
      budget_(options.limits),
      random_(options.seed),
      lanes_(options.concurrency) {}

Expected<RunEnd> RunLoop::run() {
  world_.observer.run_started(plan_.results);
  if (options_.limits.max_time) deadline_ = world_.clock.now() + *options_.limits.max_time;
  while (true) {
    log_judged();
    heed_interrupt();
    heed_time();
    send_due();
    start_jobs();
    scorer_.flush();
    log_judged();
    if (idle()) break;
    for (Transport::Completion& completion : world_.transport.wait(wait_limit())) on_completion(std::move(completion));
  }
  if (!broken_.empty()) return tl::unexpected(broken_);
  dropped_ += partners_.give_up();
  return end();
}

bool RunLoop::idle() const {
  const bool nothing_to_start = stopping_ || !queue_.has_more();
  return nothing_to_start && under_way_.empty() && !hedges_.any() && delayed_jobs_.empty() && !lanes_.any_waiting() &&
         shared_.waiting() == 0 && scorer_.pending() == 0;
}

void RunLoop::start_jobs() {
  const bool verdict_may_stop = early_ || options_.fail_fast || options_.limits.max_errors;
  const std::size_t most = verdict_may_stop ? kMostUnheeded : kMostUnlogged;
  while (!stopping_ && scorer_.pending() < most) {
    const auto item = queue_.next();
    if (!item) return;
    start(*item);
  }
}

void RunLoop::start(const WorkQueue::Item& item) {
  const PlannedUnit& unit = *item.unit;
  if (unit.a_case->settings->skip) {
    Job job(unit, item.repeat, {});
    job.result = unjudged_result(unit, item.repeat);
    job.result.status = Status::skipped;
    job.result.reason = *unit.a_case->settings->skip;
    queue_.release(*unit.model);
    log(job);
    return;
  }
  if (options_.given) return take_given(item);
  Dialogue dialogue(world_.conversations.conversation(*unit.suite, *unit.a_case, *unit.prompt));
  if (options_.earlier && take_over(item, dialogue)) return;
  auto job = std::make_unique<Job>(unit, item.repeat, Conversation{});
  job->dialogue = std::move(dialogue);
  job->result = unjudged_result(unit, item.repeat);
  next_turn(std::move(job));
}

bool RunLoop::take_over(const WorkQueue::Item& item, Dialogue& dialogue) {
  auto earlier = options_.earlier(item.unit->id(), item.repeat);
  if (!earlier || earlier->status == Status::error || earlier->status == Status::skipped) return false;
  Dialogue replayed = dialogue;
  for (const Exchange& exchange : earlier->exchanges) {
    if (!exchange.reply || !replayed.advance()) return false;
    const ChatRequest request{.model = item.unit->model->model,
                              .messages = replayed.messages(),
                              .params = request_params(*item.unit, options_.params, item.repeat)};
    const auto keyed = key_request(body_with_digests(request), item.unit->suite->ignore);
    if (!keyed || keyed->key != exchange.key) return false;
    if (world_.recorder && !is_recorded(exchange, item.repeat)) return false;
    replayed.take_reply(*exchange.reply);
  }
  if (replayed.advance()) return false;
  auto job = std::make_unique<Job>(*item.unit, item.repeat, Conversation{});
  job->dialogue = std::move(replayed);
  job->result = unjudged_result(*item.unit, item.repeat);
  job->result.exchanges = std::move(earlier->exchanges);
  ++kept_;
  judge(std::move(job));
  return true;
}

bool RunLoop::is_recorded(const Exchange& exchange, unsigned repeat) const {
  const auto fixture = world_.library ? world_.library->hold(exchange.key) : nullptr;
  const RecordedResponse* response = fixture ? Library::response_for(*fixture, repeat).response : nullptr;
  return response && response->text == exchange.reply->text;
}

void RunLoop::next_turn(JobPtr job) {
  if (!job->dialogue.advance()) {
    judge(std::move(job));
    return;
  }
  job->request = {.model = job->unit->model->model,
                  .messages = job->dialogue.messages(),
                  .params = request_params(*job->unit, options_.params, job->repeat)};
  job->body = body_with_digests(job->request);
  job->exchange = {};
  job->attempts.clear();
  job->sends = 0;
  job->ready_at = world_.clock.now();
  if (options_.mode != Mode::replay) {
    auto keyed = key_request(job->body, job->unit->suite->ignore);
    if (!keyed) {
      job->exchange.failure =
          Failure{.kind = Failure::Kind::harness, .message = "the request has no key: " + keyed.error()[0].message};
      finish_exchange(std::move(job));
      return;
    }
    job->exchange.key = keyed->key;
    job->keyed = std::move(*keyed);
  }
  job->live = goes_live(*job);
  if (job->live && world_.recorder && share_answer(job)) return;
  send(std::move(job));
}

void RunLoop::judge(JobPtr job) {
  queue_.release(*job->unit->model);
  for (JobPtr& ready : partners_.take(std::move(job))) scorer_.submit(std::move(ready));
}

void RunLoop::log_judged() {
  for (JobPtr& job : scorer_.take()) log(*job);
}

void RunLoop::log(Job& job) {
  if (!broken_.empty()) return;
  if (job.line.empty()) job.line = to_json(job.result);
  if (auto added = world_.log.add(job.result, job.line); !added) return fail(added.error());
  if (world_.recorder && job.result.status != Status::skipped) {
    const bool succeeded =
        std::ranges::none_of(job.result.exchanges, [](const Exchange& e) { return e.failure.has_value(); });
    if (auto ended = world_.recorder->repeat_ended(*job.unit, succeeded); !ended) fail(ended.error());
  }
  world_.observer.result_ready(job.result);
  if (job.result.status == Status::error) {
    if (auto why = budget_.count_error()) stop(*why);
  }
  heed_failure(job.result);
  for (CaseResult& group : groups_.take(*job.unit, job.result)) log_group(group);
  heed_decision(*job.unit, job.result);
  if (world_.in_order) world_.in_order->take(std::move(job.result), job.line);
}

void RunLoop::log_group(CaseResult& result) {
  if (!broken_.empty()) return;
  const std::string line = to_json(result);
  if (auto added = world_.log.add(result, line); !added) return fail(added.error());
  world_.observer.result_ready(result);
  heed_failure(result);
  if (world_.in_order) world_.in_order->take(std::move(result), line);
}

void RunLoop::heed_failure(const CaseResult& result) {
  const bool failed = (result.status == Status::failed && result.control.empty()) || result.status == Status::error;
  if (options_.fail_fast && failed) stop("--fail-fast: " + result.unit.text() + " failed");
}

void RunLoop::heed_decision(const PlannedUnit& unit, const CaseResult& result) {
  if (!early_ || !early_->take(unit, result)) return;
  not_needed_ += queue_.leave_out([this](const PlannedUnit& left) { return !early_->needs(left); });
}

void RunLoop::drop(JobPtr job) {
  queue_.release(*job->unit->model);
  ++dropped_;
}

void RunLoop::abandon(JobPtr job) {
  for (JobPtr& sharer : shared_.settle(*job)) drop(std::move(sharer));
  drop(std::move(job));
}

void RunLoop::stop(const std::string& why) {
  if (stopping_) return;
  stopping_ = true;
  stop_reason_ = why;
  queue_.stop_all();
  for (auto& [ticket, job] : delayed_jobs_) abandon(std::move(job));
  delayed_jobs_.clear();
  lanes_.for_each([this](Lane& lane) {
    for (JobPtr& job : lane.give_up()) abandon(std::move(job));
  });
  world_.observer.run_stopping(why);
}

void RunLoop::fail(Errors errors) {
  if (!broken_.empty()) return;
  broken_ = std::move(errors);
  stop(broken_.front().message);
  world_.transport.cancel_all();
}

void RunLoop::heed_interrupt() {
  if (interrupted_ || !world_.interrupted || !world_.interrupted->load()) return;
  interrupted_ = true;
  stop("interrupted");
  for (JobPtr& job : shared_.give_up()) drop(std::move(job));
  world_.transport.cancel_all();
}

RunEnd RunLoop::end() const {
  RunEnd end{.interrupted = interrupted_,
             .incomplete_because = stopped_because_,
             .spent = budget_.spent(),
             .kept = kept_,
             .without_answer = {},
             .request_changed = request_changed_,
             .first_request_changed = first_request_changed_};
  for (const auto& [sequence, unit] : without_answer_) end.without_answer.push_back(unit);
  if (unanswered_ > 0 && !options_.given_in_part) {
    end.incomplete_because.push_back(
        fmt::format("{} of {} planned results have no answer", unanswered_, plan_.results));
  }
  end.lanes = lanes_.figures();
  if (early_) end.decided = early_->cells();
  // What waits for units that are not needed is not needed either.
  const bool is_decided = not_needed_ > 0 && stop_reason_.empty();
  const std::uint64_t waited = dropped_ + groups_.open();
  end.not_needed = not_needed_ + (is_decided ? waited : 0);
  if (is_decided) end.needless = early_->not_taken();
  const std::uint64_t missing = queue_.left() + (is_decided ? 0 : waited);
  if (missing > 0) {
    if (!stop_reason_.empty()) end.incomplete_because.push_back(stop_reason_);
    end.incomplete_because.push_back(fmt::format("{} of {} planned results were not run", missing, plan_.results));
  }
  return end;
}

Expected<RunEnd> run_plan(const Plan& plan, const RunWorld& world, const RunOptions& options) {
  return RunLoop(plan, world, options).run();
}

}  // namespace sightline
