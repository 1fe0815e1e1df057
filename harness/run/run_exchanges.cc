// The half of RunLoop that sends requests and takes their outcomes.

#include <fmt/format.h>

#include <algorithm>

#include "fixture/key.h"
#include "fixture/library.h"
#include "fixture/lookup.h"
#include "run/exchange.h"
#include "run/retry.h"
#include "run/run_loop.h"

namespace sightline {

namespace {

double milliseconds_between(Clock::Instant from, Clock::Instant to) {
  return std::chrono::duration<double, std::milli>(to - from).count();
}

/// A seed that differs from repeat to repeat and is ignored differs from the recorded one without having changed.
bool ignores_its_seeds(const PlannedUnit& unit, const Node& overrides) {
  const auto& ignored = unit.suite->ignore;
  return std::ranges::find(ignored, "/seed") != ignored.end() && seeds_differ(unit, overrides);
}

/// The command that records what a unit asks.
std::string record_command(const PlannedUnit& unit) {
  return fmt::format("sightline run {} --case {} --prompt {} --model {} --mode record_missing", unit.suite->path,
                     unit.a_case->id, unit.prompt->name, unit.model->name);
}

}  // namespace

bool RunLoop::goes_live(const Job& job) const {
  if (options_.mode == Mode::replay) return false;
  if (options_.mode != Mode::record_missing) return true;
  const auto fixture = world_.library->hold(job.exchange.key);
  return !fixture || !may_answer(fixture->request, job.unit->suite->ignore, job.keyed.ignored) ||
         !Library::response_for(*fixture, job.repeat).response;
}

bool RunLoop::share_answer(JobPtr& job) {
  switch (shared_.claim(job)) {
    case SharedAnswers::Claim::send:
      return false;
    case SharedAnswers::Claim::waits:
      return true;
    case SharedAnswers::Claim::answered:
      break;
  }
  finish_exchange(std::move(job));
  return true;
}

const Endpoint& RunLoop::endpoint_of(const Job& job) const {
  return job.live ? options_.live.at(job.unit->model->name) : *options_.replay;
}

HttpRequest RunLoop::http_request(const Job& job) const {
  HttpRequest http = encode(job.request, endpoint_of(job));
  if (!job.live) {
    http.headers.push_back({std::string(mock_header::kRepeat), std::to_string(job.repeat)});
    http.headers.push_back({std::string(mock_header::kIgnore), ignore_header(job.unit->suite->ignore)});
  }
  if (options_.timeout) http.timeouts.total = *options_.timeout;
  if (job.unit->a_case->settings->timeout) http.timeouts.total = *job.unit->a_case->settings->timeout;
  http.timeouts.first_byte = std::min(http.timeouts.first_byte, http.timeouts.total);
  return http;
}

void RunLoop::pay(const ModelSpec& model, const Exchange& exchange, double reserved, bool may_cost) {
  const double unknown = may_cost ? reserved : 0;
  const double paid = exchange.reply ? cost_of(*exchange.reply, model.price).first.value_or(reserved) : unknown;
  budget_.settle(reserved, paid);
}

void RunLoop::send_now(JobPtr job) {
  HttpRequest http = http_request(*job);
  ++job->sends;
  job->sent_at = world_.clock.now();
  const auto turn = static_cast<unsigned>(job->result.exchanges.size());
  world_.observer.request_sent(job->result.unit, job->repeat, turn, job->sends);
  const Transport::Ticket ticket = ++last_ticket_;
  const auto& hedge_after = job->unit->model->hedge_after;
  if (job->live && hedge_after) http.sink = hedges_.watch(ticket, job->sent_at + *hedge_after);
  under_way_.emplace(ticket, std::move(job));
  world_.transport.start(ticket, std::move(http));
}

void RunLoop::on_completion(Transport::Completion completion) {
  if (settle_pair(completion)) return;
  auto found = under_way_.find(completion.ticket);
  if (found == under_way_.end()) return;
  JobPtr job = std::move(found->second);
  under_way_.erase(found);
  const Outcome& outcome = completion.outcome;
  if (job->live) {
    fill_live(job->exchange, outcome, milliseconds_between(job->ready_at, job->sent_at));
    if (holds_secret(outcome.body, options_.secrets)) withhold_answer(job->exchange);
    pay(*job->unit->model, job->exchange, job->reserved_cost, false);
    settle_send(*job->unit->model, job->slip, job->exchange, outcome);
  } else {
    fill_replayed(job->exchange, outcome, [&job] { return record_command(*job->unit); });
    if (ignores_its_seeds(*job->unit, options_.params)) job->exchange.provenance.ignored_changed = false;
  }
  if (interrupted_ && outcome.trouble == Outcome::Trouble::cancelled) {
    abandon(std::move(job));
    return;
  }
  if (job->exchange.failure && is_retryable(*job->exchange.failure) && is_stopped(*job)) {
    return leave_unsent(std::move(job));
  }
  if (job->exchange.failure && plan_retry(job, outcome)) return;
  if (job->live && world_.recorder && job->exchange.reply) record(*job, outcome);
  end_exchange(std::move(job));
}

/// An answer that was cut, or that holds a secret, is no answer that could be served again.
void RunLoop::keep_attempt(Job& job, const Outcome& outcome) const {
  if (!job.live || !world_.recorder || outcome.status == 0 || outcome.trouble != Outcome::Trouble::none) return;
  if (holds_secret(outcome.body, options_.secrets)) return;
  job.attempts.push_back(recorded_response(outcome, job.exchange.timing.first_token_ms));
}

void RunLoop::record(Job& job, const Outcome& outcome) {
  RecordedResponse response = recorded_response(outcome, job.exchange.timing.first_token_ms);
  response.attempts = std::move(job.attempts);
  world_.recorder->take(*job.unit, job.repeat, std::move(job.keyed), host_of(endpoint_of(job).url),
                        std::move(response));
}

void RunLoop::end_exchange(JobPtr job) {
  if (job->live && world_.recorder) resume_sharers(*job);
  stop_model_after(*job);
  finish_exchange(std::move(job));
}

void RunLoop::resume_sharers(const Job& job) {
  for (JobPtr& sharer : shared_.settle(job)) {
    if (sharer->exchange.reply) {
      finish_exchange(std::move(sharer));
    } else if (!share_answer(sharer)) {
      send(std::move(sharer));
    }
  }
}

void RunLoop::finish_exchange(JobPtr job) {
  if (!job->exchange.key.empty()) log_request(job->exchange.key, job->body);
  keep_images(job->request.messages);
  const bool answered = job->exchange.reply.has_value();
  if (answered) job->dialogue.take_reply(*job->exchange.reply);
  job->result.exchanges.push_back(std::move(job->exchange));
  if (answered) {
    next_turn(std::move(job));
  } else {
    judge(std::move(job));
  }
}

void RunLoop::log_request(const std::string& key, const std::string& body) {
  if (auto added = world_.log.add_request(key, body); !added) fail(added.error());
}

void RunLoop::keep_images(const std::vector<Message>& messages) {
  if (!world_.images) return;
  for (const Message& message : messages) {
    if (auto kept = world_.images->keep(message); !kept) fail(kept.error());
  }
}

}  // namespace sightline
