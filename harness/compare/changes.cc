#include "compare/changes.h"

#include <set>

#include "base/text.h"
#include "compare/fates.h"

namespace sightline {
namespace {

constexpr std::size_t kMostAnswers = 200;
constexpr std::size_t kMostBytes = 4000;

bool is_change(UnitFate fate) {
  return fate != UnitFate::still_passing && fate != UnitFate::not_judged;
}

UnitSide side_of(const UnitFigures& unit) {
  const JudgedRepeats judged = judged_repeats(unit);
  return {.status = unit.status,
          .score = unit.score,
          .passed = judged.passed,
          .repeats = judged.all,
          .reason = unit.reason};
}

std::vector<UnitChange*> foremost(std::vector<UnitChange>& changes) {
  std::vector<UnitChange*> first;
  for (const UnitFate fate : {UnitFate::newly_failing, UnitFate::fixed, UnitFate::flaky, UnitFate::still_failing}) {
    for (UnitChange& change : changes) {
      if (change.fate == fate && first.size() < kMostAnswers) first.push_back(&change);
    }
  }
  return first;
}

std::string cut(const std::string& answer) {
  const std::string_view beginning = std::string_view(answer).substr(0, kMostBytes);
  return answer.size() <= kMostBytes ? answer : std::string(beginning.substr(0, utf8_prefix(beginning)));
}

Expected<void> add_side(const std::vector<UnitChange*>& changes, UnitId UnitChange::*id, UnitSide UnitChange::*side,
                        const Files& files, const std::string& path) {
  std::set<UnitId> units;
  for (const UnitChange* change : changes) units.insert(change->*id);
  const auto answers = read_answers(files, path, units);
  if (!answers) return tl::unexpected(answers.error());
  for (UnitChange* change : changes) {
    const auto found = answers->find(change->*id);
    if (found != answers->end()) (change->*side).answer = cut(found->second);
  }
  return {};
}

}  // namespace

std::vector<UnitChange> changes_of(const JoinedUnits& joined) {
  std::vector<UnitChange> changes;
  for (const UnitPair& pair : joined.pairs) {
    if (!is_change(pair.fate)) continue;
    changes.push_back({.base_id = pair.base->id,
                       .candidate_id = pair.candidate->id,
                       .fate = pair.fate,
                       .base = side_of(*pair.base),
                       .candidate = side_of(*pair.candidate),
                       .must_pass = pair.base->must_pass || pair.candidate->must_pass});
  }
  return changes;
}

Expected<void> add_answers(Comparison& comparison, const Files& files, const std::string& base,
                           const std::string& candidate) {
  const std::vector<UnitChange*> changes = foremost(comparison.changes);
  if (changes.empty()) return {};
  if (auto added = add_side(changes, &UnitChange::base_id, &UnitChange::base, files, base); !added) return added;
  return add_side(changes, &UnitChange::candidate_id, &UnitChange::candidate, files, candidate);
}

}  // namespace sightline
