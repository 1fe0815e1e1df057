#include "stage.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>

namespace sightline::fakes {

namespace {

class Says final : public Check {
 public:
  explicit Says(std::string text) : text_(std::move(text)) {}
  Verdict judge(const Observation& seen) const override {
    if (seen.reply.text.find(text_) != std::string::npos) return {};
    return {
        .status = Verdict::Status::fail, .score = 0, .reason = fmt::format("no '{}' in '{}'", text_, seen.reply.text)};
  }

 private:
  std::string text_;
};

class Troubled final : public Check {
 public:
  Verdict judge(const Observation&) const override {
    return {.status = Verdict::Status::error, .score = 0, .reason = "the reference is missing"};
  }
};

AssertionPtr assertion_of(std::unique_ptr<const Check> check, double weight) {
  auto assertion = std::make_shared<Assertion>();
  assertion->name = "says";
  assertion->weight = weight;
  assertion->check = std::move(check);
  return assertion;
}

}  // namespace

AssertionPtr says(std::string text, double weight) {
  return assertion_of(std::make_unique<Says>(std::move(text)), weight);
}
AssertionPtr troubled() {
  return assertion_of(std::make_unique<Troubled>(), 1);
}

Turn user_says(std::string text) {
  Turn turn;
  turn.message.content = std::move(text);
  return turn;
}

Turn model_answers(std::vector<AssertionPtr> assertions) {
  Turn turn;
  turn.kind = Turn::Kind::model;
  turn.assertions = std::move(assertions);
  return turn;
}

Turn tool_answers(std::string name, std::string content) {
  Turn turn;
  turn.kind = Turn::Kind::tool_answer;
  turn.tool_name = std::move(name);
  turn.message.content = std::move(content);
  return turn;
}

Outcome tool_call_answer(std::string_view name, std::string_view arguments) {
  return json_answer(200, fmt::format(R"({{"choices":[{{"index":0,"finish_reason":"tool_calls","message":{{)"
                                      R"("role":"assistant","content":null,"tool_calls":[{{"id":"call-1",)"
                                      R"("type":"function","function":{{"name":"{}","arguments":"{}"}}}}]}}}}]}})",
                                      name, arguments));
}

Stage::Stage() {
  suites.emplace_back();
  suites[0].name = "s";
  suites[0].prompts.emplace_back();
  suites[0].prompts[0].name = "p";
  add_model("m");
  options.mode = Mode::live;
}

void Stage::add_model(std::string name) {
  ModelSpec model;
  model.name = name;
  model.model = "vendor/" + name;
  model.concurrency = 4;
  model.retry = {.max = 2, .base = std::chrono::seconds(1), .cap = std::chrono::seconds(10)};
  project.models.push_back(model);
  options.live[name] = {.url = "http://" + name + "/v1/chat/completions", .headers = {}, .timeouts = {}};
}

Case& Stage::add_case(std::string id, std::vector<AssertionPtr> assertions) {
  Case a_case;
  a_case.id = std::move(id);
  a_case.settings.own().prompts = {0};
  for (const ModelSpec& model : project.models) a_case.settings.own().models.push_back(model.name);
  a_case.assertions = std::move(assertions);
  suites[0].cases.push_back(std::move(a_case));
  return suites[0].cases.back();
}

void Stage::add_cases(std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) add_case("c" + std::to_string(i), {says("yes")});
}

Conversation Stage::conversation(const Suite&, const Case& a_case, const Prompt&) const {
  if (auto found = conversations.find(a_case.id); found != conversations.end()) return found->second;
  return {user_says("ask " + a_case.id), model_answers()};
}

Plan Stage::plan(PlanOptions plan_options) {
  auto made = make_plan(project, suites, plan_options);
  REQUIRE(made);
  return std::move(*made);
}

RunEnd Stage::run() {
  return run(plan());
}

RunEnd Stage::run(const Plan& a_plan) {
  auto log = files.is_file("/run/run.jsonl") ? RunWriter::reopen(files, "/run") : RunWriter::create(files, "/run", {});
  REQUIRE(log);
  const RunWorld world{.transport = transport,
                       .clock = clock,
                       .conversations = *this,
                       .log = *log,
                       .observer = tape,
                       .images = nullptr,
                       .library = library.get(),
                       .recorder = recorder.get(),
                       .interrupted = &interrupted,
                       .in_order = in_order};
  auto end = run_plan(a_plan, world, options);
  if (!end) {
    errors = end.error();
    return {};
  }
  REQUIRE(log->finish({}));
  return *end;
}

std::vector<CaseResult> Stage::results() const {
  auto run = RunReader::open(files, "/run");
  REQUIRE(run);
  std::vector<CaseResult> all;
  run->for_each([&](const CaseResult& result) { all.push_back(result); });
  return all;
}

}  // namespace sightline::fakes
