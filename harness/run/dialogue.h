#pragma once

#include <span>
#include <string>
#include <vector>

#include "model/chat.h"
#include "model/suite.h"

namespace sightline {

/// A conversation under way: what was said so far, and what comes next. Pure: replies are handed to it.
class Dialogue {
 public:
  explicit Dialogue(Conversation conversation) : conversation_(std::move(conversation)) {}

  /// Goes on to the next turn of the model. False where the conversation is over, or where it waits for a tool call
  /// that the model did not make: `missing_call()` then names it.
  bool advance();
  const std::vector<Message>& messages() const { return messages_; }
  /// Index of the model's turn that advance() came to, from 0.
  unsigned model_turn() const { return model_turns_ - 1; }
  /// What the model's turn `index` answered: the conversation up to it.
  std::span<const Message> asked(unsigned index) const { return {messages_.data(), asked_.at(index)}; }
  void take_reply(const Reply& reply);
  /// "expected a call of get_weather", or "".
  const std::string& missing_call() const { return missing_call_; }
  /// The assertions that look at the model's turn `index`.
  const std::vector<AssertionPtr>& assertions_of(unsigned index) const;

 private:
  bool answer_tool_call(const Turn& turn);

  Conversation conversation_;
  std::vector<Message> messages_;
  std::vector<std::size_t> asked_;    ///< How many of them each turn of the model answered.
  std::vector<ToolCall> open_calls_;  ///< Of the last reply, those that no turn has answered yet.
  std::string missing_call_;
  std::size_t next_ = 0;
  unsigned model_turns_ = 0;
};

}  // namespace sightline
