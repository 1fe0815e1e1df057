#include "run/exchange.h"

#include "base/number.h"
#include "json/json.h"

namespace sightline {

namespace {

void take_answer(Exchange& exchange, Decoded decoded) {
  exchange.reply.reset();
  exchange.failure.reset();
  if (decoded.answer) {
    exchange.reply = std::move(*decoded.answer);
  } else {
    exchange.failure = std::move(decoded.answer.error());
  }
}

/// The server cannot know which unit asked: its general command gives way to the unit's own.
void name_record_command(std::string& message, const std::string& command) {
  constexpr std::string_view kMark = "to record it: ";
  const auto mark = message.find(kMark);
  if (mark == std::string::npos) return;
  const auto begin = mark + kMark.size();
  message.replace(begin, message.find('\n', begin) - begin, command);
}

double milliseconds(std::int64_t microseconds) {
  return static_cast<double>(microseconds) / 1000;
}

}  // namespace

std::string ignore_header(const std::vector<std::string>& pointers) {
  std::string text;
  JsonWriter json(text);
  json.begin_list();
  for (const std::string& pointer : pointers) json.value(pointer);
  json.end_list();
  return text;
}

void fill_replayed(Exchange& exchange, const Outcome& outcome, const std::function<std::string()>& record_command) {
  take_answer(exchange, decode(outcome));
  exchange.key = outcome.header(mock_header::kKey);
  exchange.timing = {.first_token_ms = parse_number(outcome.header(mock_header::kFirstToken)),
                     .total_ms = parse_number(outcome.header(mock_header::kTotal))};
  exchange.provenance = {.source = std::string(outcome.header(mock_header::kSource)),
                         .replayed = true,
                         .copy = outcome.header(mock_header::kCopy) == "true",
                         .recorded_at = std::string(outcome.header(mock_header::kRecordedAt)),
                         .ignored_changed = outcome.header(mock_header::kIgnoredChanged) == "true"};
  if (exchange.failure && outcome.header(mock_header::kVerdict) == "miss") {
    exchange.failure->kind = Failure::Kind::missing_fixture;
    name_record_command(exchange.failure->message, record_command());
    exchange.provenance = {.source = "", .replayed = false};
  }
}

void fill_live(Exchange& exchange, const Outcome& outcome, double queue_ms) {
  Decoded decoded = decode(outcome);
  exchange.timing = {.queue_ms = queue_ms,
                     .connect_ms = milliseconds(outcome.connect_us),
                     .first_byte_ms = milliseconds(outcome.first_byte_us),
                     .first_token_ms = decoded.first_token_ms,
                     .total_ms = milliseconds(outcome.total_us)};
  exchange.provenance = {.source = "live", .replayed = false};
  take_answer(exchange, std::move(decoded));
}

void withhold_answer(Exchange& exchange) {
  const int status = exchange.failure ? exchange.failure->status : 200;
  const auto kind = exchange.failure ? exchange.failure->kind : Failure::Kind::harness;
  exchange.reply.reset();
  exchange.failure =
      Failure{.kind = kind, .status = status, .message = "the answer holds the value of a secret: it is not kept"};
}

}  // namespace sightline
