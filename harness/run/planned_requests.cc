#include "run/planned_requests.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "run/dialogue.h"

namespace sightline {

namespace {

/// An empty answer that makes every tool call that the conversation answers.
Reply reply_with_expected_calls(const Conversation& conversation) {
  Reply reply;
  for (const Turn& turn : conversation) {
    if (turn.kind == Turn::Kind::tool_answer) {
      reply.tool_calls.push_back({.id = "", .name = turn.tool_name, .arguments = ""});
    }
  }
  return reply;
}

class Walk {
 public:
  Walk(const ConversationSource& conversations, const Library& library,
       const std::function<void(const PlannedRequest&)>& visit)
      : conversations_(conversations), lookup_(library), visit_(visit) {}

  void unit(const PlannedUnit& unit) {
    const Conversation conversation = conversations_.conversation(*unit.suite, *unit.a_case, *unit.prompt);
    for (unsigned repeat = 0; repeat < unit.repeat.n; ++repeat) walk(unit, repeat, conversation);
  }

 private:
  void walk(const PlannedUnit& unit, unsigned repeat, const Conversation& conversation) {
    const auto turns = std::ranges::count(conversation, Turn::Kind::model, &Turn::kind);
    Dialogue dialogue(conversation);
    PlannedRequest asked{.unit = &unit, .repeat = repeat};
    while (dialogue.advance()) {
      asked.turn = dialogue.model_turn();
      asked.is_last = asked.turn + 1 == turns;
      asked.request = {
          .model = unit.model->model, .messages = dialogue.messages(), .params = request_params(unit, {}, repeat)};
      look_up(asked);
      visit_(asked);
      if (asked.is_last) return;
      if (asked.recorded()) {
        const Decoded said = decode_recorded(*asked.response);
        if (!said.answer) return;
        dialogue.take_reply(*said.answer);
      } else {
        asked.guessed = true;
        dialogue.take_reply(reply_with_expected_calls(conversation));
      }
    }
  }

  void look_up(PlannedRequest& asked) {
    asked.fixture = nullptr;
    asked.response = nullptr;
    asked.key.clear();
    if (asked.guessed) return;
    // A request without a key has no recording; why, a run says.
    const auto found =
        lookup_.find_for_suite(body_with_digests(asked.request), asked.unit->suite->ignore).value_or(Lookup::Match{});
    asked.key = found.key.key;
    asked.fixture = found.fixture;
    if (found.fixture == nullptr) return;
    asked.ignored_changed = found.key.ignored != found.fixture->request.ignored;
    const Library::Served served = Library::response_for(*found.fixture, asked.repeat);
    asked.response = served.response;
    asked.copy = served.copy;
  }

  const ConversationSource& conversations_;
  const Lookup lookup_;
  const std::function<void(const PlannedRequest&)>& visit_;
};

}  // namespace

void for_each_planned_request(const Plan& plan, const ConversationSource& conversations, const Library& library,
                              const RequestWalk& walk, const std::function<void(const PlannedRequest&)>& visit) {
  Walk walker(conversations, library, visit);
  for (const PlannedUnit& unit : plan.units) {
    if (walk.with_skipped || !unit.a_case->settings->skip) walker.unit(unit);
  }
}

std::string request_name(const PlannedRequest& asked) {
  std::vector<std::string> which;
  if (asked.unit->repeat.n > 1) which.push_back(fmt::format("repeat {}", asked.repeat));
  if (asked.turn > 0) which.push_back(fmt::format("turn {}", asked.turn + 1));
  const std::string unit = asked.unit->id().text();
  return which.empty() ? unit : fmt::format("{} ({})", unit, join(which, ", "));
}

Decoded decode_recorded(const RecordedResponse& response) {
  Outcome outcome;
  outcome.status = response.status;
  outcome.headers = response.headers;
  outcome.body = response.body;
  return decode(outcome);
}

}  // namespace sightline
