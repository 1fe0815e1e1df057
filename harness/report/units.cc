#include "report/units.h"

namespace sightline {
namespace {

bool begins_unit(const std::vector<CaseResult>& repeats, const CaseResult& next) {
  return !repeats.empty() && repeats.front().unit != next.unit;
}

}  // namespace

void for_each_unit(const RunReader& run, const std::function<void(std::vector<CaseResult>& repeats)>& visit,
                   std::size_t from) {
  std::vector<CaseResult> repeats;
  const auto take = [&](CaseResult& result) {
    if (begins_unit(repeats, result)) {
      visit(repeats);
      repeats.clear();
    }
    repeats.push_back(std::move(result));
  };
  run.for_each(take, from);
  if (!repeats.empty()) visit(repeats);
}

void for_each_told_unit(const RunReader& run, const VisitToldUnit& visit) {
  std::vector<CaseResult> repeats;
  std::string json;
  const auto hand_on = [&] {
    json += ']';
    visit(repeats, json);
    repeats.clear();
    json.clear();
  };
  run.for_each_told([&](CaseResult& result, std::string_view text) {
    if (begins_unit(repeats, result)) hand_on();
    json.reserve(json.size() + text.size() + 2);
    json += repeats.empty() ? '[' : ',';
    json += text;
    repeats.push_back(std::move(result));
  });
  if (!repeats.empty()) hand_on();
}

}  // namespace sightline
