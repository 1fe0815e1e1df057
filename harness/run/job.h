#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "assertion/other_answers.h"
#include "base/clock.h"
#include "fixture/fixture.h"
#include "fixture/key.h"
#include "model/result.h"
#include "run/dialogue.h"
#include "run/estimate.h"
#include "run/plan.h"
#include "run/throttle.h"

namespace sightline {

/// One repeat of one unit on its way through the run.
struct Job {
  Job(const PlannedUnit& planned, unsigned repeat_index, Conversation conversation)
      : unit(&planned), repeat(repeat_index), dialogue(std::move(conversation)) {}

  const PlannedUnit* unit;
  unsigned repeat;
  Dialogue dialogue;
  CaseResult result;
  std::string line;                            ///< The result as the log has it, once it is judged; "" before.
  std::shared_ptr<const OtherAnswers> others;  ///< What its assertions look at beside its own answer.
  ChatRequest request;                         ///< Of the exchange under way.
  std::string body;                            ///< Its body, images as digests.
  KeyedRequest keyed;                          ///< Its key and parts; empty in replay, where the embedded server keys.
  Exchange exchange;                           ///< Filled as the request goes on.
  std::vector<RecordedResponse> attempts;      ///< While recording: the exchange's answers that are sent again after.
  bool live = false;                           ///< It goes to the network, not to the embedded server.
  unsigned sends = 0;                          ///< Of the exchange under way.
  Estimate expected;                           ///< Of the exchange under way, where it goes to the network.
  SendSlip slip;                               ///< Of the send under way.
  double reserved_cost = 0;                    ///< USD set aside for the send under way.
  Clock::Instant ready_at{};                   ///< When the exchange could first have been sent.
  Clock::Instant sent_at{};
};

}  // namespace sightline
