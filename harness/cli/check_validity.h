#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "chat/chat.h"
#include "mock/validation.h"
#include "run/plan.h"

namespace sightline {

/// The rules of the API that a model is reached through: AI/ML API's for its preset, OpenAI's for all others.
ValidationRules rules_of(const ModelSpec& model);

/// Holds the requests of a plan against the rules of the APIs that they are for, before any of them is paid for.
class RequestValidity {
 public:
  /// Repeats after the first differ from it by a larger seed at most: they are right where it is.
  void look_at(const PlannedUnit& unit, unsigned repeat, const ChatRequest& request);
  /// An error for each fault at the first case that has it, with how many units have it too; at most 20, and how many
  /// there are beyond.
  Errors errors() const;

 private:
  struct Finding {
    Error error;
    std::string last_unit;
    std::size_t units = 1;
  };
  void note(const PlannedUnit& unit, const RequestFault& fault);

  std::vector<Finding> findings_;
  std::map<std::pair<std::string, std::string>, std::size_t> known_;  ///< By model and fault.
};

}  // namespace sightline
