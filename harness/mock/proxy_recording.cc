#include "mock/proxy_recording.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "base/text.h"
#include "chat/chat.h"
#include "fixture/lookup.h"
#include "json/json.h"
#include "mock/exchange.h"
#include "sse/sse.h"

namespace sightline {
namespace {

/// Letters of a question that a file is named after.
constexpr std::size_t kNameLetters = 40;
/// Repeats of one request: a file has a place for each, whether it is recorded or not.
constexpr unsigned kMostRepeats = 4'096;
/// What failed before an answer and is kept beside it: the last.
constexpr std::size_t kMostAttempts = 8;

bool is_stream(const Outcome& outcome) {
  return lower(outcome.header("content-type")).starts_with("text/event-stream");
}

RecordedResponse not_recorded() {
  RecordedResponse hole;
  hole.status = 0;
  return hole;
}

/// The text of the last message that has one, or of what is to be embedded.
std::string question_of(const Node& body) {
  std::string text;
  const Node* messages = body.find("messages");
  if (messages == nullptr || !messages->is_list()) {
    const Node* input = body.find("input");
    return input != nullptr && input->is_string() ? input->string() : "embedding";
  }
  for (const Node& message : messages->list()) {
    const Node* content = message.find("content");
    if (content == nullptr) continue;
    if (content->is_string()) text = content->string();
    if (!content->is_list()) continue;
    for (const Node& part : content->list()) {
      const Node* words = part.find("text");
      if (words != nullptr && words->is_string()) text = words->string();
    }
  }
  return text;
}

std::string name_of_recording(const Node& body) {
  std::string name;
  for (const char c : lower(collapsed_spaces(question_of(body))).substr(0, kNameLetters)) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (is_plain) name += c;
    if (!is_plain && !name.empty() && name.back() != '-') name += '-';
  }
  while (name.ends_with('-')) name.pop_back();
  return name.empty() ? "request" : name;
}

bool has_stream_end(const Outcome& outcome) {
  std::vector<SseEvent> events;
  SseReader reader;
  reader.feed(outcome.body, events);
  // Some servers leave the blank line behind [DONE] out.
  const std::string_view rest = trimmed(std::string_view(outcome.body).substr(events.empty() ? 0 : events.back().end));
  if (rest == "data: [DONE]" || rest == "data:[DONE]") return true;
  if (!reader.finish() || events.empty()) return false;
  // And some send no [DONE]: a stream that was read to its end and gives a whole answer is one.
  return events.back().data == "[DONE]" || decode(outcome).answer.has_value();
}

/// The recording so far.
Expected<Fixture> drafted(const Library& library, const RecordingProxy::Asked& asked, const std::string& host,
                          const std::string& today) {
  const std::shared_ptr<const Fixture> recorded = library.hold(asked.request.key);
  if (recorded == nullptr) {
    Fixture fixture;
    fixture.request = asked.request;
    fixture.source = "proxy";
    fixture.recorded_at = today;
    fixture.recorded_host = host;
    return fixture;
  }
  if (!may_answer(recorded->request, asked.request.ignore, asked.request.ignored)) {
    return failure(
        fmt::format("{} has the same key and ignores {}; the answer of {} was passed on and not put beside it",
                    recorded->path, join(recorded->request.ignore, ", "), host));
  }
  if (recorded->source == "proxy" || recorded->source == "live") return *recorded;
  return failure(
      fmt::format("{} holds answers of the source '{}'; the answer of {} was passed on and not put beside "
                  "them",
                  recorded->path, recorded->source, host));
}

bool is_free(const RecordedResponse& place) {
  return place.status == 0 || is_asked_again(place.status);
}

/// Where an answer of `status` belongs. Errors: too far out, or there is an answer.
Expected<unsigned> place_of(const RecordingProxy::Asked& asked, const Fixture& fixture, int status) {
  const std::vector<RecordedResponse>& places = fixture.responses;
  const auto size = static_cast<unsigned>(places.size());
  unsigned place =
      asked.said_repeat ? *asked.said_repeat : std::min(size, asked.cursors->next(asked.session, fixture.request.key));
  if (!asked.said_repeat && !is_asked_again(status)) {
    while (place < size && !is_free(places[place])) ++place;
  }
  if (place >= kMostRepeats) {
    return failure(fmt::format("repeat {} of a request is not recorded: {} are kept at most", place, kMostRepeats));
  }
  if (place >= size || is_free(places[place])) return place;
  return failure(fmt::format(
      "an answer of status {} was passed on and not recorded: repeat {} of its request was, by now", status, place));
}

/// What failed before in the place goes with the answer that takes it.
void put(RecordedResponse answer, RecordedResponse& place) {
  if (place.status != 0 && is_asked_again(place.status)) {
    answer.attempts = std::exchange(place.attempts, {});
    answer.attempts.push_back(std::move(place));
    const auto too_many = answer.attempts.size() - std::min(answer.attempts.size(), kMostAttempts);
    answer.attempts.erase(answer.attempts.begin(), answer.attempts.begin() + static_cast<std::ptrdiff_t>(too_many));
  }
  place = std::move(answer);
}

/// A file has one value for each name.
void join_headers(std::vector<Header>& headers) {
  std::vector<Header> joined;
  for (Header& header : headers) {
    const auto before = std::ranges::find(joined, header.name, &Header::name);
    if (before == joined.end()) {
      joined.push_back(std::move(header));
    } else {
      before->value += ", " + header.value;
    }
  }
  headers = std::move(joined);
}

bool is_same(const RecordedResponse& a, const RecordedResponse& b) {
  const auto same_header = [](const Header& x, const Header& y) { return x.name == y.name && x.value == y.value; };
  return a.status == b.status && a.stream == b.stream && a.body == b.body &&
         std::ranges::equal(a.headers, b.headers, same_header) && std::ranges::equal(a.attempts, b.attempts, is_same);
}

/// The fixture as its file will be read. Errors: it is refused there, or another one.
Expected<Fixture> read_back(const Fixture& fixture, const std::string& host) {
  auto again = parse_fixture(Source{fixture.path, print_fixture(fixture)});
  if (again && again->request.key == fixture.request.key &&
      std::ranges::equal(again->responses, fixture.responses, is_same)) {
    return again;
  }
  return failure(fmt::format("an answer of {} was passed on and not recorded: a fixture cannot hold it{}", host,
                             again ? "" : ": " + again.error().front().message));
}

/// Why an answer is none to record.
Expected<void> check_whole(const Outcome& outcome, const std::string& host) {
  const auto not_whole = [&](std::string_view why) -> Expected<void> {
    return failure(fmt::format("an answer of {} was not recorded: {}", host, why));
  };
  if (outcome.trouble != Outcome::Trouble::none || outcome.status == 0) {
    return not_whole(outcome.trouble_text.empty() ? "it broke off" : outcome.trouble_text);
  }
  if (outcome.status >= 300) return {};
  if (is_stream(outcome)) {
    if (!has_stream_end(outcome)) return not_whole("its stream ended without its end, [DONE] or a finish reason");
  } else if (lower(outcome.header("content-type")).starts_with("application/json") && !parse_json(outcome.body)) {
    return not_whole("it is of type application/json and no whole JSON; it may have been cut short");
  }
  return {};
}

}  // namespace

