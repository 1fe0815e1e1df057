#include "report/units.h"

namespace sightline {

void for_each_unit(const RunReader& run, const std::function<void(const std::vector<CaseResult>& repeats)>& visit) {
  std::vector<CaseResult> repeats;
  run.for_each([&](const CaseResult& result) {
    if (!repeats.empty() && repeats.front().unit != result.unit) {
      visit(repeats);
      repeats.clear();
    }
    repeats.push_back(result);
  });
  if (!repeats.empty()) visit(repeats);
}

}  // namespace sightline
