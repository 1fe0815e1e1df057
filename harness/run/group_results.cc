#include "run/group_results.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "json/json.h"
#include "report/summary.h"

namespace sightline {

namespace {

/// Reasons of members beyond this many are not told.
constexpr std::size_t kMostReasons = 3;

std::string value_text(const Node& value) {
  if (value.is_string()) return value.string();
  return value.is_number() ? value.number_text() : to_json(value);
}

const Node* found(const Node& evidence, std::string_view key) {
  const Node* value = evidence.find(key);
  return value == nullptr || value->is_null() ? nullptr : value;
}

/// What the first assertion that reads anything read out of the answer, an option by its text; else what was held
/// beside another case's answer; "" where there is neither. A letter goes to `chosen`.
std::string read_answer(const CaseResult& result, std::vector<std::string>& chosen) {
  std::string compared;
  for (const AssertionResult& assertion : result.assertions) {
    const Node& evidence = assertion.verdict.evidence;
    const Node* here = assertion.name == "same_as" ? found(evidence, "here") : nullptr;
    if (here != nullptr && compared.empty()) compared = value_text(*here);
    const Node* extracted = found(evidence, "extracted");
    if (extracted == nullptr) continue;
    const Node* option = found(evidence, "option");
    if (option != nullptr) chosen.push_back(value_text(*extracted));
    return value_text(option ? *option : *extracted);
  }
  return compared;
}

/// What the unit's members came to, counted.
struct Count {
  std::size_t passed = 0, failed = 0, xfailed = 0, skipped = 0;
  std::size_t judged() const { return passed + failed + xfailed; }
};

/// Judges one group.
class GroupJudge {
 public:
  GroupJudge(const PlannedGroup& group, const std::vector<MemberResults>& members)
      : planned_(group), members_(members) {
    for (const MemberResults& member : members) units_.push_back(summarise_unit(member.repeats));
  }

  CaseResult judge() {
    const Group& group = *planned_.group;
    result_.unit = planned_.id();
    result_.sequence = planned_.sequence;
    result_.description = group.description;
    result_.place = group.place;
    take_what_members_share();
    record();
    count();
    decide();
    return std::move(result_);
  }

 private:
  const Group& rule() const { return *planned_.group; }

  void take_what_members_share() {
    const CaseResult& first = members_.front().repeats.front();
    result_.tags = first.tags;
    result_.cluster = first.cluster;
    result_.must_pass = true;
    for (const MemberResults& member : members_) {
      const CaseResult& one = member.repeats.front();
      std::erase_if(result_.tags,
                    [&](const std::string& tag) { return std::ranges::find(one.tags, tag) == one.tags.end(); });
      if (one.cluster != result_.cluster) result_.cluster.clear();
      result_.must_pass = result_.must_pass && one.must_pass;
    }
  }

  void record() {
    GroupRecord& record = result_.group;
    record.kind = rule().circular ? "circular" : "group";
    record.rule = rule().at_least > 0 ? fmt::format("at least {}", rule().at_least) : "all";
    std::set<std::string> answers;
    bool any_read = false;
    for (std::size_t i = 0; i < members_.size(); ++i) {
      const MemberResults& member = members_[i];
      const std::string& answer = member.answers.empty() ? "" : *member.answers.begin();
      record.members.push_back({.unit = units_[i].id.text(),
                                .status = units_[i].status,
                                .score = units_[i].score,
                                .answer = member.answers.size() == 1
                                              ? answer
                                              : join({member.answers.begin(), member.answers.end()}, " / ")});
      if (units_[i].status == Status::skipped) continue;
      for (const std::string& one : member.answers) any_read = any_read || !one.empty();
      answers.insert(member.answers.begin(), member.answers.end());
      if (!rule().circular) continue;
      for (const std::string& letter : member.chosen) ++record.chosen[letter];
    }
    if (any_read) record.consistent = answers.size() == 1;
  }

  void count() {
    for (const UnitSummary& unit : units_) {
      count_.passed += unit.status == Status::passed || unit.status == Status::xpassed;
      count_.failed += unit.status == Status::failed;
      count_.xfailed += unit.status == Status::xfailed;
      count_.skipped += unit.status == Status::skipped;
    }
  }

