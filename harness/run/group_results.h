#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "run/plan.h"

namespace sightline {

/// What a group keeps of one of its members: no answers, only what they came to.
struct MemberResults {
  std::vector<CaseResult> repeats;  ///< Without exchanges and assertions.
  std::set<std::string> answers;    ///< What was read out of each; "" where nothing was.
  std::vector<std::string> chosen;  ///< The letters of options, where some were.
};

/// Adds a repeat to what is kept of its unit.
void add_repeat(MemberResults& member, const CaseResult& result);

/// The result of a group whose members' are in. An error of a member is the group's. Members that are skipped are left
/// out; where the rest can neither pass nor fail without them, the group is skipped. A group that fails only because of
/// members marked xfail is xfailed.
CaseResult judge_group(const PlannedGroup& group, const std::vector<MemberResults>& members);

/// Judges the groups of a plan as the results of their members come in.
class GroupResults {
 public:
  explicit GroupResults(const Plan& plan);
  /// Takes a unit's repeat. The results of the groups that are complete by it.
  std::vector<CaseResult> take(const PlannedUnit& unit, const CaseResult& result);
  /// Groups whose results are still to come.
  std::uint64_t open() const { return open_; }

 private:
  struct Member {
    std::size_t group = 0;
    std::size_t place = 0;  ///< Among the group's members.
  };
  struct Standing {
    std::vector<MemberResults> members;
    std::uint64_t lacking = 0;  ///< Results of members.
  };
  const Plan& plan_;
  std::vector<Standing> standings_;                       ///< By group.
  std::unordered_multimap<std::size_t, Member> members_;  ///< By the unit's index.
  std::uint64_t open_ = 0;
};

}  // namespace sightline
