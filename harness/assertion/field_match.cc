#include "assertion/field_match.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "stats/assignment.h"

namespace sightline {
namespace {

/// Rows that agree as well here as there keep their order: a place further off costs less than any field does.
constexpr double kOutOfPlace = 1e-9;
constexpr double kAssignmentStepsAStep = 100;

using Found = std::function<void(const JsonWay&, const Node* expected, const Node* got, bool agrees)>;

bool is_field(const Node* value) {
  return value != nullptr && !value->is_map() && !value->is_list();
}

const Node* present(const Node* value) {
  return value == nullptr || value->is_null() ? nullptr : value;
}

/// Finds the values of a map by their keys; a small map is looked through.
class MemberIndex {
 public:
  explicit MemberIndex(const Node::Map& map) : map_(map) {
    if (map.size() <= kLookedThrough) return;
    for (const Node::Member& member : map) by_key_.emplace(member.key, &member.value);
  }

  const Node* find(std::string_view key) const {
    if (map_.size() > kLookedThrough) {
      const auto found = by_key_.find(key);
      return found == by_key_.end() ? nullptr : found->second;
    }
    const auto found = std::ranges::find(map_, key, &Node::Member::key);
    return found == map_.end() ? nullptr : &found->value;
  }

 private:
  static constexpr std::size_t kLookedThrough = 16;
  const Node::Map& map_;
  std::unordered_map<std::string_view, const Node*> by_key_;
};

class FieldMatcher {
 public:
  FieldMatcher(const FieldRules& rules, FieldBudget& budget) : rules_(rules), budget_(budget) {}

  /// Tells `found` of every field of either value; each may be null.
  void match(const Node* expected, const Node* got, JsonWay& way, const Found& found) {
    expected = present(expected);
    got = present(got);
    if ((expected == nullptr && got == nullptr) || budget_.is_spent() || rules_.ignores(way)) return;
    if (is_field(expected) && is_field(got)) {
      return found(way, expected, got, rules_.comparator(way).agrees(*expected, *got, budget_));
    }
    const bool are_maps = expected != nullptr && got != nullptr && expected->is_map() && got->is_map();
    if (are_maps) return match_maps(*expected, *got, way, found);
    const bool are_lists = expected != nullptr && got != nullptr && expected->is_list() && got->is_list();
    if (are_lists) return match_lists(expected->list(), got->list(), way, found);
    if (expected != nullptr) walk(*expected, way, [&](const Node& field) { found(way, &field, nullptr, false); });
    if (got != nullptr) walk(*got, way, [&](const Node& field) { found(way, nullptr, &field, false); });
  }

  /// Every field of one value.
  void walk(const Node& value, JsonWay& way, const std::function<void(const Node&)>& found) {
    if (value.is_null() || !budget_.spend(1) || rules_.ignores(way)) return;
    if (is_field(&value)) return found(value);
    const auto inside = [&](JsonStep step, const Node& inner) {
      way.push_back(std::move(step));
      walk(inner, way, found);
      way.pop_back();
    };
    if (value.is_map()) {
      for (const Node::Member& member : value.map()) inside({.key = member.key}, member.value);
    } else {
      for (std::size_t i = 0; i < value.list().size(); ++i) inside({.index = i}, value.list()[i]);
    }
  }

 private:
  void match_inside(JsonStep step, const Node* expected, const Node* got, JsonWay& way, const Found& found) {
    way.push_back(std::move(step));
    match(expected, got, way, found);
    way.pop_back();
  }

  void match_maps(const Node& expected, const Node& got, JsonWay& way, const Found& found) {
    const MemberIndex expected_members(expected.map());
    const MemberIndex got_members(got.map());
    for (const Node::Member& member : expected.map()) {
      match_inside({.key = member.key}, &member.value, got_members.find(member.key), way, found);
    }
    for (const Node::Member& member : got.map()) {
      if (expected_members.find(member.key) != nullptr) continue;
      match_inside({.key = member.key}, nullptr, &member.value, way, found);
    }
  }

  void match_lists(const Node::List& expected, const Node::List& got, JsonWay& way, const Found& found) {
    const std::vector<std::optional<std::size_t>> partners = aligned(expected, got, way);
    std::vector<bool> is_taken(got.size(), false);
    for (std::size_t i = 0; i < expected.size() && !budget_.is_spent(); ++i) {
      if (partners[i]) is_taken[*partners[i]] = true;
      match_inside({.index = i}, &expected[i], partners[i] ? &got[*partners[i]] : nullptr, way, found);
    }
    for (std::size_t i = 0; i < got.size(); ++i) {
      if (!is_taken[i]) match_inside({.index = i}, nullptr, &got[i], way, found);
    }
  }

