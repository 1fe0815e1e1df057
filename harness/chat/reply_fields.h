#pragma once

#include <vector>

#include "model/chat.h"
#include "model/node.h"

namespace sightline {

/// Takes id, model, system_fingerprint, created, usage and the stated cost from an answer or from a chunk of a stream:
/// what it has replaces what was there.
void take_envelope(const Node& answer, Reply& reply);

/// Appends what a message or a delta says: text (a string or a list of parts), refusal and reasoning. False where its
/// content is neither null, a string nor a list.
bool append_words(const Node& message, Reply& reply);

/// Tool calls, whole or in deltas that are merged by index.
class ToolCalls {
 public:
  /// Takes the "tool_calls" of a message or of a delta, or its older "function_call".
  void take(const Node& message);
  bool empty() const { return calls_.empty(); }
  /// In the order of their index.
  std::vector<ToolCall> all() &&;

 private:
  struct Indexed {
    std::int64_t index = 0;
    ToolCall call;
  };
  void take_one(const Node& item, std::int64_t position);
  ToolCall& call_of(std::int64_t index, std::string_view id);
  std::vector<Indexed> calls_;
};

/// Appends the token lists of `more` to those of `logprobs`.
void append_logprobs(const Node& more, Node& logprobs);

}  // namespace sightline
