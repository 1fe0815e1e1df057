#include <catch2/catch.hpp>

#include "run/group_results.h"
#include "stage.h"

using namespace sightline;
using namespace sightline::fakes;
using namespace std::chrono_literals;

namespace {

Group& add_group(Stage& stage, std::string id, std::vector<std::size_t> members, unsigned at_least = 0) {
  stage.suites[0].groups.push_back(
      {.id = std::move(id), .at_least = at_least, .members = std::move(members), .place = {}});
  return stage.suites[0].groups.back();
}

/// A stage with cases a, b, c … that are asked for "yes".
void add_named_cases(Stage& stage, const std::string& ids) {
  for (const char id : ids) stage.add_case(std::string(1, id), {says("yes")});
}

CaseResult result_of_case(const Stage& stage, std::string_view case_id) {
  for (const CaseResult& result : stage.results()) {
    if (result.unit.case_id == case_id) return result;
  }
  FAIL("no result of " << case_id);
  return {};
}

std::vector<std::string> names(const std::vector<UnitId>& units) {
  std::vector<std::string> out;
  for (const UnitId& unit : units) out.push_back(unit.text());
  return out;
}

/// A member with one repeat.
MemberResults member(std::string id, Status status, double score = 1, std::string answer = "") {
  CaseResult result;
  result.unit = {"s", std::move(id), "p", "m"};
  result.status = status;
  result.score = score;
  result.reason = status == Status::passed ? "" : "wrong";
  AssertionResult read;
  if (!answer.empty()) read.verdict.evidence.set("extracted", std::move(answer));
  result.assertions.push_back(std::move(read));
  MemberResults made;
  add_repeat(made, result);
  return made;
}

/// The result of a group with these members.
CaseResult judged(const Group& group, const std::vector<MemberResults>& members) {
  static const Stage stage;
  return judge_group({.suite = &stage.suites[0],
                      .group = &group,
                      .prompt = &stage.suites[0].prompts[0],
                      .model = &stage.project.models[0],
                      .members = {}},
                     members);
}

}  // namespace

TEST_CASE("A group's unit is judged when its last member is in") {
  Stage stage;
  add_named_cases(stage, "abc");
  add_group(stage, "pair", {0, 1});
  stage.transport.when("ask a", chat_answer("yes"), 3s).when("ask b", chat_answer("no"), 1s);
  stage.transport.when("ask c", chat_answer("yes"), 5s);
  const RunEnd end = stage.run();
  CHECK(end.incomplete_because.empty());
  CHECK(stage.tape.text() ==
        "started 4\n"
        "sent s/a#p@m repeat 0 turn 0 send 1\n"
        "sent s/b#p@m repeat 0 turn 0 send 1\n"
        "sent s/c#p@m repeat 0 turn 0 send 1\n"
        "failed s/b#p@m repeat 0: says: no 'yes' in 'no'\n"
        "passed s/a#p@m repeat 0\n"
        "failed s/pair#p@m repeat 0: 1 of 2 members passes, all must: b: says: no 'yes' in 'no'\n"
        "passed s/c#p@m repeat 0\n");
  const CaseResult pair = result_of_case(stage, "pair");
  CHECK(pair.exchanges.empty());
  CHECK(pair.group.kind == "group");
  CHECK(pair.group.rule == "all");
  REQUIRE(pair.group.members.size() == 2);
  CHECK(pair.group.members[1].unit == "s/b#p@m");
  CHECK(pair.group.members[1].status == Status::failed);
  CHECK(pair.sequence == 2);
  CHECK(result_of_case(stage, "c").sequence == 3);
}

TEST_CASE("A group has a unit for each prompt and model, of all their repeats") {
  Stage stage;
  stage.add_model("k");
  add_named_cases(stage, "ab");
  stage.suites[0].cases[1].settings.own().repeat = {.n = 2, .pass = 2};
  add_group(stage, "pair", {0, 1}, 1);
  stage.transport.always("", chat_answer("yes"));
  stage.run();
  CHECK(stage.tape.lines().front() == "started 8");
  std::size_t groups = 0;
  for (const CaseResult& result : stage.results()) groups += result.group.kind == "group";
  CHECK(groups == 2);
}

