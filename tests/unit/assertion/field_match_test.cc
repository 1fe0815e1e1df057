#include "assertion/field_match.h"

#include <catch2/catch.hpp>

#include "assertion/field_scores.h"
#include "json/json.h"
#include "metric/donut_fields.h"

namespace sightline {
namespace {

Node rows(std::size_t count, double first) {
  Node::List list;
  for (std::size_t i = 0; i < count; ++i) {
    Node row;
    row.set("n", first + static_cast<double>(i));
    row.set("name", "row");
    list.push_back(std::move(row));
  }
  Node value;
  value.set("rows", std::move(list));
  return value;
}

TEST_CASE("fields are found in the order of the expected value, what is too much behind it") {
  FieldBudget budget(1e6);
  const auto findings = match_fields(parse_json(R"({"b": 1, "l": ["x", "y"], "a": {"c": 2}})").value(),
                                     parse_json(R"({"a": {"d": 3}, "l": ["y"], "b": 1})").value(), {}, budget);
  std::vector<std::string> paths;
  for (const FieldFinding& finding : findings) paths.push_back(finding.path + (finding.agrees ? "" : "!"));
  CHECK(paths == std::vector<std::string>{".b", ".l[0]!", ".l[1]", ".a.c!", ".a.d!"});
  CHECK(findings[2].name == ".l[]");
}

TEST_CASE("some hundred rows are matched, thousands are refused, unless their order or a key says how") {
  FieldBudget budget(1e6);
  CHECK(score_fields(match_fields(rows(150, 0), rows(150, 75), {}, budget), plain_field_f1).counts.hits == 75 + 150);
  CHECK_FALSE(budget.is_spent());
  FieldBudget small(1e6);
  match_fields(rows(3000, 0), rows(3000, 0), {}, small);
  CHECK(small.is_spent());
  FieldRules in_order;
  in_order.rows.emplace_back(JsonPathPattern::parse(".rows").value(), RowRule{RowRule::Kind::order});
  FieldBudget enough(1e6);
  CHECK(score_fields(match_fields(rows(3000, 0), rows(3000, 0), in_order, enough), plain_field_f1).is_exact);
  CHECK_FALSE(enough.is_spent());
}

TEST_CASE("numbers become texts as Python writes them") {
  // json.loads and str() of CPython 3.11.
  const std::pair<const char*, const char*> rows_of[] = {{"10", "10"},
                                                         {"10.0", "10.0"},
                                                         {"-0", "0"},
                                                         {"-0.0", "-0.0"},
                                                         {"1e3", "1000.0"},
                                                         {"1e16", "1e+16"},
                                                         {"9007199254740993", "9007199254740993"},
                                                         {"0.0001", "0.0001"},
                                                         {"0.00001", "1e-05"},
                                                         {"1.5e-7", "1.5e-07"},
                                                         {"123456789.125", "123456789.125"},
                                                         {"1e22", "1e+22"},
                                                         {"118.00", "118.0"},
                                                         {"true", "True"},
                                                         {"null", "None"},
                                                         {"\" a \"", "a"}};
  for (const auto& [json, text] : rows_of) {
    CAPTURE(json);
    CHECK(donut_fields(parse_json(std::string("{\"a\": ") + json + "}").value()) ==
          std::vector<DonutField>{{"a", text}});
  }
}

TEST_CASE("documents that are too large for nTED have none") {
  CHECK(nted_accuracy(rows(100, 0), rows(100, 0)) == 1.0);
  CHECK_FALSE(nted_accuracy(rows(100, 0), rows(5000, 0)));
  Node long_text;
  long_text.set("a", std::string(1'000'000, 'x'));
  CHECK_FALSE(nted_accuracy(long_text, long_text));
}

}  // namespace
}  // namespace sightline
