#include <catch2/catch.hpp>

#include "run/earlier_answers.h"
#include "run/last_turn.h"
#include "stage.h"

using namespace sightline;
using namespace sightline::fakes;

namespace {

Exchange said(std::string text, std::string key = "") {
  Exchange exchange;
  exchange.key = std::move(key);
  exchange.reply.emplace().text = std::move(text);
  exchange.provenance.source = "answers";
  return exchange;
}

/// Answers by case and repeat.
class Given final : public GivenAnswers {
 public:
  explicit Given(bool last_answers = true) : last_answers_(last_answers) {}
  std::vector<Exchange> exchanges(const PlannedUnit& unit, unsigned repeat) const override {
    const auto found = by_case.find(unit.a_case->id + ":" + std::to_string(repeat));
    return found == by_case.end() ? std::vector<Exchange>{} : found->second;
  }
  bool are_last_answers() const override { return last_answers_; }
  std::string request_body(const std::string& key) const override { return "{\"asked\":\"" + key + "\"}"; }

  std::map<std::string, std::vector<Exchange>> by_case;

 private:
  bool last_answers_;
};

/// Runs the stage on answers that are given.
RunEnd run_on(Stage& stage, const Given& given) {
  stage.options.mode = Mode::answers;
  stage.options.given = &given;
  return stage.run();
}

AssertionPtr passing() {
  return says("");
}

}  // namespace

TEST_CASE("Given answers are judged, and nothing is sent") {
  Stage stage;
  stage.add_case("a", {says("yes")});
  stage.add_case("b", {says("yes")});
  Given given;
  given.by_case["a:0"] = {said("yes")};
  given.by_case["b:0"] = {said("no")};
  const RunEnd end = run_on(stage, given);
  CHECK(end.incomplete_because.empty());
  CHECK(stage.transport.started().empty());
  CHECK(stage.tape.text() == "started 2\npassed s/a#p@m repeat 0\nfailed s/b#p@m repeat 0: says: no 'yes' in 'no'\n");
  const auto results = stage.results();
  CHECK(results[0].exchanges.at(0).provenance.source == "answers");
  CHECK(results[0].exchanges[0].key.size() == 64);
  CHECK(stage.log_text().find("ask a") != std::string::npos);
}

TEST_CASE("A repeat without an answer is not run: the run is incomplete and names the unit once") {
  Stage stage;
  stage.add_case("a", {says("yes")}).settings.own().repeat = {.n = 3, .pass = 3};
  stage.add_case("b", {says("yes")});
  Given given;
  given.by_case["a:1"] = {said("yes")};
  given.by_case["b:0"] = {said("yes")};
  const RunEnd end = run_on(stage, given);
  CHECK(end.incomplete_because == std::vector<std::string>{"2 of 4 planned results have no answer"});
  REQUIRE(end.without_answer.size() == 1);
  CHECK(end.without_answer[0].text() == "s/a#p@m");
  CHECK(stage.results().size() == 2);
  CHECK(stage.transport.started().empty());
}

TEST_CASE("A run on a part of the answers is complete without the others") {
  Stage stage;
  stage.add_case("a", {says("yes")}).settings.own().repeat = {.n = 2, .pass = 2};
  stage.options.given_in_part = true;
  Given given;
  given.by_case["a:0"] = {said("yes")};
  CHECK(run_on(stage, given).incomplete_because.empty());
}

TEST_CASE("A failure among given answers is an error") {
  Stage stage;
  stage.add_case("a", {passing()});
  Given given;
  Exchange failed;
  failed.failure = Failure{.kind = Failure::Kind::rate_limited, .status = 429, .message = "Too many"};
  given.by_case["a:0"] = {failed};
  CHECK(run_on(stage, given).incomplete_because.empty());
  CHECK(stage.tape.lines().back() == "error s/a#p@m repeat 0: rate_limited: Too many");
}

TEST_CASE("A skipped case stays skipped, whatever answer is given to it") {
  Stage stage;
  stage.add_case("a", {passing()}).settings.own().skip = "later";
  CHECK(run_on(stage, Given()).incomplete_because.empty());
  CHECK(stage.results().at(0).status == Status::skipped);
}

