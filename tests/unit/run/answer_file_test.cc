#include "run/answer_file.h"

#include <catch2/catch.hpp>

#include "stage.h"

using namespace sightline;
using namespace sightline::fakes;

namespace {

AnswerFile scan(std::string text) {
  auto file = AnswerFile::scan(LineText("a.jsonl", std::move(text)));
  REQUIRE(file);
  return std::move(*file);
}

std::string text_of(const Errors& errors) {
  std::string text;
  for (const Error& error : errors) text += error.place.text() + ": " + error.message + "\n";
  return text;
}

/// What `text` comes to on the stage: the answers by unit and repeat, or what is wrong.
std::string matched(Stage& stage, std::string text, PlanOptions options = {}, const std::string& model = "") {
  AnswerFile file = scan(std::move(text));
  const Plan whole = stage.plan();
  const Plan selected = stage.plan(std::move(options));
  file.match(whole, selected, model);
  std::string seen = text_of(file.errors());
  for (const PlannedUnit& unit : selected.units) {
    for (unsigned repeat = 0; repeat < unit.results(); ++repeat) {
      for (const Exchange& exchange : file.exchanges(unit, repeat)) {
        seen += unit.id().text() + ":" + std::to_string(repeat) + " " + exchange.reply->text + "\n";
      }
    }
  }
  return seen;
}

}  // namespace

TEST_CASE("Lines find their units whatever their order and however they name them") {
  Stage stage;
  stage.add_model("k");
  stage.add_case("a").settings.own().repeat = {.n = 2, .pass = 2};
  stage.add_case("b");
  CHECK(matched(stage,
                "\xEF\xBB\xBF{\"case\": \"b\", \"model\": \"k\", \"answer\": \"1\"}\r\n"
                "\n"
                "{\"case\": \"s/a\", \"prompt\": \"p\", \"model\": \"m\", \"repeat\": 1, \"answer\": \"2\"}\n"
                "{\"case\": \"a\", \"model\": \"m\", \"answer\": \"3\"}\n"
                "{\"case\": \"s/b#p@m\", \"answer\": \"4\"}") ==
        "s/a#p@m:0 3\ns/a#p@m:1 2\ns/b#p@m:0 4\ns/b#p@k:0 1\n");
}

TEST_CASE("A model that is meant where lines name none settles which") {
  Stage stage;
  stage.add_model("k");
  stage.add_case("a");
  const std::string line = R"({"case": "a", "answer": "1"})";
  CHECK(matched(stage, line, {}, "k") == "s/a#p@k:0 1\n");
  CHECK(matched(stage, line) == "a.jsonl:1:10: case 'a' has 2 models: say which, 'model' is one of m, k\n");
}

TEST_CASE("Answers that mean nothing planned, or one thing twice, are errors with their lines") {
  Stage stage;
  stage.add_case("cafe").settings.own().repeat = {.n = 2, .pass = 2};
  stage.add_case("bar");
  CHECK(matched(stage,
                "{\"case\": \"cafee\", \"answer\": \"1\"}\n"
                "{\"case\": \"bar\", \"prompt\": \"q\", \"answer\": \"1\"}\n"
                "{\"case\": \"bar\", \"repeat\": 1, \"answer\": \"1\"}\n"
                "{\"case\": \"cafe\", \"repeat\": 2, \"answer\": \"1\"}\n"
                "{\"case\": \"bar\", \"suite\": \"t\", \"answer\": \"1\"}\n"
                "{\"case\": \"cafe\", \"answer\": \"1\"}\n"
                "{\"case\": \"cafe\", \"answer\": \"2\"}\n"
                "{\"custom_id\": \"nope\", \"response\": null, \"error\": {}}\n") ==
        "a.jsonl:1:10: there is no case 'cafee' in the suites; did you mean 'cafe'?\n"
        "a.jsonl:2:27: case 'bar' has no prompt 'q'; it has p\n"
        "a.jsonl:3:27: repeat 1 of s/bar#p@m is not planned: it has one, number 0\n"
        "a.jsonl:4:28: repeat 2 of s/cafe#p@m is not planned: it has 2, from 0 to 1\n"
        "a.jsonl:5:26: case 'bar' has no suite 't'; it has s\n"
        "a.jsonl:7:10: a second answer to s/cafe#p@m; the first stands in line 6. 'repeat' tells repeats apart\n"
        "a.jsonl:8:15: there is no case 'nope' in the suites\n"
        "s/cafe#p@m:0 1\n");
}