Expected<RecordedPlace> record_answer(Library& library, const RecordingProxy::Asked& asked, const Outcome& outcome,
                                      const std::string& host, const std::string& today,
                                      const std::vector<std::string>& secrets) {
  if (auto whole = check_whole(outcome, host); !whole) return tl::unexpected(std::move(whole.error()));
  auto fixture = drafted(library, asked, host, today);
  if (!fixture) return tl::unexpected(std::move(fixture.error()));
  const auto place = place_of(asked, *fixture, outcome.status);
  if (!place) return tl::unexpected(place.error());
  if (fixture->responses.size() <= *place) fixture->responses.resize(*place + 1, not_recorded());
  RecordedResponse answer = recorded_response(outcome, decode(outcome).first_token_ms);
  join_headers(answer.headers);
  put(std::move(answer), fixture->responses[*place]);
  fixture = read_back(*fixture, host);
  if (!fixture) return tl::unexpected(std::move(fixture.error()));
  // Before it can be found: whoever asks in the session from now on gets another one.
  const bool goes_on = !asked.said_repeat && !is_asked_again(outcome.status);
  if (goes_on) asked.cursors->go_on(asked.session, asked.request.key, *place + 1);
  const std::string name = name_of_recording(fixture->request.body);
  auto path = library.record(asked.session.empty() ? "proxy" : asked.session, name, *std::move(fixture), secrets);
  if (path) return RecordedPlace{*std::move(path), *place};
  if (goes_on) asked.cursors->give_back(asked.session, asked.request.key, *place);
  return tl::unexpected(std::move(path.error()));
}

}  // namespace sightline
