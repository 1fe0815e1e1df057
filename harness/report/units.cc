#include "report/units.h"

namespace sightline {

void for_each_unit(const RunReader& run, const std::function<void(std::vector<CaseResult>& repeats)>& visit) {
  std::vector<CaseResult> repeats;
  run.for_each([&](CaseResult& result) {
    if (!repeats.empty() && repeats.front().unit != result.unit) {
      visit(repeats);
      repeats.clear();
    }
    repeats.push_back(std::move(result));
  });
  if (!repeats.empty()) visit(repeats);
}

}  // namespace sightline
