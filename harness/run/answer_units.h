#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "run/answer_line.h"
#include "run/plan.h"

namespace sightline {

/// Finds the unit that a name means, among all that can be planned.
class AnswerUnits {
 public:
  /// `model` is meant where a name has none; "": the only one there is. `whole` must outlive it.
  AnswerUnits(const Plan& whole, std::string model);

  /// Why a name means no unit: what is wrong, and which part of the name it is ("case", "prompt", "model", "repeat").
  struct Trouble {
    std::string_view part;
    std::string message;
  };
  tl::expected<const PlannedUnit*, Trouble> find(const AnswerName& name) const;

 private:
  using Units = std::vector<const PlannedUnit*>;
  tl::expected<Units, Trouble> units_of_case(const AnswerName& name) const;

  const Plan& whole_;
  std::string model_;
  std::unordered_map<std::string_view, Units> by_case_;
};

}  // namespace sightline