  void decide() {
    const auto broken = std::ranges::find(units_, Status::error, &UnitSummary::status);
    if (broken != units_.end()) {
      result_.status = Status::error;
      result_.reason = fmt::format("its member {} ended in error: {}", broken->id.case_id, broken->reason);
      return;
    }
    score();
    const std::size_t needed = rule().at_least > 0 ? rule().at_least : std::max<std::size_t>(count_.judged(), 1);
    if (count_.passed >= needed) return pass();
    if (count_.failed + count_.xfailed == 0 || (rule().at_least > 0 && count_.passed + count_.skipped >= needed)) {
      return skip();
    }
    result_.status = count_.passed + count_.xfailed >= needed ? Status::xfailed : Status::failed;
    result_.reason = fmt::format("{} of {} members {}, {} must: {}", count_.passed, count_.judged(),
                                 count_.passed == 1 ? "passes" : "pass", record_rule(), reasons());
    if (result_.status == Status::xfailed) result_.reason += expectation();
  }

  /// What stands behind the reason of whatever is marked as the group is.
  std::string expectation() const {
    return rule().xfail.value_or("").empty() ? "" : fmt::format(" (expected to fail: {})", *rule().xfail);
  }

  std::string record_rule() const { return result_.group.rule; }

  void pass() {
    if (!rule().xfail) return;
    result_.status = Status::xpassed;
    result_.reason = "passes now: delete xfail";
  }

  void skip() {
    result_.status = Status::skipped;
    result_.reason = count_.judged() == 0 ? "all its members are skipped"
                                          : fmt::format("{} of {} members are skipped", count_.skipped, units_.size());
  }

  /// As combinators have it: the least of all, or the share that passes.
  void score() {
    double least = 1;
    for (const UnitSummary& unit : units_) {
      if (unit.status != Status::skipped) least = std::min(least, unit.score);
    }
    const double judged = static_cast<double>(std::max<std::size_t>(count_.judged(), 1));
    result_.score = rule().at_least > 0 ? static_cast<double>(count_.passed) / judged : least;
  }

  /// Of the first members that failed. What they were expected to is told once, behind all.
  std::string reasons() const {
    std::vector<std::string> told;
    const std::string expected = expectation();
    for (const UnitSummary& unit : units_) {
      if (unit.status != Status::failed && unit.status != Status::xfailed) continue;
      if (told.size() == kMostReasons) {
        told.emplace_back("…");
        break;
      }
      std::string_view reason = unit.reason;
      if (!expected.empty() && reason.ends_with(expected)) reason.remove_suffix(expected.size());
      told.push_back(fmt::format("{}: {}", unit.id.case_id, reason));
    }
    return join(told, "; ");
  }

  const PlannedGroup& planned_;
  const std::vector<MemberResults>& members_;
  std::vector<UnitSummary> units_;
  Count count_;
  CaseResult result_;
};

}  // namespace

void add_repeat(MemberResults& member, const CaseResult& result) {
  CaseResult kept;
  kept.unit = result.unit;
  kept.repeat = result.repeat;
  kept.status = result.status;
  kept.must_pass = result.must_pass;
  kept.score = result.score;
  kept.reason = result.reason;
  kept.tags = result.tags;
  kept.cluster = result.cluster;
  kept.repeats = result.repeats;
  member.repeats.push_back(std::move(kept));
  member.answers.insert(read_answer(result, member.chosen));
}

CaseResult judge_group(const PlannedGroup& group, const std::vector<MemberResults>& members) {
  return GroupJudge(group, members).judge();
}

GroupResults::GroupResults(const Plan& plan) : plan_(plan), open_(plan.groups.size()) {
  for (std::size_t group = 0; group < plan.groups.size(); ++group) {
    Standing& standing = standings_.emplace_back();
    const std::vector<std::size_t>& units = plan.groups[group].members;
    standing.members.resize(units.size());
    for (std::size_t place = 0; place < units.size(); ++place) {
      standing.lacking += plan.units[units[place]].results();
      members_.emplace(units[place], Member{.group = group, .place = place});
    }
  }
}

std::vector<CaseResult> GroupResults::take(const PlannedUnit& unit, const CaseResult& result) {
  std::vector<CaseResult> complete;
  if (open_ == 0) return complete;
  const auto [first, last] = members_.equal_range(static_cast<std::size_t>(&unit - plan_.units.data()));
  for (auto member = first; member != last; ++member) {
    Standing& standing = standings_[member->second.group];
    add_repeat(standing.members[member->second.place], result);
    if (--standing.lacking > 0) continue;
    for (MemberResults& one : standing.members) std::ranges::sort(one.repeats, {}, &CaseResult::repeat);
    complete.push_back(judge_group(plan_.groups[member->second.group], standing.members));
    standing.members.clear();
    --open_;
  }
  return complete;
}

}  // namespace sightline