TEST_CASE("A group passes by its rule") {
  const auto passed = member("a", Status::passed);
  const auto failed = member("b", Status::failed, 0.25);
  const auto xfailed = member("c", Status::xfailed, 0);
  const auto skipped = member("d", Status::skipped, 0);
  const auto broken = member("e", Status::error, 0);
  const Group all{.id = "g"};
  const Group two{.id = "g", .at_least = 2};
  struct Row {
    const Group& group;
    std::vector<MemberResults> members;
    Status status;
    double score;
  };
  const std::vector<Row> rows = {
      {all, {passed, passed}, Status::passed, 1},
      {all, {passed, failed}, Status::failed, 0.25},
      {all, {passed, skipped}, Status::passed, 1},
      {all, {skipped, skipped}, Status::skipped, 1},
      {all, {passed, xfailed}, Status::xfailed, 0},
      {all, {failed, xfailed}, Status::failed, 0},
      {all, {passed, broken}, Status::error, 0},
      {two, {passed, passed, failed}, Status::passed, 2.0 / 3},
      {two, {passed, failed, failed}, Status::failed, 1.0 / 3},
      {two, {passed, xfailed, failed}, Status::xfailed, 1.0 / 3},
      {two, {passed, failed, skipped}, Status::skipped, 0.5},
      {two, {passed, passed, broken}, Status::error, 0},
  };
  for (const Row& row : rows) {
    const CaseResult result = judged(row.group, row.members);
    CAPTURE(row.members.size(), result.reason, status_name(row.status));
    CHECK(result.status == row.status);
    CHECK(result.score == Approx(row.score));
  }
  CHECK(judged(all, {passed, broken}).reason == "its member e ended in error: wrong");
  CHECK(judged(two, {passed, failed, failed}).reason == "1 of 3 members passes, at least 2 must: b: wrong; b: wrong");
}

TEST_CASE("A group marked xfail passes unexpectedly, and fails as expected") {
  const Group circular{.id = "q", .circular = true, .xfail = "always A"};
  const auto right = member("q@rotation=0", Status::passed);
  auto wrong = member("q@rotation=1", Status::xfailed, 0);
  wrong.repeats.front().reason = "wrong (expected to fail: always A)";
  const CaseResult fails = judged(circular, {right, wrong});
  CHECK(fails.status == Status::xfailed);
  CHECK(fails.reason == "1 of 2 members passes, all must: q@rotation=1: wrong (expected to fail: always A)");
  CHECK(judged(circular, {right, right}).status == Status::xpassed);
}

TEST_CASE("Members are consistent where all that was read out of them is the same") {
  const Group group{.id = "g"};
  const auto cat = member("a", Status::passed, 1, "cat");
  const auto dog = member("b", Status::failed, 0, "dog");
  const auto unread = member("c", Status::failed, 0);
  CHECK(judged(group, {cat, cat}).group.consistent == true);
  CHECK(judged(group, {cat, dog}).group.consistent == false);
  CHECK(judged(group, {cat, unread}).group.consistent == false);
  CHECK_FALSE(judged(group, {unread, unread}).group.consistent);
  CHECK(judged(group, {cat, dog}).group.members[1].answer == "dog");
}

TEST_CASE("What is read out of an answer is the option's text, or what was compared") {
  CaseResult result;
  AssertionResult compared;
  compared.name = "same_as";
  compared.verdict.evidence.set("here", "cat");
  result.assertions = {compared};
  MemberResults member_of;
  add_repeat(member_of, result);
  CHECK(member_of.answers == std::set<std::string>{"cat"});
  AssertionResult choice;
  choice.verdict.evidence.set("extracted", "B");
  choice.verdict.evidence.set("option", "dog");
  result.assertions.push_back(choice);
  add_repeat(member_of, result);
  CHECK(member_of.answers == std::set<std::string>{"cat", "dog"});
  CHECK(member_of.chosen == std::vector<std::string>{"B"});
}

