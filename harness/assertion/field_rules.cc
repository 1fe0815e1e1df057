#include "assertion/field_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "assertion/wording.h"
#include "base/text.h"

namespace sightline {
namespace {

/// The entries of a map under `option`, each with its path. Those whose path is none are told.
std::vector<std::pair<JsonPathPattern, const Node*>> read_entries(Options& options, std::string_view option,
                                                                  std::string_view what) {
  std::vector<std::pair<JsonPathPattern, const Node*>> entries;
  const Node* map = options.find(option);
  if (map == nullptr) return entries;
  if (!map->is_map()) {
    options.refuse(option, what);
    return entries;
  }
  for (const Node::Member& member : map->map()) {
    auto pattern = JsonPathPattern::parse(member.key);
    if (pattern) {
      entries.emplace_back(std::move(*pattern), &member.value);
    } else {
      options.tell(&member.value, pattern.error());
    }
  }
  return entries;
}

void collect_lists(const Node& value, JsonWay& way, std::vector<JsonWay>& out) {
  if (value.is_map()) {
    for (const Node::Member& member : value.map()) {
      way.push_back({.key = member.key});
      collect_lists(member.value, way, out);
      way.pop_back();
    }
  } else if (value.is_list()) {
    out.push_back(way);
    for (std::size_t i = 0; i < value.list().size(); ++i) {
      way.push_back({.index = i});
      collect_lists(value.list()[i], way, out);
      way.pop_back();
    }
  }
}

void tell_nowhere(Options& options, std::string_view option, const JsonPathPattern& pattern, const Node& at,
                  std::string_view what, std::vector<std::string> known) {
  std::ranges::sort(known);
  known.erase(std::unique(known.begin(), known.end()), known.end());
  const std::string cure = known.empty() ? "" : "; there is " + first_few(known);
  options.tell(&at, fmt::format("{} names {}, which is no {} of 'expected'{}", options.called(option),
                                quoted(pattern.text()), what, cure));
}

void read_comparators(Options& options, const Node& expected, FieldRules& rules) {
  const auto fields = fields_of(expected, {});
  for (auto& [pattern, rule] : read_entries(options, "compare", "a map of fields and comparators")) {
    auto comparator = read_comparator(options, *rule);
    std::size_t count = 0;
    for (const auto& [way, value] : fields) {
      if (!pattern.matches(way)) continue;
      ++count;
      const auto wanted = comparator ? comparator->refusal(*value) : std::nullopt;
      if (!wanted) continue;
      options.tell(value->at.line > 0 ? value : rule,
                   fmt::format("{} of 'expected' is compared as {}, got {}", way_text(way), *wanted, named(*value)));
    }
    if (count == 0) {
      std::vector<std::string> names;
      for (const auto& [way, value] : fields) names.push_back(way_pattern(way));
      tell_nowhere(options, "compare", pattern, *rule, "field", std::move(names));
    }
    if (comparator) rules.comparators.emplace_back(pattern, std::move(comparator));
  }
}

std::optional<RowRule> read_row_rule(const Node& rule) {
  if (rule.is_string() && rule.string() == "best") return RowRule{};
  if (rule.is_string() && rule.string() == "order") return RowRule{RowRule::Kind::order};
  const Node* key = rule.find("key");
  if (key == nullptr || !key->is_string() || rule.map().size() != 1) return std::nullopt;
  return RowRule{RowRule::Kind::key, key->string()};
}

void read_rows(Options& options, const Node& expected, FieldRules& rules) {
  std::vector<JsonWay> lists;
  JsonWay way;
  collect_lists(expected, way, lists);
  for (auto& [pattern, written] : read_entries(options, "rows", "a map of lists and how their items are matched")) {
    const auto rule = read_row_rule(*written);
    if (!rule) {
      options.tell(written, fmt::format("the items of a list are matched as 'best', 'order' or {{key: FIELD}}, got {}",
                                        named(*written)));
      continue;
    }
    if (std::ranges::none_of(lists, [&pattern = pattern](const JsonWay& list) { return pattern.matches(list); })) {
      std::vector<std::string> names;
      for (const JsonWay& list : lists) names.push_back(way_pattern(list));
      tell_nowhere(options, "rows", pattern, *written, "list", std::move(names));
    }
    rules.rows.emplace_back(pattern, *rule);
  }
}

}  // namespace

FieldRules read_field_rules(Options& options, const Node& expected) {
  FieldRules rules;
  read_comparators(options, expected, rules);
  read_rows(options, expected, rules);
  rules.ignored = read_paths(options, "ignore");
  return rules;
}

OptionSchema& add_field_rules(OptionSchema& schema) {
  return schema
      .option("compare", R"({"type": "object", "description":
        "Fields, as jq writes their paths, and their comparators: exact (the default), number, date, anls or regex"})")
      .option("rows", R"({"type": "object", "description":
        "Lists, as jq writes their paths, and how their items find the expected: best (the default), order, {key: FIELD}"})")
      .option("ignore", kPathsSchema);
}

}  // namespace sightline