  /// For each expected item the answer's that it is compared with.
  std::vector<std::optional<std::size_t>> aligned(const Node::List& expected, const Node::List& got, JsonWay& way) {
    const RowRule rule = rules_.row_rule(way);
    if (rule.kind == RowRule::Kind::key) return aligned_by_key(expected, got, rule.key, way);
    if (rule.kind == RowRule::Kind::best) return aligned_best(expected, got, way);
    std::vector<std::optional<std::size_t>> partners(expected.size());
    for (std::size_t i = 0; i < std::min(expected.size(), got.size()); ++i) partners[i] = i;
    return partners;
  }

  std::vector<std::optional<std::size_t>> aligned_by_key(const Node::List& expected, const Node::List& got,
                                                         const std::string& key, JsonWay& way) {
    std::vector<std::optional<std::size_t>> partners(expected.size());
    std::vector<bool> is_taken(got.size(), false);
    way.push_back({.index = 0});
    way.push_back({.key = key});
    const FieldComparator& comparator = rules_.comparator(way);
    way.resize(way.size() - 2);
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const Node* wanted = present(expected[i].find(key));
      for (std::size_t j = 0; j < got.size() && is_field(wanted) && !partners[i]; ++j) {
        const Node* value = present(got[j].find(key));
        if (is_taken[j] || !is_field(value) || !comparator.agrees(*wanted, *value, budget_)) continue;
        partners[i] = j;
        is_taken[j] = true;
      }
    }
    return partners;
  }

  std::vector<std::optional<std::size_t>> aligned_best(const Node::List& expected, const Node::List& got,
                                                       JsonWay& way) {
    const auto fewer = static_cast<double>(std::min(expected.size(), got.size()));
    const auto more = static_cast<double>(std::max(expected.size(), got.size()));
    const double steps = fewer * fewer * more;
    if (!budget_.spend(steps / kAssignmentStepsAStep)) return std::vector<std::optional<std::size_t>>(expected.size());
    return best_assignment(expected.size(), got.size(), [&](std::size_t i, std::size_t j) {
      const double out_of_place = std::abs(static_cast<double>(i) - static_cast<double>(j));
      return kOutOfPlace * out_of_place - agreeing_fields(expected[i], got[j], i, way);
    });
  }

  double agreeing_fields(const Node& expected, const Node& got, std::size_t index, JsonWay& way) {
    double count = 0;
    budget_.spend(1);
    match_inside({.index = index}, &expected, &got, way,
                 [&](const JsonWay&, const Node*, const Node*, bool agrees) { count += agrees ? 1 : 0; });
    return count;
  }

  const FieldRules& rules_;
  FieldBudget& budget_;
};

}  // namespace

const FieldComparator& FieldRules::comparator(const JsonWay& way) const {
  const auto found = std::find_if(comparators.rbegin(), comparators.rend(),
                                  [&](const auto& entry) { return entry.first.matches(way); });
  static const auto exact = exact_comparator();
  return found == comparators.rend() ? *exact : *found->second;
}

RowRule FieldRules::row_rule(const JsonWay& list) const {
  const auto found =
      std::find_if(rows.rbegin(), rows.rend(), [&](const auto& entry) { return entry.first.matches(list); });
  return found == rows.rend() ? RowRule{} : found->second;
}

bool FieldRules::ignores(const JsonWay& way) const {
  return std::ranges::any_of(ignored, [&](const JsonPathPattern& pattern) { return pattern.covers(way); });
}

std::vector<FieldFinding> match_fields(const Node& expected, const Node& got, const FieldRules& rules,
                                       FieldBudget& budget) {
  std::vector<FieldFinding> findings;
  JsonWay way;
  FieldMatcher(rules, budget)
      .match(&expected, &got, way, [&](const JsonWay& at, const Node* wanted, const Node* value, bool agrees) {
        const auto copy = [](const Node* field) { return field == nullptr ? std::nullopt : std::optional(*field); };
        findings.push_back({way_text(at), way_pattern(at), copy(wanted), copy(value), agrees});
      });
  return findings;
}

std::vector<std::pair<JsonWay, const Node*>> fields_of(const Node& value, const FieldRules& rules) {
  std::vector<std::pair<JsonWay, const Node*>> fields;
  FieldBudget unlimited(1e12);
  JsonWay way;
  FieldMatcher(rules, unlimited).walk(value, way, [&](const Node& field) { fields.emplace_back(way, &field); });
  return fields;
}

}  // namespace sightline
