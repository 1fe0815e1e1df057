#include "base/suggest.h"

#include <catch2/catch.hpp>

namespace sightline {
namespace {

TEST_CASE("edits between two names are counted") {
  using Row = std::tuple<std::string, std::string, std::size_t>;
  const auto [a, b, edits] = GENERATE(values<Row>({{"", "", 0},
                                                   {"abc", "", 3},
                                                   {"abc", "abc", 0},
                                                   {"abc", "abd", 1},
                                                   {"abc", "ab", 1},
                                                   {"abc", "xabc", 1},
                                                   {"contians", "contains", 1},
                                                   {"kitten", "sitting", 3},
                                                   {"größe", "grösse", 2},
                                                   {"ä", "ö", 1}}));
  CHECK(edit_distance(a, b) == edits);
  CHECK(edit_distance(b, a) == edits);
}

TEST_CASE("the nearest name is suggested, where one is near") {
  const std::vector<std::string> names{"contains", "contains_all", "regex", "json", "jq", "number"};
  CHECK(suggestion("contians", names) == "; did you mean 'contains'?");
  CHECK(suggestion("contain_all", names) == "; did you mean 'contains_all'?");
  CHECK(suggestion("JSON", names) == "; did you mean 'json'?");
  CHECK(suggestion("jd", names) == "; did you mean 'jq'?");
  CHECK(suggestion("banana", names) == "");
  CHECK(suggestion("x", names) == "");
  CHECK(suggestion("", names) == "");
  CHECK(suggestion("json", {}) == "");
  CHECK(suggestion(std::string(100'000, 'a'), {std::string(100'000, 'a')}) == "");
}

TEST_CASE("of names that are equally near the first is suggested") {
  CHECK(suggestion("cat", {"car", "cab"}) == "; did you mean 'car'?");
}

}  // namespace
}  // namespace sightline
