#include "run/results_in_order.h"

#include <catch2/catch.hpp>
#include <limits>

#include "runlog/runlog.h"
#include "stage.h"

namespace sightline {
namespace {

using fakes::Stage;
using namespace std::chrono_literals;

/// A plan of the cases a, b (twice) and c, and what is visited of it, as "a b b".
class Visited {
 public:
  explicit Visited(std::size_t most_bytes = std::size_t{1} << 20)
      : plan_((make_cases(), stage_.plan())),
        order_(
            plan_, [this](const auto& repeats) { note(repeats); }, most_bytes) {}

  CaseResult result(std::size_t unit, unsigned repeat = 0) const {
    CaseResult result;
    result.unit = plan_.units[unit].id();
    result.repeat = repeat;
    result.sequence = plan_.units[unit].sequence + repeat;
    return result;
  }
  std::string after(const CaseResult& result) {
    order_.take(result, to_json(result));
    return text_;
  }
  std::string after(std::size_t unit, unsigned repeat = 0) { return after(result(unit, repeat)); }

 private:
  void make_cases() {
    stage_.add_case("a");
    stage_.add_case("b").settings.own().repeat = Repeat{.n = 2, .pass = 2};
    stage_.add_case("c");
  }
  void note(const std::vector<CaseResult>& repeats) {
    text_ += text_.empty() ? "" : " | ";
    for (const CaseResult& repeat : repeats) text_ += repeat.unit.case_id + std::to_string(repeat.repeat);
  }

  Stage stage_;
  Plan plan_;
  std::string text_;
  ResultsInOrder order_;
};

TEST_CASE("units are visited in plan order, each once all of its repeats are there, whatever came first") {
  Visited visited;
  CHECK(visited.after(2) == "");
  CHECK(visited.after(1, 1) == "");
  CHECK(visited.after(0) == "a0");
  CHECK(visited.after(1, 0) == "a0 | b0b1 | c0");
}

TEST_CASE("where more is to be held than may be, what comes after is not visited") {
  Visited visited(1);
  CHECK(visited.after(0) == "a0");
  CHECK(visited.after(2) == "a0");
  CHECK(visited.after(1, 0) == "a0");
  CHECK(visited.after(1, 1) == "a0");
}

TEST_CASE("a result that its line does not hold whole ends the visits") {
  Visited visited;
  CHECK(visited.after(0) == "a0");
  CaseResult inexact = visited.result(1, 0);
  inexact.score = std::numeric_limits<double>::infinity();
  CHECK(visited.after(inexact) == "a0");
  CHECK(visited.after(1, 1) == "a0");
  CHECK(visited.after(2) == "a0");
}

TEST_CASE("a run tells its results in plan order, groups behind their members, as they stand in its log") {
  Stage stage;
  stage.add_case("slow", {fakes::says("yes")});
  stage.add_case("twice", {fakes::says("yes")}).settings.own().repeat = Repeat{.n = 2, .pass = 1};
  stage.add_case("skipped").settings.own().skip = "not today";
  stage.suites[0].groups.push_back(Group{.id = "both", .members = {0, 1}});
  const Plan plan = stage.plan();
  std::vector<std::string> told;
  ResultsInOrder in_order(plan, [&](const std::vector<CaseResult>& repeats) {
    for (const CaseResult& repeat : repeats) told.push_back(to_json(repeat));
  });
  stage.in_order = &in_order;
  stage.transport.next(fakes::chat_answer("yes"), 10s).always("", fakes::chat_answer("yes"));
  stage.run(plan);
  CHECK(stage.log_text().find(R"("case":"twice")") < stage.log_text().find(R"("case":"slow")"));
  const std::vector<CaseResult> logged = stage.results();
  REQUIRE(logged.size() == 5);
  std::vector<std::string> expected;
  for (const CaseResult& result : logged) expected.push_back(to_json(result));
  CHECK(told == expected);
}

}  // namespace
}  // namespace sightline
