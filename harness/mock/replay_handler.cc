#include "mock/replay_handler.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/number.h"
#include "base/sha256.h"
#include "base/text.h"
#include "mock/fault_effect.h"
#include "mock/fault_status.h"
#include "mock/named_digests.h"
#include "mock/proxy.h"
#include "mock/replay.h"
#include "mock/said.h"

namespace sightline {
namespace {

constexpr std::size_t kLongestRequestId = 200;

void mark(ServerResponse& response, std::string_view name, std::string value) {
  std::string marked = "x-sightline-";
  marked += name;
  response.headers.push_back({std::move(marked), std::move(value)});
}

bool has_header(const ServerResponse& response, std::string_view name) {
  return std::ranges::any_of(response.headers, [&](const Header& header) { return header.name == name; });
}

ServerError bad_body(std::string message, std::string param = {}) {
  return {400, "invalid_request_error", "body_validation_error", std::move(message), std::move(param)};
}

bool spoils(const Fault* fault) {
  return !only_delays(fault->kind);
}

}  // namespace

std::string ReplayHandler::request_id(const MockExchange& x, unsigned repeat) const {
  const std::string_view said = x.request.header("x-request-id");
  const bool can_be_echoed = !said.empty() && said.size() <= kLongestRequestId &&
                             std::ranges::all_of(said, [](char c) { return c > ' ' && c < 0x7F; });
  if (can_be_echoed) return std::string(said);
  return fmt::format("sightline-{}-{}", short_hash(x.entry.key.empty() ? sha256_hex(x.text) : x.entry.key), repeat);
}

ServerResponse ReplayHandler::invalid(MockExchange& x, ServerError error) const {
  x.entry.verdict = RequestVerdict::invalid;
  x.entry.message = error.message;
  ServerResponse response = error_response(error, x.request.path(), request_id(x, 0), options_.errors);
  if (error.status == 400) response.headers.push_back({"x-should-retry", "false"});
  mark(response, "verdict", "invalid");
  return response;
}

ServerResponse ReplayHandler::answer(Stock& stock, ServerRequest& request, std::string_view session,
                                     std::string_view path) {
  MockExchange x{stock, request, path, std::string(session)};
  ServerResponse response = respond(x);
  if (x.is_told) return response;
  x.entry.status = response.no_head ? 0 : response.status;
  fill_entry(x);
  tell(std::move(x.entry), x.body_bytes);
  return response;
}

void ReplayHandler::fill_entry(MockExchange& x) const {
  x.entry.session = x.session;
  x.entry.path = x.path;
  x.entry.retry = said_count(x.request.header("x-stainless-retry-count")).value_or(0);
}

void ReplayHandler::tell(JournalEntry entry, std::uint64_t body_bytes) {
  metrics_.count_request(entry.verdict, entry.status, body_bytes);
  for (const std::string& fault : entry.faults) metrics_.count_fault(fault);
  journal_.add(std::move(entry));
}

ServerResponse ReplayHandler::respond(MockExchange& x) {
  if (auto refused = read_body(x)) return *std::move(refused);
  const auto begin = std::chrono::steady_clock::now();
  if (auto error = read_said(x)) return invalid(x, *std::move(error));
  const auto keys = x.stock.memo().keys(x.path, x.text, x.said_ignore);
  if (!keys) return invalid(x, bad_body("Body validation error: " + lines_of(keys.error())));
  if (const RequestFaults faults = named_digests(x, (*keys)->front()); !faults.empty()) {
    return invalid(x, bad_body(validation_message(faults), faults.first.front().param));
  }
  find_recording(x, **keys);
  const MockTurn turn = take_turn(x);
  x.entry.repeat = turn.at.repeat;
  if (asks_upstream(turn)) return forward(x);
  ServerResponse response = turn.response != nullptr ? hit(x, turn) : miss(x, turn);
  metrics_.handling.add(
      std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin));
  return response;
}