TEST_CASE("The answer to a conversation of several turns is the last one's") {
  Stage stage;
  stage.add_case("a", {says("last")});
  stage.conversations["a"] = {user_says("one"), model_answers(), tool_answers("look", "seen"), user_says("two"),
                              model_answers({says("last")})};
  Given given;
  given.by_case["a:0"] = {said("the last")};
  CHECK(run_on(stage, given).incomplete_because.empty());
  const CaseResult result = stage.results().at(0);
  CHECK(result.status == Status::passed);
  CHECK(result.assertions.size() == 2);
  CHECK(result.exchanges.at(0).key.empty());
}

TEST_CASE("An assertion beside an earlier turn cannot be judged on the last answer, and never passes") {
  Stage stage;
  stage.add_case("a", {says("last")});
  stage.conversations["a"] = {user_says("one"), model_answers({says("last", 2)}), user_says("two"), model_answers()};
  Given given;
  given.by_case["a:0"] = {said("the last")};
  run_on(stage, given);
  const CaseResult result = stage.results().at(0);
  CHECK(result.status == Status::error);
  CHECK(result.reason == "says: it looks at answer 1 of the conversation, and only the last one was given");
  REQUIRE(result.assertions.size() == 2);
  CHECK(result.assertions[0].verdict.status == Verdict::Status::error);
  CHECK(result.assertions[0].weight == 2);
  CHECK(result.assertions[1].verdict.status == Verdict::Status::pass);
}

TEST_CASE("The turns of a conversation are judged each by its own assertions") {
  Stage stage;
  stage.add_case("a", {says("2")});
  stage.conversations["a"] = {user_says("one"), model_answers({says("1")}), user_says("two"), model_answers()};
  Given given(false);
  given.by_case["a:0"] = {said("1", "k1"), said("2", "k2")};
  const RunEnd end = run_on(stage, given);
  const CaseResult result = stage.results().at(0);
  CHECK(result.status == Status::passed);
  REQUIRE(result.assertions.size() == 2);
  CHECK(result.assertions[1].turn == 1);
  CHECK(end.request_changed == 2);
  CHECK(end.first_request_changed.text() == "s/a#p@m");
  CHECK(stage.log_text().find(R"({"request":"k2","body":{"asked":"k2"}})") != std::string::npos);
}

TEST_CASE("Answers to more or fewer turns than the conversation has are an error") {
  Stage stage;
  stage.add_case("a", {passing()});
  stage.add_case("b", {passing()});
  stage.conversations["b"] = {user_says("one"), model_answers(), user_says("two"), model_answers()};
  Given given(false);
  given.by_case["a:0"] = {said("1"), said("2")};
  given.by_case["b:0"] = {said("1")};
  run_on(stage, given);
  const auto results = stage.results();
  CHECK(results.at(0).reason == "harness: 2 answers of the model were given, and the conversation has 1");
  CHECK(results.at(1).reason == "harness: the conversation goes on after the 1 answer that was given");
  CHECK(results[1].status == Status::error);
}

TEST_CASE("An earlier run's answers are its exchanges, and it asked what it asked") {
  Stage stage;
  stage.add_case("a", {says("yes")});
  stage.add_case("b", {says("yes")});
  stage.transport.next(chat_answer("yes")).next(chat_answer("no"));
  stage.run();
  auto earlier = RunReader::open(stage.files, "/run");
  REQUIRE(earlier);
  const EarlierAnswers answers(*earlier);
  const Plan plan = stage.plan();
  const auto exchanges = answers.exchanges(plan.units[1], 0);
  REQUIRE(exchanges.size() == 1);
  CHECK(exchanges[0].reply->text == "no");
  CHECK(answers.request_body(exchanges[0].key).find("ask b") != std::string::npos);
  CHECK(answers.exchanges(plan.units[1], 1).empty());
}

TEST_CASE("An answer that holds the value of a secret is kept nowhere") {
  Stage stage;
  stage.add_case("a", {passing()});
  stage.options.secrets = {"sk-very-secret-value"};
  Given given;
  given.by_case["a:0"] = {said("the key is sk-very-secret-value")};
  run_on(stage, given);
  CHECK(stage.log_text().find("very-secret") == std::string::npos);
  CHECK(stage.results().at(0).status == Status::error);
}

TEST_CASE("An interrupted run on given answers stops") {
  Stage stage;
  stage.add_case("a", {passing()});
  stage.interrupted = true;
  Given given;
  given.by_case["a:0"] = {said("1")};
  const RunEnd end = run_on(stage, given);
  CHECK(end.interrupted);
  CHECK_FALSE(end.incomplete_because.empty());
}