TEST_CASE("A part of a group is run without the group's unit, and the plan says so") {
  Stage stage;
  add_named_cases(stage, "abc");
  add_group(stage, "pair", {0, 1});
  const Plan part = stage.plan({.selection = {.cases = {"a", "c"}}});
  CHECK(part.units.size() == 2);
  CHECK(part.groups.empty());
  CHECK(part.results == 2);
  CHECK(names(part.partial_groups) == std::vector<std::string>{"s/pair#p@m"});
  const Plan whole = stage.plan({.selection = {.cases = {"pair"}}});
  CHECK(whole.units.size() == 2);
  CHECK(whole.groups.size() == 1);
  CHECK(whole.results == 3);
  CHECK(whole.partial_groups.empty());
}

TEST_CASE("A group that failed in an earlier run is run again whole") {
  Stage stage;
  add_named_cases(stage, "abc");
  add_group(stage, "pair", {0, 1});
  const Plan plan = stage.plan({.selection = {.only = std::set<UnitId>{{"s", "pair", "p", "m"}}}});
  CHECK(plan.units.size() == 2);
  CHECK(plan.groups.size() == 1);
}

TEST_CASE("A group's members are in one shard, and in no other") {
  Stage stage;
  add_named_cases(stage, "abcdef");
  add_group(stage, "ends", {0, 5});
  add_group(stage, "middle", {2, 3});
  std::size_t units = 0;
  std::size_t groups = 0;
  for (unsigned index = 1; index <= 3; ++index) {
    const Plan plan = stage.plan({.shard = {.index = index, .count = 3}});
    units += plan.units.size();
    groups += plan.groups.size();
    CHECK(plan.partial_groups.empty());
    CHECK(plan.units.size() <= 3);
  }
  CHECK(units == 6);
  CHECK(groups == 2);
}

TEST_CASE("Members that are kept from an earlier run count for their group") {
  Stage stage;
  add_named_cases(stage, "ab");
  add_group(stage, "pair", {0, 1});
  stage.transport.when("ask a", chat_answer("yes"))
      .when("ask b", json_answer(400, R"({"message":"bad","statusCode":"400"})"));
  stage.options.retries = 0;
  stage.run();
  CHECK(result_of_case(stage, "pair").status == Status::error);
  const auto before = stage.results();
  stage.options.earlier = [&](const UnitId& unit, unsigned) -> std::optional<CaseResult> {
    for (const CaseResult& result : before) {
      if (result.unit == unit) return result;
    }
    return std::nullopt;
  };
  stage.transport.when("ask b", chat_answer("yes"));
  const RunEnd end = stage.run();
  CHECK(end.kept == 1);
  CHECK(stage.results().back().unit.case_id == "pair");
  CHECK(stage.results().back().status == Status::passed);
}

TEST_CASE("A group whose members did not all run is missing from the run") {
  Stage stage;
  add_named_cases(stage, "ab");
  add_group(stage, "pair", {0, 1});
  stage.project.models[0].concurrency = 1;
  stage.options.fail_fast = true;
  stage.transport.always("", chat_answer("no"));
  const RunEnd end = stage.run();
  CHECK(end.incomplete_because ==
        std::vector<std::string>{"--fail-fast: s/a#p@m failed", "2 of 3 planned results were not run"});
}

TEST_CASE("One order of the options passes in spite of xfail, and fails as expected") {
  Stage stage;
  add_named_cases(stage, "ab");
  for (Case& a_case : stage.suites[0].cases) {
    a_case.is_rotation = true;
    a_case.settings.own().xfail = "always A";
  }
  stage.transport.when("ask a", chat_answer("yes")).when("ask b", chat_answer("no"));
  stage.run();
  CHECK(result_of_case(stage, "a").status == Status::passed);
  CHECK(result_of_case(stage, "b").status == Status::xfailed);
}

TEST_CASE("A control that fails does not end a run that ends at the first failure") {
  Stage stage;
  add_named_cases(stage, "ab");
  stage.suites[0].cases[0].control = std::string("blank_image");
  stage.suites[0].cases[0].control_of = std::string("b");
  stage.project.models[0].concurrency = 1;
  stage.options.fail_fast = true;
  stage.transport.when("ask a", chat_answer("no")).when("ask b", chat_answer("yes"));
  CHECK(stage.run().incomplete_because.empty());
  CHECK(result_of_case(stage, "a").control == "blank_image");
  CHECK(result_of_case(stage, "a").control_of == "b");
}