std::optional<ServerResponse> ReplayHandler::read_body(MockExchange& x) const {
  ImageLift lift;
  if (proxy_ != nullptr) x.whole_body.emplace();
  const auto end = x.request.read_body([&](std::string_view piece) {
    lift.take(piece);
    x.body_bytes += piece.size();
    if (x.whole_body) *x.whole_body += piece;
    return true;
  });
  x.text = lift.text();
  x.images = lift.images();
  if (end == ServerRequest::BodyEnd::too_large) {
    return invalid(x, {413, "invalid_request_error", "body_validation_error",
                       "Body validation error: the request body is larger than this server takes"});
  }
  if (end != ServerRequest::BodyEnd::whole) {
    return invalid(x, bad_body("Body validation error: the request body ended before its end"));
  }
  if (!lift.lost_an_image()) return std::nullopt;
  const RequestFaults faults = request_faults(x, options_.validate);
  if (!faults.empty()) return invalid(x, bad_body(validation_message(faults), faults.first.front().param));
  return invalid(x, bad_body("Body validation error: an 'image_url.url' is a data: URL whose base64 does not decode"));
}

std::vector<const Fault*> ReplayHandler::faults_at(const MockExchange& x, const RepeatTurn& at) const {
  if (options_.faults.empty() && x.said_faults.empty()) return {};
  const std::string_view fixture = path_below(x.stock.library(), *x.fixture);
  const FaultOccasion occasion{.session = x.session,
                               .key = x.key.key,
                               .repeat = at.repeat,
                               .attempt = at.attempt,
                               .fixture = fixture,
                               .case_name = case_of(fixture)};
  std::vector<const Fault*> faults = faults_of(options_.faults, occasion, options_.fault_seed);
  for (const Fault* fault : faults_of(x.said_faults, occasion, options_.fault_seed)) faults.push_back(fault);
  return faults;
}

MockTurn ReplayHandler::turn_at(const MockExchange& x, const RepeatTurn& at) const {
  MockTurn turn;
  turn.at = at;
  if (x.fixture == nullptr) return turn;
  const Library::Served served = Library::response_for(*x.fixture, at.repeat);
  turn.response = served.response;
  turn.copy = served.copy;
  if (turn.response == nullptr) return turn;
  if (options_.replay_attempts && at.attempt < turn.response->attempts.size()) {
    turn.response = &turn.response->attempts[at.attempt];
    turn.is_attempt = true;
  }
  turn.faults = faults_at(x, at);
  return turn;
}

MockTurn ReplayHandler::take_turn(const MockExchange& x) {
  const bool counts_attempts = !options_.faults.empty() || !x.said_faults.empty() || options_.replay_attempts;
  if (x.said_repeat && !counts_attempts) return turn_at(x, {*x.said_repeat, 0});
  MockTurn turn;
  const RepeatTurn at = cursors_.take(x.session, x.key.key, x.said_repeat, [&](const RepeatTurn& asked) {
    turn = turn_at(x, asked);
    // Which repeat an answer of upstream becomes is known when it is whole.
    if (turn.response == nullptr || asks_upstream(turn)) return false;
    return !turn.is_attempt && !is_sent_again(turn.response->status) && std::ranges::none_of(turn.faults, spoils);
  });
  return x.said_repeat ? turn_at(x, at) : turn;
}

bool ReplayHandler::asks_upstream(const MockTurn& turn) const {
  if (proxy_ == nullptr) return false;
  return turn.response == nullptr || (!turn.is_attempt && is_asked_again(turn.response->status));
}

