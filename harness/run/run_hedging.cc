// The part of RunLoop that sends a second request beside one whose answer does not begin.

#include <fmt/format.h>

#include "base/duration.h"
#include "fixture/library.h"
#include "run/exchange.h"
#include "run/run_loop.h"

namespace sightline {

namespace {

/// What could not be sent a second time for want of a place is looked at again after so long.
constexpr std::chrono::seconds kAgain{1};

bool is_whole(const Outcome& outcome) {
  return outcome.trouble == Outcome::Trouble::none && outcome.status >= 200 && outcome.status < 300;
}

}  // namespace

void RunLoop::send_seconds() {
  const Clock::Instant now = world_.clock.now();
  for (const Hedges::Watched& watched : hedges_.take_due(now)) {
    const auto found = under_way_.find(watched.ticket);
    if (found == under_way_.end() || stopping_) continue;
    if (!send_second(watched.ticket, *found->second)) hedges_.put_off(watched, now + kAgain);
  }
}

bool RunLoop::send_second(Transport::Ticket first, const Job& job) {
  Lane& lane = lanes_.of(*job.unit->model);
  if (!hedges_.has_allowance() || lane.is_stopped() || !lane.is_free(world_.clock.now(), job)) return false;
  const double cost = job.expected.cost.value_or(0);
  if (budget_.reserve(cost)) return false;
  const SendSlip slip = lane.send_second(world_.clock.now(), job);
  const Transport::Ticket second = ++last_ticket_;
  hedges_.add(
      {.first = first, .second = second, .of_second = {.slip = slip, .reserved_cost = cost, .at = world_.clock.now()}});
  world_.observer.lane_changed(
      lane.model().name,
      {LaneNews::Kind::hedged, fmt::format("is asked once more for {}: no first byte after {}", job.result.unit.text(),
                                           duration_text(*lane.model().hedge_after))});
  world_.transport.start(second, http_request(job));
  return true;
}

bool RunLoop::settle_pair(const Transport::Completion& completion) {
  if (!hedges_.any()) return false;
  if (const auto loser = hedges_.take_loser(completion.ticket)) {
    settle_apart(*loser, completion.outcome);
    return true;
  }
  const auto pair = hedges_.take_pair(completion.ticket);
  if (!pair) return false;
  auto found = under_way_.find(pair->first);
  JobPtr job = std::move(found->second);
  under_way_.erase(found);
  Hedges::Sent own{.slip = job->slip, .reserved_cost = job->reserved_cost, .at = job->sent_at};
  Hedges::Sent other = pair->of_second;
  const bool is_first = completion.ticket == pair->first;
  if (!is_first) std::swap(own, other);
  const Transport::Ticket other_ticket = is_first ? pair->second : pair->first;
  const bool wins = is_whole(completion.outcome);
  const Hedges::Sent& goes_on = wins ? own : other;
  job->slip = goes_on.slip;
  job->reserved_cost = goes_on.reserved_cost;
  job->sent_at = goes_on.at;
  if (wins) {
    hedges_.add_loser(other_ticket, {.unit = job->unit, .sent = other});
    world_.transport.cancel(other_ticket);
  } else {
    settle_apart({.unit = job->unit, .sent = own}, completion.outcome);
  }
  under_way_.emplace(wins ? completion.ticket : other_ticket, std::move(job));
  return !wins;
}

void RunLoop::settle_apart(const Hedges::Loser& loser, const Outcome& outcome) {
  Exchange exchange;
  fill_live(exchange, outcome, 0);
  if (holds_secret(outcome.body, options_.secrets)) withhold_answer(exchange);
  // What was cancelled may be billed all the same.
  const bool may_cost = outcome.trouble == Outcome::Trouble::cancelled;
  pay(*loser.unit->model, exchange, loser.sent.reserved_cost, may_cost);
  settle_send(*loser.unit->model, loser.sent.slip, exchange, outcome);
}

}  // namespace sightline
