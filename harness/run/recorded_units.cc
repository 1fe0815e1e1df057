#include "run/recorded_units.h"

#include <algorithm>
#include <numeric>
#include <random>

#include "chat/chat.h"
#include "fixture/lookup.h"
#include "run/dialogue.h"

namespace sightline {
namespace {

/// A unit's first request as recordings know it, or one without a key where it has none.
KeyedRequest first_request(const PlannedUnit& unit, const ConversationSource& conversations, const Node& params) {
  Dialogue dialogue(conversations.conversation(*unit.suite, *unit.a_case, *unit.prompt));
  if (!dialogue.advance()) return {};
  const ChatRequest request{
      .model = unit.model->model, .messages = dialogue.messages(), .params = request_params(unit, params, 0)};
  return key_request(body_with_digests(request), unit.suite->ignore).value_or(KeyedRequest{});
}

}  // namespace

RecordedUnits recorded_units(const Plan& plan, const Library& library, const ConversationSource& conversations,
                             const Node& params, const std::set<std::string>& sources) {
  RecordedUnits recorded;
  std::set<std::string> seen;
  for (const PlannedUnit& unit : plan.units) {
    if (unit.a_case->settings->skip) continue;
    const KeyedRequest request = first_request(unit, conversations, params);
    const auto fixture = library.hold(request.key);
    if (!fixture || !may_answer(fixture->request, unit.suite->ignore, request.ignored) ||
        !Library::response_for(*fixture, 0).response) {
      ++recorded.not_recorded;
    } else if (!seen.insert(request.key).second) {
      continue;
    } else if (!sources.contains(fixture->source)) {
      ++recorded.other_sources[fixture->source];
    } else {
      recorded.units.push_back(unit);
    }
  }
  return recorded;
}

Plan sampled_plan(std::vector<PlannedUnit> units, std::size_t count, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  count = std::min(count, units.size());
  for (std::size_t i = 0; i < count; ++i) std::swap(units[i], units[i + random() % (units.size() - i)]);
  units.resize(count);
  std::ranges::sort(units, {}, &PlannedUnit::sequence);
  Plan plan;
  for (PlannedUnit& unit : units) {
    unit.repeat = {};
    unit.sequence = plan.results++;
    plan.units.push_back(unit);
  }
  return plan;
}

}  // namespace sightline
