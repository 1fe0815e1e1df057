#pragma once

#include <string>
#include <vector>

#include "model/result.h"
#include "run/plan.h"

namespace sightline {

/// Answers that are there before the run: they are judged, and nothing is sent.
class GivenAnswers {
 public:
  virtual ~GivenAnswers() = default;
  /// What is known of a repeat: an exchange for each turn of the model. Empty: it has no answer.
  virtual std::vector<Exchange> exchanges(const PlannedUnit& unit, unsigned repeat) const = 0;
  /// True where nobody knows what was asked. Exchanges have no keys then, each repeat has one, and it holds the last
  /// answer of its conversation.
  virtual bool are_last_answers() const = 0;
  /// The body of the request of that key, or "".
  virtual std::string request_body(const std::string& key) const = 0;
};

}  // namespace sightline