ServerResponse ReplayHandler::hit(MockExchange& x, const MockTurn& turn) {
  x.entry.verdict = RequestVerdict::hit;
  x.entry.fixture = x.fixture;
  const Fixture& fixture = *x.fixture;
  const auto instead = std::ranges::find(turn.faults, Fault::Kind::status, &Fault::kind);
  const std::string occasion = options_.pace.jitter.count() > 0 ? fmt::format("{} {}", x.key.key, turn.at.repeat) : "";
  ServerResponse response =
      instead != turn.faults.end()
          ? status_fault(**instead, x.request.path(), request_id(x, turn.at.repeat), options_.errors)
          : replayed(*turn.response, options_.pace, x.key.wants_usage, occasion);
  FaultEffect effect = turn.faults.empty() ? FaultEffect{} : apply_faults(turn.faults, response);
  if (instead != turn.faults.end()) {
    effect.fired.insert(effect.fired.begin(), (*instead)->said);
    effect.spoiled = true;
  } else if (!effect.spoiled && std::ranges::any_of(turn.faults, spoils) && !x.said_repeat && !turn.is_attempt &&
             !is_sent_again(turn.response->status)) {
    cursors_.use_up(x.session, x.key.key, turn.at.repeat);
  }
  if (!has_header(response, "x-request-id"))
    response.headers.push_back({"x-request-id", request_id(x, turn.at.repeat)});
  // In the order of their names, in which the server takes headers quickest.
  mark(response, "copy", turn.copy ? "true" : "false");
  if (!effect.fired.empty()) mark(response, "fault", join(effect.fired, " + "));
  if (!effect.skipped.empty()) mark(response, "fault-skipped", join(effect.skipped, "; "));
  if (turn.response->first_token_ms) mark(response, "first-token-ms", number_text(*turn.response->first_token_ms));
  if (x.key.ignored != fixture.request.ignored) mark(response, "ignored-changed", "true");
  mark(response, "key", x.key.key);
  if (!fixture.recorded_at.empty()) mark(response, "recorded-at", fixture.recorded_at);
  mark(response, "source", fixture.source);
  if (turn.response->total_ms) mark(response, "total-ms", number_text(*turn.response->total_ms));
  mark(response, "verdict", effect.fired.empty() ? "hit" : "fault");
  if (!effect.fired.empty()) x.entry.verdict = RequestVerdict::fault;
  x.entry.faults = std::move(effect.fired);
  x.entry.skipped = std::move(effect.skipped);
  return response;
}

ServerResponse ReplayHandler::miss(MockExchange& x, const MockTurn& turn) const {
  const RequestFaults faults = request_faults(x, options_.validate);
  if (!faults.empty()) return invalid(x, bad_body(validation_message(faults), faults.first.front().param));
  KeyedRequest asked = keyed_request(x, options_.ignore);
  const Miss why = x.stock.library().explain_miss(asked, turn.at.repeat, options_.record_command);
  x.entry.verdict = RequestVerdict::miss;
  x.entry.nearest = why.nearest;
  x.entry.message = why.message;
  if (options_.on_miss) options_.on_miss(x.key.key, why.message);
  x.entry.parts = std::move(asked.parts);
  ServerResponse response = error_response({404, "not_found_error", "missing_fixture", why.message}, x.request.path(),
                                           request_id(x, turn.at.repeat), options_.errors);
  // Clients of this family send a 404 no second time anyway; this tells those that would.
  response.headers.push_back({"x-should-retry", "false"});
  mark(response, "key", x.key.key);
  mark(response, "verdict", "miss");
  return response;
}

ServerResponse ReplayHandler::forward(MockExchange& x) {
  KeyedRequest asked = keyed_request(x, options_.ignore);
  x.entry.parts = asked.parts;
  fill_entry(x);
  x.is_told = true;
  const auto on_end = [this, entry = std::move(x.entry), bytes = x.body_bytes](const RecordingProxy::Ended& ended) {
    JournalEntry whole = entry;
    whole.verdict = ended.repeat ? RequestVerdict::recorded : RequestVerdict::passed;
    whole.status = ended.status;
    whole.repeat = ended.repeat.value_or(whole.repeat);
    whole.message = ended.why_not_recorded;
    tell(std::move(whole), bytes);
  };
  return proxy_->forward(x.request, *std::move(x.whole_body), {std::move(asked), x.said_repeat, x.session, &cursors_},
                         on_end);
}

}  // namespace sightline
