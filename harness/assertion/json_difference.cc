#include "assertion/json_difference.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "assertion/wording.h"

namespace sightline {
namespace {

class JsonComparison {
 public:
  JsonComparison(Match match, const std::vector<JsonPathPattern>& ignored) : match_(match), ignored_(ignored) {}

  /// Either may be missing.
  void compare(const Node* expected, const Node* actual) {
    const bool is_ignored =
        std::ranges::any_of(ignored_, [&](const JsonPathPattern& pattern) { return pattern.covers(way_); });
    if (is_ignored) return;
    if (actual == nullptr) return tell("expected " + shown(*expected) + ", is missing");
    if (expected == nullptr) return tell("not expected, got " + shown(*actual));
    if (expected->is_map() && actual->is_map()) return compare_maps(*expected, *actual);
    if (expected->is_list() && actual->is_list()) return compare_lists(expected->list(), actual->list());
    if (!(*expected == *actual)) tell(fmt::format("expected {}, got {}", shown(*expected), shown(*actual)));
  }

  std::vector<JsonProblem> differences;

 private:
  void tell(const std::string& what) {
    differences.push_back({way_pointer(way_), way_.empty() ? what : way_text(way_) + ": " + what});
  }

  void compare_inside(JsonStep step, const Node* expected, const Node* actual) {
    way_.push_back(std::move(step));
    compare(expected, actual);
    way_.pop_back();
  }

  void compare_maps(const Node& expected, const Node& actual) {
    for (const Node::Member& member : expected.map()) {
      compare_inside({.key = member.key}, &member.value, actual.find(member.key));
    }
    if (match_ == Match::subset) return;
    for (const Node::Member& member : actual.map()) {
      if (expected.find(member.key) == nullptr) compare_inside({.key = member.key}, nullptr, &member.value);
    }
  }

  void compare_lists(const Node::List& wanted, const Node::List& got) {
    if (wanted.size() != got.size()) {
      return tell(fmt::format("expected {}, got {}", counted(wanted.size(), "item"), got.size()));
    }
    for (std::size_t i = 0; i < wanted.size(); ++i) compare_inside({.index = i}, &wanted[i], &got[i]);
  }

  Match match_;
  const std::vector<JsonPathPattern>& ignored_;
  JsonWay way_;
};

}  // namespace

std::vector<std::string> texts_of(const std::vector<JsonProblem>& problems) {
  std::vector<std::string> texts;
  for (const JsonProblem& problem : problems) texts.push_back(problem.text);
  return texts;
}

std::vector<JsonProblem> json_differences(const Node& expected, const Node& actual, Match match,
                                          const std::vector<JsonPathPattern>& ignored) {
  JsonComparison comparison(match, ignored);
  comparison.compare(&expected, &actual);
  return std::move(comparison.differences);
}

}  // namespace sightline
