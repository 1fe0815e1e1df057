#include "run/dialogue.h"

#include <algorithm>
#include <utility>

namespace sightline {

bool Dialogue::advance() {
  for (; next_ < conversation_.size(); ++next_) {
    Turn& turn = conversation_[next_];
    switch (turn.kind) {
      case Turn::Kind::message:
        messages_.push_back(turn.message);
        break;
      case Turn::Kind::tool_answer:
        if (!answer_tool_call(turn)) return false;
        break;
      case Turn::Kind::model:
        ++next_;
        ++model_turns_;
        asked_.push_back(messages_.size());
        return true;
    }
  }
  return false;
}

bool Dialogue::answer_tool_call(const Turn& turn) {
  auto call = std::ranges::find(open_calls_, turn.tool_name, &ToolCall::name);
  if (call == open_calls_.end()) {
    missing_call_ = "expected a call of " + turn.tool_name;
    return false;
  }
  Message answer = turn.message;
  answer.role = Role::tool;
  answer.tool_call_id = call->id;
  messages_.push_back(std::move(answer));
  open_calls_.erase(call);
  return true;
}

void Dialogue::take_reply(const Reply& reply) {
  Message said{.role = Role::assistant, .content = std::monostate{}, .tool_calls = reply.tool_calls};
  if (!reply.text.empty() || reply.tool_calls.empty()) said.content = reply.text;
  messages_.push_back(std::move(said));
  open_calls_ = reply.tool_calls;
}

const std::vector<AssertionPtr>& Dialogue::assertions_of(unsigned index) const {
  static const std::vector<AssertionPtr> kNone;
  unsigned turn_of_model = 0;
  for (const Turn& turn : conversation_) {
    if (turn.kind == Turn::Kind::model && turn_of_model++ == index) return turn.assertions;
  }
  return kNone;
}

}  // namespace sightline
