#include "run/fixture_coverage.h"

#include <algorithm>

#include "run/planned_requests.h"

namespace sightline {

namespace {

class Coverer {
 public:
  void take(const PlannedRequest& asked) {
    keep_images(asked.request);
    const bool skipped = asked.unit->a_case->settings->skip.has_value();
    if (asked.guessed) {
      sum.unknown += skipped ? 0 : 1;
      return;
    }
    if (asked.fixture != nullptr) use(asked);
    if (!asked.recorded() && !asked.is_last) keep_open_end(asked);
    if (skipped) return;
    sum.planned += 1;
    sum.recorded += asked.recorded() ? 1 : 0;
    if (!asked.recorded()) sum.missing.push_back({request_name(asked), asked.key, asked.fixture});
    if (asked.recorded() && asked.ignored_changed) sum.ignored_changes.push_back({request_name(asked), asked.fixture});
  }

  FixtureCoverage sum;

 private:
  void use(const PlannedRequest& asked) {
    FixtureCoverage::Use& use = sum.used[asked.fixture];
    use.repeats = std::max(use.repeats, asked.repeat + 1);
    // A unit's requests come one after another, but for those of its turns.
    const std::string unit = asked.unit->id().text();
    if (std::ranges::find(use.units, unit) == use.units.end()) use.units.push_back(unit);
  }

  void keep_open_end(const PlannedRequest& asked) {
    auto keyed = key_request(body_with_digests(asked.request), asked.unit->suite->ignore);
    if (keyed) sum.open_ends.push_back(std::move(keyed->parts));
  }

  void keep_images(const ChatRequest& request) {
    for (const Message& message : request.messages) {
      const auto* parts = std::get_if<std::vector<Part>>(&message.content);
      if (parts == nullptr) continue;
      for (const Part& part : *parts) {
        const auto* image = std::get_if<ImagePart>(&part);
        if (image != nullptr && !image->image->sha256.empty()) sum.images[image->image->sha256] = image->image;
      }
    }
  }
};

/// True where a conversation that begins with `before` can have come to `later`.
bool can_follow(const RequestParts& later, const RequestParts& before) {
  return later.model == before.model && later.messages.size() > before.messages.size() &&
         std::equal(before.messages.begin(), before.messages.end(), later.messages.begin());
}

}  // namespace

FixtureCoverage::Standing FixtureCoverage::standing(const Fixture& fixture) const {
  if (used.contains(&fixture)) return Standing::used;
  const bool may_follow = std::ranges::any_of(
      open_ends, [&](const RequestParts& before) { return can_follow(fixture.request.parts, before); });
  return may_follow ? Standing::undecided : Standing::unused;
}

FixtureCoverage cover(const Plan& plan, const ConversationSource& conversations, const Library& library) {
  Coverer coverer;
  for_each_planned_request(plan, conversations, library, {.with_skipped = true},
                           [&](const PlannedRequest& asked) { coverer.take(asked); });
  return std::move(coverer.sum);
}

}  // namespace sightline
