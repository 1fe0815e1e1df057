#include "mock/replay.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/seeded.h"
#include "fixture/stream_form.h"
#include "json/json.h"
#include "sse/sse.h"

namespace sightline {
namespace {

using Microseconds = std::chrono::microseconds;

/// No recording takes longer than a day; what a file says beyond is a slip of the pen.
constexpr double kMostMilliseconds = 86'400'000;
/// Letters of a token, where an answer does not say how many tokens it has.
constexpr double kLettersOfToken = 4;

Microseconds scaled(double milliseconds, double speed) {
  if (speed <= 0) return Microseconds(0);
  return Microseconds(static_cast<std::int64_t>(std::min(milliseconds, kMostMilliseconds) * 1000 / speed));
}

Microseconds seconds(double count) {
  return Microseconds(static_cast<std::int64_t>(std::min(count * 1e6, kMostMilliseconds * 1000)));
}

std::vector<TimedPiece> recorded_pieces(const RecordedResponse& recorded, double speed) {
  std::vector<TimedPiece> pieces;
  for (std::size_t i = 0; i < recorded.arrivals.size(); ++i) {
    const bool is_last = i + 1 == recorded.arrivals.size();
    const std::size_t end = is_last ? recorded.body.size() : recorded.arrivals[i + 1].offset;
    pieces.push_back({end, scaled(static_cast<double>(recorded.arrivals[i].at_us) / 1000, speed)});
  }
  if (pieces.empty()) pieces.push_back({recorded.body.size(), scaled(recorded.total_ms.value_or(0), speed)});
  return pieces;
}

/// True for an event in which a token of the answer comes: text, a refusal, or a part of a tool call.
bool brings_token(std::string_view data) {
  const auto event = parse_json(data);
  const Node* delta = event ? at_pointer(*event, "/choices/0/delta") : nullptr;
  if (delta == nullptr) return false;
  for (const std::string_view name : {"content", "refusal"}) {
    const Node* text = delta->find(name);
    if (text != nullptr && text->is_string() && !text->string().empty()) return true;
  }
  return delta->find("tool_calls") != nullptr;
}

/// The offset at which the event of the first token begins; 0 where none does.
std::size_t first_token_offset(std::string_view stream) {
  std::vector<SseEvent> events;
  SseReader().feed(stream, events);
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (brings_token(events[i].data)) return i == 0 ? 0 : events[i - 1].end;
  }
  return 0;
}

/// The reads of the recording, so much later or earlier that the first token comes when it is to come.
void move_first_token(std::vector<TimedPiece>& pieces, std::string_view stream, Microseconds at) {
  const std::size_t offset = first_token_offset(stream);
  const auto first = std::ranges::find_if(pieces, [&](const TimedPiece& piece) { return piece.end > offset; });
  if (first == pieces.end()) return;
  const Microseconds later = at - first->at;
  for (auto piece = pieces.begin(); piece != pieces.end(); ++piece) {
    piece->at = piece < first ? std::min(piece->at, at) : piece->at + later;
  }
}

/// An event a piece, the first token when `pieces` have it and each event after it a token later.
std::vector<TimedPiece> one_by_one(const std::vector<TimedPiece>& pieces, std::string_view stream, double rate) {
  const std::size_t offset = first_token_offset(stream);
  const auto first = std::ranges::find_if(pieces, [&](const TimedPiece& piece) { return piece.end > offset; });
  const Microseconds begin = first == pieces.end() ? Microseconds(0) : first->at;
  std::vector<TimedPiece> events;
  double tokens = 0;
  for (const std::size_t end : frame_ends(stream)) {
    events.push_back({end, begin + seconds(tokens / rate)});
    if (end > offset) tokens += 1;
  }
  return events;
}

double token_count(const RecordedResponse& recorded) {
  const auto body = parse_json(recorded.body);
  const Node* counted = body ? at_pointer(*body, "/usage/completion_tokens") : nullptr;
  if (counted != nullptr && counted->is_number()) return std::max(0.0, counted->number());
  return static_cast<double>(recorded.text.size()) / kLettersOfToken;
}

void add_jitter(ServerResponse& response, const Pace& pace, std::string_view occasion) {
  if (pace.jitter.count() == 0) return;
  const auto most = static_cast<double>(Microseconds(pace.jitter).count());
  const auto drawn = [&](std::size_t number) {
    const double fraction = seeded_fraction(pace.seed, fmt::format("jitter {} {}", occasion, number));
    return Microseconds(static_cast<std::int64_t>(most * fraction));
  };
  response.delay += drawn(0);
  Microseconds earliest = response.delay;
  for (std::size_t i = 0; i < response.pieces.size(); ++i) {
    TimedPiece& piece = response.pieces[i];
    earliest = piece.at = std::max(earliest, piece.at + drawn(i + 1));
  }
}

/// Where the usage chunk of a stream begins and ends: the last event before [DONE] whose choices are empty.
std::optional<std::pair<std::size_t, std::size_t>> usage_chunk(const std::string& stream) {
  if (stream.rfind("\"usage\"") == std::string::npos) return std::nullopt;
  const std::vector<std::size_t> ends = frame_ends(stream);
  for (std::size_t i = ends.size(); i-- > 0;) {
    const std::size_t begin = i == 0 ? 0 : ends[i - 1];
    std::vector<SseEvent> events;
    SseReader().feed(std::string_view(stream).substr(begin, ends[i] - begin), events);
    if (events.size() != 1 || events[0].data == "[DONE]") continue;
    const auto event = parse_json(events[0].data);
    const Node* choices = event ? event->find("choices") : nullptr;
    const bool is_usage = choices != nullptr && choices->is_list() && choices->list().empty();
    return is_usage ? std::optional(std::pair(begin, ends[i])) : std::nullopt;
  }
  return std::nullopt;
}

void leave_out_usage(ServerResponse& response) {
  const auto chunk = usage_chunk(response.body);
  if (!chunk) return;
  const auto [begin, end] = *chunk;
  response.body.erase(begin, end - begin);
  for (TimedPiece& piece : response.pieces) {
    piece.end = piece.end <= begin ? piece.end : piece.end < end ? begin : piece.end - (end - begin);
  }
}

std::string_view usual_type(const RecordedResponse& recorded) {
  if (recorded.stream) return "text/event-stream";
  return recorded.body.starts_with('{') ? "application/json" : "text/plain; charset=utf-8";
}

void time_stream(ServerResponse& response, const RecordedResponse& recorded, const Pace& pace) {
  response.delay = scaled(recorded.headers_ms.value_or(0), pace.speed);
  response.pieces = recorded_pieces(recorded, pace.speed);
  if (pace.first_token) {
    response.delay = std::min<Microseconds>(response.delay, *pace.first_token);
    move_first_token(response.pieces, recorded.body, *pace.first_token);
  }
  if (pace.tokens_per_second) response.pieces = one_by_one(response.pieces, recorded.body, *pace.tokens_per_second);
}

void time_plain(ServerResponse& response, const RecordedResponse& recorded, const Pace& pace) {
  response.delay = scaled(recorded.total_ms.value_or(recorded.headers_ms.value_or(0)), pace.speed);
  if (!pace.first_token && !pace.tokens_per_second) return;
  if (pace.tokens_per_second) {
    response.delay = scaled(recorded.headers_ms.value_or(0), pace.speed);
  }
  if (pace.first_token) response.delay = *pace.first_token;
  if (pace.tokens_per_second) response.delay += seconds(token_count(recorded) / *pace.tokens_per_second);
}

}  // namespace

ServerResponse replayed(const RecordedResponse& recorded, const Pace& pace, bool with_usage,
                        std::string_view occasion) {
  ServerResponse response;
  response.status = recorded.status;
  response.headers = recorded.headers;
  const bool has_type =
      std::ranges::any_of(recorded.headers, [](const Header& header) { return header.name == "content-type"; });
  if (!has_type) response.headers.push_back({"content-type", std::string(usual_type(recorded))});
  response.body = recorded.body;
  if (recorded.stream) {
    time_stream(response, recorded, pace);
    if (!with_usage) leave_out_usage(response);
  } else {
    time_plain(response, recorded, pace);
  }
  add_jitter(response, pace, occasion);
  return response;
}

}  // namespace sightline
