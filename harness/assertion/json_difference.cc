#include "assertion/json_difference.h"

#include <fmt/format.h>

#include <utility>

#include "assertion/wording.h"
#include "json/json.h"

namespace sightline {
namespace {

class Comparison {
 public:
  explicit Comparison(Match match) : match_(match) {}

  void compare(const Node& expected, const Node& actual, const std::string& pointer) {
    if (expected.is_map() && actual.is_map()) return compare_maps(expected, actual, pointer);
    if (expected.is_list() && actual.is_list()) return compare_lists(expected, actual, pointer);
    if (!(expected == actual)) tell(pointer, fmt::format("expected {}, got {}", shown(expected), shown(actual)));
  }

  std::vector<std::string> differences;

 private:
  void tell(const std::string& pointer, const std::string& what) {
    differences.push_back(pointer.empty() ? what : pointer + ": " + what);
  }

  void compare_maps(const Node& expected, const Node& actual, const std::string& pointer) {
    for (const Node::Member& member : expected.map()) {
      const std::string inner = pointer + "/" + pointer_token(member.key);
      const Node* found = actual.find(member.key);
      if (found == nullptr) {
        tell(inner, "expected " + shown(member.value) + ", is missing");
      } else {
        compare(member.value, *found, inner);
      }
    }
    if (match_ == Match::subset) return;
    for (const Node::Member& member : actual.map()) {
      if (expected.find(member.key) != nullptr) continue;
      tell(pointer + "/" + pointer_token(member.key), "not expected, got " + shown(member.value));
    }
  }

  void compare_lists(const Node& expected, const Node& actual, const std::string& pointer) {
    const Node::List& wanted = expected.list();
    const Node::List& got = actual.list();
    if (wanted.size() != got.size()) {
      return tell(pointer, fmt::format("expected {}, got {}", counted(wanted.size(), "item"), got.size()));
    }
    for (std::size_t i = 0; i < wanted.size(); ++i) compare(wanted[i], got[i], fmt::format("{}/{}", pointer, i));
  }

  Match match_;
};

}  // namespace

std::vector<std::string> json_differences(const Node& expected, const Node& actual, Match match) {
  Comparison comparison(match);
  comparison.compare(expected, actual, "");
  return std::move(comparison.differences);
}

}  // namespace sightline
