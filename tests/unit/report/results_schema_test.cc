#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <sstream>

#include "assertion/tally.h"
#include "fakes/full_result.h"
#include "json/json.h"
#include "made_up_run.h"
#include "report/report.h"

namespace sightline {
namespace {

/// Reads as much of JSON Schema as the schema of results.json uses, and is stricter: a member that the schema does not
/// describe is a complaint. So a new member of a record cannot be forgotten here.
class StrictReading {
 public:
  explicit StrictReading(const Node& schema) : root_(schema) {}

  std::vector<std::string> complaints(const Node& value) {
    check(value, root_, "");
    return std::move(complaints_);
  }

 private:
  void complain(const std::string& at, const std::string& what) { complaints_.push_back(at + ": " + what); }

  /// The schema with what it refers to and what else it follows (allOf) in one.
  Node resolved(const Node& given) const {
    const Node* reference = given.find("$ref");
    Node schema = reference == nullptr ? given : *at_pointer(root_, std::string_view(reference->string()).substr(1));
    const Node* parts = schema.find("allOf");
    if (parts == nullptr) return schema;
    for (const Node& part : Node::List(parts->list())) {
      const Node other = resolved(part);
      Node properties = schema.find("properties") == nullptr ? Node(Node::Map{}) : *schema.find("properties");
      for (const Node::Member& member : other.find("properties")->map()) properties.set(member.key, member.value);
      Node::List required = schema.find("required") == nullptr ? Node::List{} : schema.find("required")->list();
      std::ranges::copy(other.find("required")->list(), std::back_inserter(required));
      schema.set("properties", std::move(properties));
      schema.set("required", Node(std::move(required)));
    }
    return schema;
  }

  static std::string type_of(const Node& value) {
    switch (value.kind()) {
      case Node::Kind::null:
        return "null";
      case Node::Kind::boolean:
        return "boolean";
      case Node::Kind::number:
        return value.number() == std::floor(value.number()) ? "integer" : "number";
      case Node::Kind::string:
        return "string";
      case Node::Kind::list:
        return "array";
      case Node::Kind::map:
        return "object";
    }
    return "";
  }

  static bool is_of_type(const Node& value, const std::string& type) {
    const std::string own = type_of(value);
    return own == type || (own == "integer" && type == "number");
  }

  void check(const Node& value, const Node& given, const std::string& at) {
    const Node schema = resolved(given);
    if (const Node* any = schema.find("anyOf")) {
      return check(value, value.is_null() ? any->list()[0] : any->list()[1], at);
    }
    check_type(value, schema, at);
    check_choice(value, schema, at);
    if (value.is_number()) check_bounds(value, schema, at);
    if (value.is_list()) check_items(value, schema, at);
    if (value.is_map()) check_members(value, schema, at);
  }

  void check_type(const Node& value, const Node& schema, const std::string& at) {
    const Node* type = schema.find("type");
    if (type == nullptr) return;
    const Node::List types = type->is_list() ? type->list() : Node::List{*type};
    if (std::ranges::none_of(types, [&](const Node& t) { return is_of_type(value, t.string()); })) {
      complain(at, "is " + type_of(value) + ", not " + to_json(*type));
    }
  }

  void check_choice(const Node& value, const Node& schema, const std::string& at) {
    const Node* choice = schema.find("enum");
    if (choice != nullptr && std::ranges::find(choice->list(), value) == choice->list().end()) {
      complain(at, to_json(value) + " is not one of " + to_json(*choice));
    }
    const Node* constant = schema.find("const");
    if (constant != nullptr && !(*constant == value)) complain(at, to_json(value) + " is not " + to_json(*constant));
  }

  void check_bounds(const Node& value, const Node& schema, const std::string& at) {
    const Node* minimum = schema.find("minimum");
    const Node* maximum = schema.find("maximum");
    if (minimum != nullptr && value.number() < minimum->number()) complain(at, "is too small");
    if (maximum != nullptr && value.number() > maximum->number()) complain(at, "is too large");
  }

