#include "run/send_order.h"

#include <catch2/catch.hpp>

#include "run/partners.h"
#include "stage.h"

using namespace sightline;
using namespace sightline::fakes;

namespace {

ImagePart image(std::string sha256) {
  auto image = std::make_shared<Image>();
  image->sha256 = std::move(sha256);
  return {.image = std::move(image), .detail = {}};
}

/// Two prompts, each of which shows {{photo}} first and {{detail}} after it.
void add_prompts(Stage& stage) {
  Prompt& first = stage.suites[0].prompts[0];
  first.body = std::make_shared<const Node>(std::string("{{photo}}{{ detail }} What is this?"));
  Prompt second = first;
  second.name = "q";
  stage.suites[0].prompts.push_back(second);
}

std::string order_of(const Plan& plan, const std::vector<std::size_t>& order) {
  std::string text;
  for (const std::size_t unit : order) {
    text += plan.units[unit].a_case->id + "#" + plan.units[unit].prompt->name + " ";
  }
  return text;
}

}  // namespace

TEST_CASE("Units that send the same leading image follow each other, and those of one prompt among them") {
  Stage stage;
  add_prompts(stage);
  const auto add = [&](const std::string& id, const std::string& sha256) {
    Case& a_case = stage.add_case(id);
    a_case.settings.own().prompts = {0, 1};
    a_case.images["photo"] = image(sha256);
  };
  add("a1", "aa");
  add("b1", "bb");
  add("a2", "aa");
  add("b2", "bb");
  const Plan plan = stage.plan();
  CHECK(order_of(plan, order_by_image(plan)) == "a1#p a2#p a1#q a2#q b1#p b2#p b1#q b2#q ");
}

TEST_CASE("What leads is what the prompt shows first, not what comes first by name") {
  Stage stage;
  add_prompts(stage);
  const auto add = [&](const std::string& id, const std::string& photo, const std::string& detail) {
    Case& a_case = stage.add_case(id);
    a_case.images["photo"] = image(photo);
    a_case.images["detail"] = image(detail);
  };
  add("a", "11", "88");
  add("b", "22", "99");
  add("c", "33", "88");
  add("d", "11", "99");
  const Plan plan = stage.plan();
  CHECK(order_of(plan, order_by_image(plan)) == "a#p d#p b#p c#p ");
}

TEST_CASE("Units without images keep their places") {
  Stage stage;
  add_prompts(stage);
  stage.add_case("t1");
  stage.add_case("a1").images["photo"] = image("aa");
  stage.add_case("t2");
  stage.add_case("a2").images["photo"] = image("aa");
  stage.add_case("t3");
  const Plan plan = stage.plan();
  CHECK(order_of(plan, order_by_image(plan)) == "t1#p a1#p a2#p t2#p t3#p ");
}

TEST_CASE("Images that a conversation names itself lead too") {
  Stage stage;
  add_prompts(stage);
  Prompt& prompt = stage.suites[0].prompts[0];
  Node turn;
  turn.set("image", Node(std::string("images/sign.png")));
  Node user;
  user.set("user", Node(Node::List{turn}));
  prompt.body = std::make_shared<const Node>(Node::List{user});
  prompt.images["images/sign.png"] = image("ss").image;
  stage.add_case("a");
  stage.suites[0].cases.back().settings.own().prompts = {0, 1};
  stage.add_case("b");
  stage.suites[0].cases.back().settings.own().prompts = {0, 1};
  const Plan plan = stage.plan();
  CHECK(order_of(plan, order_by_image(plan)) == "a#p b#p a#q b#q ");
}

TEST_CASE("A run that sends goes image by image, one that replays in the plan's order") {
  Stage stage;
  add_prompts(stage);
  stage.project.models[0].concurrency = 1;
  stage.add_case("a1", {says("yes")}).images["photo"] = image("aa");
  stage.add_case("b1", {says("yes")}).images["photo"] = image("bb");
  stage.add_case("a2", {says("yes")}).images["photo"] = image("aa");
  stage.transport.always("", chat_answer("yes"));
  std::vector<std::string> sent;
  SECTION("live") {
    stage.run();
    sent = {"a1", "a2", "b1"};
  }
  SECTION("replay") {
    stage.options.mode = Mode::replay;
    stage.options.replay = Endpoint{.url = "http://replay/v1/chat/completions", .headers = {}, .timeouts = {}};
    stage.run();
    sent = {"a1", "b1", "a2"};
  }
  REQUIRE(stage.transport.started().size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CAPTURE(i);
    CHECK(stage.transport.started()[i].body.find("ask " + sent[i]) != std::string::npos);
  }
  std::vector<std::string> logged;
  for (const CaseResult& result : stage.results()) logged.push_back(result.unit.case_id);
  CHECK(logged == std::vector<std::string>{"a1", "b1", "a2"});
}