TEST_CASE("A case that two suites have is told by its suite") {
  Stage stage;
  stage.add_case("cafe");
  stage.suites.push_back(stage.suites[0]);
  stage.suites[1].name = "t";
  CHECK(matched(stage,
                "{\"case\": \"cafe\", \"answer\": \"1\"}\n"
                "{\"case\": \"t/cafe\", \"answer\": \"2\"}\n"
                "{\"case\": \"cafe\", \"suite\": \"s\", \"answer\": \"3\"}\n") ==
        "a.jsonl:1:10: case 'cafe' has 2 suites: say which, 'suite' is one of s, t\n"
        "s/cafe#p@m:0 3\nt/cafe#p@m:0 2\n");
}

TEST_CASE("Errors of reading and of matching are told in the order of lines, the first of many") {
  Stage stage;
  stage.add_case("a");
  std::string text;
  for (int i = 0; i < 60; ++i) text += i % 2 ? "{\"case\": \"zzzz\", \"answer\": \"1\"}\n" : "{}\n";
  AnswerFile file = scan(text);
  const Plan plan = stage.plan();
  file.match(plan, plan, "");
  const Errors errors = file.errors();
  REQUIRE(errors.size() == 21);
  for (std::size_t i = 1; i < 20; ++i) {
    CHECK(errors[i].place.position.line >= errors[i - 1].place.position.line);
  }
  CHECK(errors[0].place.text() == "a.jsonl:1:1");
  CHECK(errors[2].place.text() == "a.jsonl:2:10");
  CHECK(errors.back().message == "and 70 more errors");
}

TEST_CASE("Lines beside the selection and of skipped cases are passed over") {
  Stage stage;
  stage.add_case("a");
  stage.add_case("b");
  stage.add_case("c").settings.own().skip = "later";
  AnswerFile file = scan(
      "{\"case\": \"a\", \"answer\": \"1\"}\n{\"case\": \"b\", \"answer\": \"2\"}\n{\"case\": \"c\", \"answer\": "
      "\"3\"}\n");
  const Plan whole = stage.plan();
  const Plan selected = stage.plan({.selection = {.cases = {"b", "c"}}});
  file.match(whole, selected, "");
  CHECK(file.errors().empty());
  CHECK(file.passed_over() == 2);
  CHECK(file.has_answer(selected.units[0]));
  CHECK_FALSE(file.has_answer(whole.units[0]));
}

TEST_CASE("A file without a line holds no answer, which is an error") {
  CHECK(text_of(scan(" \n\n").errors()) == "a.jsonl: there is no answer in it\n");
}

TEST_CASE("Models are told in the order in which lines name them") {
  CHECK(scan("{\"case\": \"a\", \"model\": \"y\", \"answer\": \"\"}\n{\"case\": \"s/a#p@x\", \"answer\": \"\"}\n"
             "{\"case\": \"b\", \"model\": \"y\", \"answer\": \"\"}\n{\"case\": \"c\", \"answer\": \"\"}\n")
            .models() == std::vector<std::string>{"y", "x"});
}

TEST_CASE("A file is read in blocks, and each answer where it stands") {
  Stage stage;
  std::string text;
  for (int i = 0; i < 3200; ++i) {
    const std::string id = "case" + std::to_string(i);
    stage.add_case(id);
    text += "{\"case\": \"" + id + "\", \"answer\": \"" + std::string(1000, 'a' + i % 26) + std::to_string(i) + "\"}\n";
  }
  REQUIRE(text.size() > (std::size_t{3} << 20));
  stage.files.put("/answers.jsonl", text);
  auto lines = LineText::of_file(stage.files, "/answers.jsonl");
  REQUIRE(lines);
  auto file = AnswerFile::scan(std::move(*lines));
  REQUIRE(file);
  const Plan plan = stage.plan();
  file->match(plan, plan, "");
  REQUIRE(file->errors().empty());
  for (const int i : {0, 1, 1047, 1048, 3199, 5}) {
    CHECK(file->exchanges(plan.units[static_cast<std::size_t>(i)], 0).at(0).reply->text ==
          std::string(1000, 'a' + i % 26) + std::to_string(i));
  }
}

TEST_CASE("An answers file that is not there, or is a folder, is an error") {
  Stage stage;
  CHECK_FALSE(LineText::of_file(stage.files, "/nowhere.jsonl"));
}

TEST_CASE("A line that changed since it was read is an error of the result, not an answer") {
  Stage stage;
  stage.add_case("a");
  stage.files.put("/answers.jsonl", R"({"case": "a", "answer": "1"})");
  auto file = AnswerFile::scan(*LineText::of_file(stage.files, "/answers.jsonl"));
  REQUIRE(file);
  const Plan plan = stage.plan();
  file->match(plan, plan, "");
  stage.files.put("/answers.jsonl", R"({"case": "a", "answer": '1'})");
  const auto exchanges = file->exchanges(plan.units[0], 0);
  REQUIRE(exchanges.size() == 1);
  REQUIRE(exchanges[0].failure);
  CHECK(exchanges[0].failure->kind == Failure::Kind::harness);
}
