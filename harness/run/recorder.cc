#include "run/recorder.h"

#include <algorithm>

#include "fixture/lookup.h"

namespace sightline {

namespace {

/// The place of a repeat that did not send this request, or whose answer is not in yet.
RecordedResponse not_recorded() {
  RecordedResponse hole;
  hole.status = 0;
  return hole;
}

}  // namespace

Fixture& Recorder::draft(KeyedRequest request, std::string_view host) {
  auto [found, is_new] = drafts_.try_emplace(request.key);
  Fixture& fixture = found->second;
  if (!is_new) return fixture;
  const auto recorded = options_.keep_recorded ? library_.hold(request.key) : nullptr;
  // What the recording of another suite ignores is told when the file is to be written.
  if (recorded && may_answer(recorded->request, request.ignore, request.ignored)) {
    fixture = *recorded;
    return fixture;
  }
  fixture.request = std::move(request);
  fixture.recorded_at = options_.today;
  fixture.recorded_host = host;
  fixture.source = "live";
  return fixture;
}

void Recorder::take(const PlannedUnit& unit, unsigned repeat, KeyedRequest request, std::string_view host,
                    RecordedResponse response) {
  UnitState& state = units_[unit.sequence];
  if (std::ranges::find(state.keys, request.key) == state.keys.end()) state.keys.push_back(request.key);
  Fixture& fixture = draft(std::move(request), host);
  if (fixture.responses.size() <= repeat) fixture.responses.resize(repeat + 1, not_recorded());
  fixture.responses[repeat] = std::move(response);
}

Expected<void> Recorder::repeat_ended(const PlannedUnit& unit, bool succeeded) {
  UnitState& state = units_[unit.sequence];
  state.failed = state.failed || !succeeded;
  if (++state.ended < unit.results()) return {};
  const UnitState whole = std::move(state);
  units_.erase(unit.sequence);
  if (whole.failed) return {};
  return write(unit, whole);
}

Expected<void> Recorder::write(const PlannedUnit& unit, const UnitState& state) {
  for (const std::string& key : state.keys) {
    auto written = library_.record(unit.suite->name, unit.a_case->id, drafts_.at(key), options_.secrets);
    if (!written) return tl::unexpected(written.error());
  }
  return {};
}

}  // namespace sightline
