#pragma once

#include <functional>

#include "chat/chat.h"
#include "fixture/lookup.h"
#include "model/chat.h"
#include "run/plan.h"

namespace sightline {

/// One request that a plan sends, as far as it can be known without sending anything.
struct PlannedRequest {
  const PlannedUnit* unit = nullptr;
  unsigned repeat = 0;
  unsigned turn = 0;     ///< Of the model, from 0.
  bool is_last = false;  ///< The conversation has no later turn of the model.
  ChatRequest request = {};
  /// An earlier turn's answer is not recorded and was taken as an empty one that makes the calls which the conversation
  /// answers: what will be sent is another request, and has no recording yet.
  bool guessed = false;
  const Fixture* fixture = nullptr;            ///< What is recorded of the very request.
  const RecordedResponse* response = nullptr;  ///< The answer to this repeat; null where it is not recorded.
  std::string key = {};                        ///< 64 hex digits; "" where it is guessed.
  bool copy = false;                           ///< The answer is that of another repeat.
  bool ignored_changed = false;                ///< What is no part of the key is not as it was recorded.
  bool recorded() const { return response != nullptr; }
};

struct RequestWalk {
  bool with_skipped = false;  ///< Also the requests of cases that are skipped for now.
};

/// Visits the requests of a plan in its order: units, repeats, turns. A later turn of a conversation is asked after the
/// recorded answers to those before it; it is not asked where that answer is a failure or lacks the tool call that the
/// conversation waits for. `visit` may keep what its argument points to, not the argument.
void for_each_planned_request(const Plan& plan, const ConversationSource& conversations, const Library& library,
                              const RequestWalk& walk, const std::function<void(const PlannedRequest&)>& visit);

/// "receipts/cafe#terse@qwen3-vl-32b (repeat 1, turn 2)": repeats from 0 as servers are asked for them, turns from 1,
/// each where there can be more than one.
std::string request_name(const PlannedRequest& asked);

/// What a recorded answer says: as if it had come over the network.
Decoded decode_recorded(const RecordedResponse& response);

}  // namespace sightline
