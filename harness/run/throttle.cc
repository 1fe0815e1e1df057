#include "run/throttle.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/duration.h"
#include "run/rate_headers.h"

namespace sightline {

namespace {

using Milliseconds = std::chrono::milliseconds;
using Trouble = Outcome::Trouble;

std::optional<TokenBucket> bucket(std::optional<std::uint64_t> per_minute) {
  if (!per_minute) return std::nullopt;
  return TokenBucket(static_cast<double>(*per_minute));
}

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

bool is_overload(const Exchange& exchange) {
  if (!exchange.failure) return false;
  const Failure& failure = *exchange.failure;
  return failure.status == 429 || failure.status == 529 || (failure.status == 503 && failure.retry_after_ms);
}

enum class Life { answers, is_dead, untold };

/// What a send tells of whether its endpoint is alive.
Life life_of(const Outcome& outcome) {
  if (outcome.status >= 500) return Life::is_dead;
  switch (outcome.trouble) {
    case Trouble::name_not_resolved:
    case Trouble::refused_connection:
    case Trouble::tls:
    case Trouble::connect_timeout:
    case Trouble::first_byte_timeout:
    case Trouble::broken_connection:
      return Life::is_dead;
    case Trouble::total_timeout:
      return outcome.status == 0 ? Life::is_dead : Life::answers;
    default:
      return outcome.status == 0 ? Life::untold : Life::answers;
  }
}

/// What the API asks to be left alone for.
std::optional<Milliseconds> asked_pause(const Exchange& exchange) {
  if (!exchange.failure || exchange.failure->status < 429) return std::nullopt;
  const double asked = exchange.failure->retry_after_ms.value_or(0);
  if (!(asked > 0)) return std::nullopt;
  constexpr double kLongest = 1e12;
  return Milliseconds(static_cast<std::int64_t>(std::min(asked, kLongest)));
}

std::uint64_t tokens(const std::optional<std::int64_t>& counted) {
  return static_cast<std::uint64_t>(std::max<std::int64_t>(0, counted.value_or(0)));
}

}  // namespace

Throttle::Throttle(const ModelSpec& model, unsigned ceiling)
    : policy_(model.retry),
      requests_(bucket(model.requests_per_minute)),
      tokens_(bucket(model.tokens_per_minute)),
      pace_(ceiling),
      breaker_(model.retry) {}

std::optional<Clock::Instant> Throttle::opens_at(Clock::Instant now, double tokens) const {
  if (under_way_ >= pace_.window()) return std::nullopt;
  auto at = breaker_.opens_at(now);
  if (!at) return std::nullopt;
  at = std::max(*at, paused_until_);
  if (requests_) at = std::max(*at, requests_->opens_at(now, 1));
  if (tokens_) at = std::max(*at, tokens_->opens_at(now, tokens));
  return at;
}

SendSlip Throttle::send(Clock::Instant now, double tokens) {
  if (requests_) requests_->take(now, 1);
  if (tokens_) tokens_->take(now, tokens);
  pace_.sent(++under_way_);
  return {.tokens = tokens, .epoch = pace_.epoch(), .probe = breaker_.send()};
}

std::vector<LaneNews> Throttle::settle(const Ending& ending) {
  News news;
  if (tokens_) tokens_->give_back(ending.now, ending.slip.tokens - tokens_used(ending.exchange, ending.slip.tokens));
  heed_life(ending, news);
  heed_pause(ending, news);
  if (is_overload(ending.exchange)) heed_overload(ending, news);
  if (ending.exchange.reply) {
    heed_latency(ending, news);
    pace_.success(under_way_);
  }
  --under_way_;
  return news;
}

void Throttle::heed_life(const Ending& ending, News& news) {
  switch (life_of(ending.outcome)) {
    case Life::untold:
      return breaker_.told_nothing(ending.slip.probe);
    case Life::is_dead:
      return tell_opening(breaker_.failed(ending.now, ending.slip.probe),
                          ending.exchange.failure ? ending.exchange.failure->message : ending.outcome.trouble_text,
                          news);
    case Life::answers:
      break;
  }
  if (asked_pause(ending.exchange).value_or(Milliseconds(0)) > policy_.cap) return;  // See heed_pause().
  if (breaker_.answered() == CircuitBreaker::Change::closed) {
    news.push_back({LaneNews::Kind::closed, "answers again"});
  }
}

void Throttle::tell_opening(CircuitBreaker::Change change, const std::string& why, News& news) {
  if (change == CircuitBreaker::Change::given_up) {
    news.push_back({LaneNews::Kind::given_up,
                    fmt::format("gave no answer to {} tries, some time apart: {}", breaker_.failed_probes(), why)});
  }
  if (change != CircuitBreaker::Change::opened) return;
  ++openings_;
  news.push_back({LaneNews::Kind::opened,
                  fmt::format("is left alone for {}, then tried once: {}", duration_text(breaker_.cool_down()), why)});
}

void Throttle::heed_pause(const Ending& ending, News& news) {
  const auto asked = asked_pause(ending.exchange);
  if (!asked) {
    const auto hold = rate_hold(ending.outcome, ending.wall);
    if (hold) pause(ending.now, std::min(*hold, policy_.cap), "says that its limit is used up", news);
    return;
  }
  if (*asked <= policy_.cap) return pause(ending.now, *asked, "asks for it", news);
  tell_opening(breaker_.refused(ending.now, ending.slip.probe),
               fmt::format("it asks for a pause of {}", duration_text(*asked)), news);
}

void Throttle::pause(Clock::Instant now, Milliseconds wait, const std::string& why, News& news) {
  const bool is_news = paused_until_ <= now;
  paused_until_ = std::max(paused_until_, now + wait);
  if (is_news) news.push_back({LaneNews::Kind::paused, fmt::format("pauses for {}: it {}", duration_text(wait), why)});
}

void Throttle::heed_overload(const Ending& ending, News& news) {
  ++overloads_;
  halve(ending, 1, fmt::format("it answered {}", ending.exchange.failure->status), news);
}

void Throttle::heed_latency(const Ending& ending, News& news) {
  if (ending.slip.epoch != pace_.epoch()) return;
  const Usage& usage = ending.exchange.reply->usage;
  const auto kind = LatencyGradient::kind(tokens(usage.prompt_tokens), tokens(usage.completion_tokens),
                                          ending.exchange.reply->streamed);
  const Outcome& outcome = ending.outcome;
  const std::int64_t first = outcome.first_byte_us > 0 ? outcome.first_byte_us : outcome.total_us;
  const auto late = latency_.take(kind, static_cast<double>(first - outcome.connect_us) / 1000);
  if (!late) return;
  const unsigned epoch = pace_.epoch();
  halve(ending, RequestWindow::kLeastWhenLate, fmt::format("answers begin {:.1f} times as late as before", *late),
        news);
  if (pace_.epoch() != epoch) latency_.halved_for_late();
}

void Throttle::halve(const Ending& ending, unsigned least, const std::string& why, News& news) {
  const unsigned before = pace_.window();
  if (!pace_.overload(ending.slip.epoch, least)) return;
  latency_.restart();
  news.push_back(
      {LaneNews::Kind::slowed, fmt::format("is sent {} at once, down from {}: {}", pace_.window(), before, why)});
}

LaneFigures Throttle::figures() const {
  return {.model = {},
          .window = pace_.window(),
          .lowest = pace_.lowest(),
          .ceiling = pace_.ceiling(),
          .overloads = overloads_,
          .openings = openings_};
}

}  // namespace sightline
