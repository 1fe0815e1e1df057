#include "mock/proxy_recording.h"

#include <fmt/format.h>

#include <utility>

#include "base/text.h"
#include "chat/chat.h"
#include "json/json.h"
#include "mock/exchange.h"
#include "sse/sse.h"

namespace sightline {
namespace {

/// Letters of a question that a file is named after.
constexpr std::size_t kNameLetters = 40;
/// Repeats of one request: a file has a place for each, whether it is recorded or not.
constexpr unsigned kMostRepeats = 4'096;

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

std::string name_of(const Node& body) {
  std::string name;
  for (const char c : lower(collapsed_spaces(question_of(body))).substr(0, kNameLetters)) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (is_plain) name += c;
    if (!is_plain && !name.empty() && name.back() != '-') name += '-';
  }
  while (name.ends_with('-')) name.pop_back();
  return name.empty() ? "request" : name;
}

void keep_as_attempt(RecordedResponse& failed, RecordedResponse& answer) {
  if (!is_sent_again(failed.status)) return;
  answer.attempts = std::exchange(failed.attempts, {});
  answer.attempts.push_back(std::move(failed));
}

}  // namespace

bool is_whole_answer(const Outcome& outcome) {
  if (outcome.trouble != Outcome::Trouble::none || outcome.status == 0) return false;
  if (!is_stream(outcome) || outcome.status >= 300) return true;
  std::vector<SseEvent> events;
  SseReader reader;
  reader.feed(outcome.body, events);
  if (!reader.finish() || events.empty()) return false;
  // Some servers send no [DONE]: a stream that was read to its end and gives a whole answer is one.
  return events.back().data == "[DONE]" || decode(outcome).answer.has_value();
}

Expected<std::string> record_answer(Library& library, const RecordingProxy::Asked& asked, const Outcome& outcome,
                                    const std::string& host, const std::string& today,
                                    const std::vector<std::string>& secrets) {
  if (asked.repeat >= kMostRepeats) {
    return failure(
        fmt::format("repeat {} of a request is not recorded: {} are kept at most", asked.repeat, kMostRepeats));
  }
  Fixture fixture;
  if (const Fixture* recorded = library.find(asked.request.key)) {
    fixture = *recorded;
  } else {
    fixture.request = asked.request;
    fixture.source = "proxy";
    fixture.recorded_at = today;
    fixture.recorded_host = host;
  }
  if (fixture.source != "proxy" && fixture.source != "live") {
    return failure(
        fmt::format("{} holds answers of the source '{}'; the answer of {} was passed on and not put beside them",
                    fixture.path, fixture.source, host));
  }
  RecordedResponse answer = recorded_response(outcome, decode(outcome).first_token_ms);
  if (fixture.responses.size() <= asked.repeat) fixture.responses.resize(asked.repeat + 1, not_recorded());
  RecordedResponse& place = fixture.responses[asked.repeat];
  keep_as_attempt(place, answer);
  place = std::move(answer);
  const std::string name = name_of(fixture.request.body);
  return library.record(asked.session.empty() ? "proxy" : asked.session, name, std::move(fixture), secrets);
}

}  // namespace sightline
