#include "run/earlier_answers.h"

#include <utility>

namespace sightline {

std::vector<Exchange> EarlierAnswers::exchanges(const PlannedUnit& unit, unsigned repeat) const {
  auto result = run_.find(unit.id(), repeat);
  return result ? std::move(result->exchanges) : std::vector<Exchange>{};
}

}  // namespace sightline
