// The part of RunLoop that judges answers which are there already.

#include <fmt/format.h>

#include "fixture/key.h"
#include "fixture/library.h"
#include "report/verdict.h"
#include "run/exchange.h"
#include "run/judge_case.h"
#include "run/last_turn.h"
#include "run/run_loop.h"

namespace sightline {

namespace {

Exchange trouble_with_turns(std::string message) {
  Exchange exchange;
  exchange.failure = Failure{.kind = Failure::Kind::harness, .message = std::move(message)};
  return exchange;
}

bool has_failed(const std::vector<Exchange>& exchanges) {
  return !exchanges.empty() && exchanges.back().failure.has_value();
}

}  // namespace

void RunLoop::take_given(const WorkQueue::Item& item) {
  const PlannedUnit& unit = *item.unit;
  auto exchanges = options_.given->exchanges(unit, item.repeat);
  if (exchanges.empty()) {
    queue_.release(*unit.model);
    ++unanswered_;
    without_answer_.emplace(unit.sequence, unit.id());
    return;
  }
  Conversation conversation = world_.conversations.conversation(*unit.suite, *unit.a_case, *unit.prompt);
  // What was asked after answers that nobody knows cannot be told.
  const bool asked_unknown = options_.given->are_last_answers() && has_several_answers(conversation);
  if (asked_unknown) conversation = last_turn_alone(std::move(conversation));
  auto job = std::make_unique<Job>(unit, item.repeat, std::move(conversation));
  job->result = unjudged_result(unit, item.repeat);
  replay_turns(*job, std::move(exchanges), !asked_unknown);
  const std::string seen = options_.secrets.empty() ? "" : to_json(job->result);
  if (holds_secret(seen, options_.secrets)) {
    for (Exchange& exchange : job->result.exchanges) withhold_answer(exchange);
  }
  judge(std::move(job));
}

void RunLoop::replay_turns(Job& job, std::vector<Exchange> exchanges, bool with_requests) {
  auto& turns = job.result.exchanges;
  for (Exchange& exchange : exchanges) {
    if (!job.dialogue.advance()) {
      turns.push_back(trouble_with_turns(fmt::format("{} answers of the model were given, and the conversation has {}",
                                                     exchanges.size(), turns.size())));
      return;
    }
    if (with_requests) name_request(job, exchange);
    if (exchange.reply) job.dialogue.take_reply(*exchange.reply);
    turns.push_back(std::move(exchange));
    if (has_failed(turns)) return;
  }
  if (job.dialogue.advance()) {
    turns.push_back(
        trouble_with_turns(fmt::format("the conversation goes on after the {} that {} given",
                                       counted(exchanges.size(), "answer"), exchanges.size() == 1 ? "was" : "were")));
  }
}

void RunLoop::name_request(Job& job, Exchange& exchange) {
  const ChatRequest request{.model = job.unit->model->model,
                            .messages = job.dialogue.messages(),
                            .params = request_params(*job.unit, options_.params, job.repeat)};
  const std::string body = body_with_digests(request);
  const auto keyed = key_request(body, job.unit->suite->ignore);
  if (options_.given->are_last_answers()) {
    if (!keyed) return;
    exchange.key = keyed->key;
    log_request(exchange.key, body);
    keep_images(request.messages);
    return;
  }
  if (exchange.key.empty()) return;
  if (!keyed || keyed->key != exchange.key) {
    exchange.provenance.request_changed = true;
    if (request_changed_++ == 0) first_request_changed_ = job.result.unit;
  }
  if (world_.log.has_request(exchange.key)) return;
  const std::string asked = options_.given->request_body(exchange.key);
  if (!asked.empty()) log_request(exchange.key, asked);
}

}  // namespace sightline