  void check_items(const Node& value, const Node& schema, const std::string& at) {
    const Node* items = schema.find("items");
    if (items == nullptr) return complain(at, "has items that are not described");
    for (std::size_t i = 0; i < value.list().size(); ++i) check(value.list()[i], *items, fmt::format("{}/{}", at, i));
  }

  void check_members(const Node& value, const Node& schema, const std::string& at) {
    if (const Node* required = schema.find("required")) {
      for (const Node& name : required->list()) {
        if (value.find(name.string()) == nullptr) complain(at, "lacks " + name.string());
      }
    }
    const Node* properties = schema.find("properties");
    const Node* others = schema.find("additionalProperties");
    if (properties == nullptr && others == nullptr) return;  // Anything: params, evidence, a request's body.
    for (const Node::Member& member : value.map()) {
      const Node* described = properties == nullptr ? nullptr : properties->find(member.key);
      if (described == nullptr) described = others;
      if (described == nullptr) {
        complain(at, "has '" + member.key + "', which is not described");
      } else {
        check(member.value, *described, at + "/" + member.key);
      }
    }
  }

  const Node& root_;
  std::vector<std::string> complaints_;
};

std::vector<std::string> complaints_of(const std::string& results) {
  const auto schema = parse_json(results_schema());
  REQUIRE(schema);
  const auto value = parse_json(results);
  REQUIRE(value);
  return StrictReading(*schema).complaints(*value);
}

TEST_CASE("results.json follows its schema, and the schema describes all of it") {
  CHECK(complaints_of(fakes::MadeUpRun().rendered("json")) == std::vector<std::string>{});
  CHECK(complaints_of(fakes::MadeUpRun().rendered("stable")) == std::vector<std::string>{});
}

std::string results_json(const CaseResult& result, const RunHeader& header) {
  fakes::MemoryFiles files;
  auto writer = RunWriter::create(files, "/run", header);
  REQUIRE(writer);
  REQUIRE(writer->add(result));
  const auto run = RunReader::open(files, "/run");
  REQUIRE(run);
  std::ostringstream out;
  find_report_format("json")->write(*run, summarise(*run), out);
  return out.str();
}

TEST_CASE("a result with everything in it follows the schema") {
  CHECK(complaints_of(results_json(fakes::full_result(), {})) == std::vector<std::string>{});
}

TEST_CASE("the schema describes the figures of a metric") {
  RunHeader header;
  header.suites = {
      {.name = "pope", .path = "", .sha256 = "", .description = "", .metrics = {{"objects", Aggregate::corpus}}}};
  CaseResult result;
  result.unit = {"pope", "a", "p", "m"};
  result.assertions.resize(1);
  result.assertions[0].metric = "objects";
  result.assertions[0].verdict.evidence.set("tally", yes_no_tally("pope", true, true));
  const std::string results = results_json(result, header);
  CHECK(results.find("yes_ratio") != std::string::npos);
  CHECK(complaints_of(results) == std::vector<std::string>{});
}

TEST_CASE("the reading finds what does not follow the schema") {
  CHECK(
      complaints_of(
          R"({"sightline_results": 2, "run": {"planned_results": -1}, "end": null, "units": [{"later": 1, "requests": {"k": 1}}]})") ==
      std::vector<std::string>{
          ": lacks summary", "/sightline_results: 2 is not 1", "/run/planned_results: is too small",
          "/units/0: lacks suite", "/units/0: lacks case", "/units/0: lacks prompt", "/units/0: lacks model",
          "/units/0: lacks status", "/units/0: lacks score", "/units/0: lacks results",
          "/units/0: has 'later', which is not described", "/units/0/requests/k: is integer, not \"object\""});
}

TEST_CASE("the stable form is the same whenever, wherever and however the answers came") {
  const std::string stable = fakes::MadeUpRun().rendered("stable");
  for (const std::string_view part : {"_ms", "20261120T093000Z", "2026-11-20T", "\"box\"", "replay", "nightly",
                                      "recorded_at", "\"command\"", "git_commit", "wall", "attempts", "req-2"}) {
    INFO(part);
    CHECK(stable.find(part) == std::string::npos);
  }
}

}  // namespace
}  // namespace sightline
