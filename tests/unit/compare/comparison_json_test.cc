#include <algorithm>
#include <catch2/catch.hpp>
#include <sstream>

#include "assertion/json_schema.h"
#include "comparison_files.h"
#include "fakes/full_comparison.h"
#include "fakes/memory_files.h"
#include "json/json.h"
#include "runlog/comparison_reader.h"

namespace sightline {
namespace {

/// What is wrong with a compare.json, a line each.
std::string complaints(const Node& value) {
  const Source source{"compare.schema.json", comparison_schema()};
  const auto schema = parse_json(source);
  REQUIRE(schema);
  const auto compiled = JsonSchema::compile(*schema, source, fakes::MemoryFiles(), "/project", "/project");
  INFO((compiled ? std::string() : render(compiled.error())));
  REQUIRE(compiled);
  const auto violations = (*compiled)->validate(value);
  REQUIRE(violations);
  std::string out;
  for (const SchemaViolation& violation : *violations) {
    out += violation.instance_pointer + ": " + violation.message + "\n";
  }
  return out;
}

Node parsed(const Comparison& comparison) {
  const auto node = parse_json(fakes::written("json", comparison));
  REQUIRE(node);
  return *node;
}

/// Every map in a value, by its pointer.
std::vector<std::string> maps_in(const Node& value, const std::string& at = "") {
  std::vector<std::string> found;
  const auto add = [&](const Node& inner, const std::string& step) {
    for (std::string& pointer : maps_in(inner, at + "/" + step)) found.push_back(std::move(pointer));
  };
  if (value.is_map()) found.push_back(at);
  if (value.is_map()) {
    for (const Node::Member& member : value.map()) add(member.value, pointer_token(member.key));
  }
  if (value.is_list()) {
    for (std::size_t i = 0; i < value.list().size(); ++i) add(value.list()[i], std::to_string(i));
  }
  return found;
}

/// `text` with one more member in the map at `pointer`.
Node with_a_stranger(const Node& value, const std::string& pointer) {
  Node copy = value;
  const Node* place = at_pointer(copy, pointer);
  REQUIRE(place != nullptr);
  const_cast<Node*>(place)->set("stranger", Node(1));
  return copy;
}

TEST_CASE("compare.json is written as it is approved") {
  fakes::check_golden("compare.json", fakes::written("json", fakes::full_comparison()));
}

TEST_CASE("compare.json follows its schema, whatever the comparison has or lacks") {
  CHECK(complaints(parsed(fakes::full_comparison())) == "");
  CHECK(complaints(parsed(fakes::small_comparison())) == "");
}

TEST_CASE("a member that the schema of compare.json does not know is an error, wherever it stands") {
  const Node whole = parsed(fakes::full_comparison());
  const std::vector<std::string> maps = maps_in(whole);
  CHECK(maps.size() > 60);
  for (const std::string& pointer : maps) {
    INFO(pointer);
    CHECK(complaints(with_a_stranger(whole, pointer)).find("stranger") != std::string::npos);
  }
}

TEST_CASE("a comparison with a figure that is not finite still gives JSON that follows the schema") {
  Comparison comparison = fakes::small_comparison();
  MeasureDifference& rate = comparison.slices[0].measures[0];
  rate.standard_error = std::numeric_limits<double>::infinity();
  rate.interval = Interval{-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()};
  CHECK(complaints(parsed(comparison)) == "");
}

TEST_CASE("the names in compare.json are the words of the terminal, joined") {
  Comparison comparison = fakes::small_comparison();
  for (const Finding finding : {Finding::worse, Finding::better, Finding::no_difference, Finding::cannot_tell}) {
    comparison.finding = finding;
    std::string name = parsed(comparison).find("finding")->string();
    std::ranges::replace(name, '_', ' ');
    CHECK(name == finding_name(finding));
  }
  for (const UnitFate fate : {UnitFate::still_passing, UnitFate::newly_failing, UnitFate::fixed,
                              UnitFate::still_failing, UnitFate::flaky, UnitFate::not_judged}) {
    comparison.slices[0].fates = {{fate, 7}};
    std::string name = at_pointer(parsed(comparison), "/slices/0/fates")->map().front().key;
    std::ranges::replace(name, '_', ' ');
    CHECK(name == fate_name(fate));
  }
}

TEST_CASE("compare.json stands the same on every writing, and says no time but when the runs were started") {
  const std::string text = fakes::written("json", fakes::full_comparison());
  CHECK(text == fakes::written("json", fakes::full_comparison()));
  std::size_t times = 0;
  for (std::size_t at = text.find("2026-"); at != std::string::npos; at = text.find("2026-", at + 1)) {
    CHECK(text.substr(at - 11, 11) == "\"started\":\"");
    ++times;
  }
  CHECK(times == 2);
}

TEST_CASE("Each format of a comparison is found by its name, and no other") {
  for (const ComparisonFormat& format : comparison_formats()) {
    const ComparisonFormat* found = find_comparison_format(format.name);
    REQUIRE(found != nullptr);
    CHECK(found->file_name == format.file_name);
  }
  CHECK(find_comparison_format("csv") == nullptr);
}

TEST_CASE("compare.json read and written again is the same") {
  const std::string text = fakes::written("json", fakes::full_comparison());
  const auto read = read_comparison(text);
  REQUIRE(read);
  CHECK(read->changes.size() == fakes::full_comparison().changes.size());
  CHECK(fakes::written("json", *read) == text);
}

TEST_CASE("compare.json that is cut short anywhere, or of another format, is not read") {
  const std::string text = fakes::written("json", fakes::full_comparison());
  for (std::size_t length = 0; length + 3 < text.size(); length += 97) {
    CAPTURE(length);
    CHECK_FALSE(read_comparison(text.substr(0, length)));
  }
  std::string newer = text;
  const std::string format = "\"sightline_compare\":1";
  newer.replace(newer.find(format), format.size(), "\"sightline_compare\":2");
  CHECK_FALSE(read_comparison(newer));
}

}  // namespace
}  // namespace sightline
