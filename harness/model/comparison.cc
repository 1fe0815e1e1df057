#include "model/comparison.h"

namespace sightline {

std::string_view finding_name(Finding finding) {
  switch (finding) {
    case Finding::worse:
      return "worse";
    case Finding::better:
      return "better";
    case Finding::no_difference:
      return "no difference";
    case Finding::cannot_tell:
      return "cannot tell";
  }
  return "";
}

std::string_view fate_name(UnitFate fate) {
  switch (fate) {
    case UnitFate::still_passing:
      return "still passing";
    case UnitFate::newly_failing:
      return "newly failing";
    case UnitFate::fixed:
      return "fixed";
    case UnitFate::still_failing:
      return "still failing";
    case UnitFate::flaky:
      return "flaky";
    case UnitFate::not_judged:
      return "not judged";
  }
  return "";
}

}  // namespace sightline
