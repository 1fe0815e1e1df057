#include <catch2/catch.hpp>

#include "stage.h"

using namespace sightline;
using namespace sightline::fakes;
using namespace std::chrono_literals;

TEST_CASE("A run sends each case, judges it and says so") {
  Stage stage;
  stage.add_case("a", {says("yes")});
  stage.add_case("b", {says("yes")});
  stage.transport.next(chat_answer("yes")).next(chat_answer("no"));
  const RunEnd end = stage.run();
  CHECK(end.incomplete_because.empty());
  CHECK(stage.tape.text() ==
        "started 2\n"
        "sent s/a#p@m repeat 0 turn 0 send 1\n"
        "sent s/b#p@m repeat 0 turn 0 send 1\n"
        "passed s/a#p@m repeat 0\n"
        "failed s/b#p@m repeat 0: says: no 'yes' in 'no'\n");
  CHECK(stage.transport.started()[0].body == R"({"model":"vendor/m","messages":[{"role":"user","content":"ask a"}]})");
}

TEST_CASE("A 429 is sent again after the server's wait, and each send is kept") {
  Stage stage;
  stage.add_case("a", {says("yes")});
  Outcome busy = json_answer(429, R"({"message":"Too Many Requests","statusCode":429})");
  busy.headers.push_back({"retry-after", "3"});
  stage.transport.next(busy).next(chat_answer("yes"));
  stage.run();
  CHECK(stage.tape.text() ==
        "started 1\n"
        "sent s/a#p@m repeat 0 turn 0 send 1\n"
        "model m pauses for 3s: it asks for it\n"
        "model m is sent 1 at once, down from 4: it answered 429\n"
        "again s/a#p@m repeat 0 after rate_limited in 3000 ms\n"
        "sent s/a#p@m repeat 0 turn 0 send 2\n"
        "passed s/a#p@m repeat 0\n");
  CHECK(stage.transport.started()[1].at >= 3s);
  const auto results = stage.results();
  REQUIRE(results.size() == 1);
  REQUIRE(results[0].exchanges.at(0).attempts.size() == 1);
  CHECK(results[0].exchanges[0].attempts[0].failure.status == 429);
  CHECK(results[0].exchanges[0].attempts[0].waited_ms == 3000);
}

TEST_CASE("A 429 for ever ends as an error after the policy's sends") {
  Stage stage;
  stage.add_case("a", {says("yes")});
  stage.transport.always("", json_answer(429, R"({"message":"Too Many Requests","statusCode":429})"));
  const RunEnd end = stage.run();
  CHECK(end.incomplete_because.empty());
  CHECK(stage.transport.started().size() == 3);
  CHECK(stage.tape.lines().back() == "error s/a#p@m repeat 0: rate_limited: Too Many Requests");
}

TEST_CASE("A 400 is not sent again") {
  Stage stage;
  stage.add_case("a", {says("yes")});
  stage.transport.always("", json_answer(400, R"({"message":"Body validation error","statusCode":"400"})"));
  stage.run();
  CHECK(stage.transport.started().size() == 1);
  CHECK(stage.tape.lines().back() == "error s/a#p@m repeat 0: bad_request: Body validation error");
}

TEST_CASE("A 401 ends its model's part of the run and leaves the others alone") {
  Stage stage;
  stage.add_model("k");
  stage.project.models[0].concurrency = 1;
  stage.project.models[1].concurrency = 1;
  for (const char* id : {"a", "b", "c"}) stage.add_case(id, {says("yes")});
  stage.transport.always("http://m/", json_answer(401, R"({"message":"no valid key","statusCode":401})"));
  stage.transport.always("http://k/", chat_answer("yes"));
  const RunEnd end = stage.run();
  CHECK(end.incomplete_because ==
        std::vector<std::string>{"model 'm' answered 401: no valid key", "2 of 6 planned results were not run"});
  std::size_t sent_to_m = 0;
  for (const auto& started : stage.transport.started()) sent_to_m += started.request.url.starts_with("http://m/");
  CHECK(sent_to_m == 1);
  std::size_t passed = 0;
  for (const CaseResult& result : stage.results()) passed += result.status == Status::passed;
  CHECK(passed == 3);
}

TEST_CASE("No model has more requests under way than its concurrency") {
  Stage stage;
  for (int i = 0; i < 20; ++i) stage.add_case("c" + std::to_string(i), {says("yes")});
  stage.project.models[0].concurrency = 3;
  stage.transport.always("", chat_answer("yes"), 10ms);
  stage.run();
  CHECK(stage.transport.most_under_way() == 3);
  CHECK(stage.results().size() == 20);
}

TEST_CASE("Repeats are sent each, and the results keep the plan's order") {
  Stage stage;
  stage.add_case("a", {says("yes")}).settings.own().repeat = {.n = 3, .pass = 2};
  stage.add_case("b", {says("yes")});
  stage.transport.next(chat_answer("yes"), 30ms).next(chat_answer("no"), 20ms).next(chat_answer("yes"), 10ms);
  stage.transport.next(chat_answer("yes"));
  stage.run();
  std::vector<std::string> order;
  for (const CaseResult& r : stage.results()) order.push_back(r.unit.case_id + std::to_string(r.repeat));
  CHECK(order == std::vector<std::string>{"a0", "a1", "a2", "b0"});
}

TEST_CASE("A conversation goes on with the model's answers") {
  Stage stage;
  stage.add_case("a", {says("nine")});
  stage.conversations["a"] = {user_says("one"), model_answers({says("two")}), user_says("three"), model_answers()};
  stage.transport.next(chat_answer("two")).next(chat_answer("nine"));
  stage.run();
  REQUIRE(stage.transport.started().size() == 2);
  CHECK(stage.transport.started()[1].body ==
        R"({"model":"vendor/m","messages":[{"role":"user","content":"one"},{"role":"assistant","content":"two"},)"
        R"({"role":"user","content":"three"}]})");
  const auto results = stage.results();
  REQUIRE(results[0].assertions.size() == 2);
  CHECK(results[0].assertions[0].turn == 0);
  CHECK(results[0].assertions[1].turn == 1);
  CHECK(results[0].status == Status::passed);
}

TEST_CASE("A tool's answer goes to the call of its name") {
  Stage stage;
  stage.add_case("a", {says("sunny")});
  stage.conversations["a"] = {user_says("weather?"), model_answers(), tool_answers("get_weather", "sun"),
                              model_answers()};
  SECTION("that the model made") {
    stage.transport.next(tool_call_answer("get_weather", "{}")).next(chat_answer("It is sunny"));
    stage.run();
    CHECK(stage.tape.lines().back() == "passed s/a#p@m repeat 0");
    CHECK(stage.transport.started()[1].body.find(R"("role":"tool","content":"sun","tool_call_id":"call-1")") !=
          std::string::npos);
  }
  SECTION("and where the model made none, the case fails and the conversation ends") {
    stage.transport.next(chat_answer("I do not know"));
    stage.run();
    CHECK(stage.tape.lines().back() == "failed s/a#p@m repeat 0: expected a call of get_weather");
    CHECK(stage.results()[0].score == 0);
  }
}

TEST_CASE("xfail turns a fail around, and leaves trouble trouble") {
  Stage stage;
  stage.add_case("fails", {says("yes")}).settings.own().xfail = "tracked upstream";
  stage.add_case("passes", {says("yes")}).settings.own().xfail = "";
  stage.add_case("breaks", {says("yes")}).settings.own().xfail = "";
  stage.transport.when("ask fails", chat_answer("no")).when("ask passes", chat_answer("yes"));
  stage.transport.when("ask breaks", json_answer(400, R"({"message":"bad","statusCode":400})"));
  stage.run();
  const auto results = stage.results();
  CHECK(results[0].status == Status::xfailed);
  CHECK(results[0].reason == "says: no 'yes' in 'no' (expected to fail: tracked upstream)");
  CHECK(results[1].status == Status::xpassed);
  CHECK(results[1].reason == "passes now: delete xfail");
  CHECK(results[2].status == Status::error);
}

TEST_CASE("A skipped case has its line and sends nothing") {
  Stage stage;
  Case& skipped = stage.add_case("a", {says("yes")});
  skipped.settings.own().skip = "not today";
  skipped.settings.own().repeat = {.n = 3, .pass = 3};
  stage.run();
  CHECK(stage.transport.started().empty());
  REQUIRE(stage.results().size() == 1);
  CHECK(stage.results()[0].status == Status::skipped);
  CHECK(stage.results()[0].reason == "not today");
}

TEST_CASE("An assertion's trouble is an error, and weight 0 decides nothing") {
  Stage stage;
  stage.add_case("trouble", {says("yes"), troubled()});
  stage.add_case("measured", {says("yes"), says("no way", 0)});
  stage.transport.always("", chat_answer("yes"));
  stage.run();
  CHECK(stage.results()[0].status == Status::error);
  CHECK(stage.results()[0].reason == "says: the reference is missing");
  CHECK(stage.results()[1].status == Status::passed);
  CHECK(stage.results()[1].score == 1);
}

TEST_CASE("min_score decides by the weighted mean") {
  Stage stage;
  stage.add_case("a", {says("yes", 3), says("never", 1)}).settings.own().min_score = 0.75;
  stage.add_case("b", {says("yes", 1), says("never", 1)}).settings.own().min_score = 0.75;
  stage.transport.always("", chat_answer("yes"));
  stage.run();
  CHECK(stage.results()[0].status == Status::passed);
  CHECK(stage.results()[0].score == 0.75);
  CHECK(stage.results()[1].status == Status::failed);
  CHECK(stage.results()[1].reason == "score 0.5 is below min_score 0.75; says: no 'never' in 'yes'");
}

TEST_CASE("The limit of --max-cost stops a run before it is overrun") {
  Stage stage;
  ModelSpec& model = stage.project.models[0];
  model.price = Price{.input = 0, .output = 1'000'000};
  model.concurrency = 1;
  model.params.set("max_tokens", 1);
  for (const char* id : {"a", "b", "c"}) stage.add_case(id, {says("yes")});
  Outcome answer = json_answer(200, R"({"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant",)"
                                    R"("content":"yes"}}],"usage":{"prompt_tokens":1,"completion_tokens":1}})");
  stage.transport.always("", answer);
  stage.options.limits.max_cost = 2.5;
  const RunEnd end = stage.run();
  CHECK(end.spent == 2);
  CHECK(stage.transport.started().size() == 2);
  REQUIRE(end.incomplete_because.size() == 2);
  CHECK(end.incomplete_because[0] ==
        "--max-cost 2.5 would be overrun: 2 USD spent, 0 set aside for requests under way, the next may cost 1");
  CHECK(end.incomplete_because[1] == "1 of 3 planned results were not run");
}

TEST_CASE("What --fail-fast and --max-errors say stops the run") {
  Stage stage;
  stage.project.models[0].concurrency = 1;
  for (const char* id : {"a", "b", "c"}) stage.add_case(id, {says("yes")});
  SECTION("at the first fail") {
    stage.transport.always("", chat_answer("no"));
    stage.options.fail_fast = true;
  }
  SECTION("at the first error too many") {
    stage.transport.always("", json_answer(400, R"({"message":"bad","statusCode":400})"));
    stage.options.limits.max_errors = 0;
  }
  const RunEnd end = stage.run();
  CHECK(stage.transport.started().size() == 1);
  CHECK(end.incomplete_because.back() == "2 of 3 planned results were not run");
}

TEST_CASE("An interrupt ends what is under way and leaves a readable log") {
  Stage stage;
  stage.project.models[0].concurrency = 2;
  for (const char* id : {"a", "b", "c", "d"}) stage.add_case(id, {says("yes")});
  stage.transport.always("", chat_answer("yes"), 1h);
  stage.interrupted = true;
  const RunEnd end = stage.run();
  CHECK(end.interrupted);
  CHECK(stage.results().empty());
  CHECK(end.incomplete_because.back() == "4 of 4 planned results were not run");
}

TEST_CASE("A full disk ends the run with an error, and the log stays readable") {
  Stage stage;
  for (const char* id : {"a", "b"}) stage.add_case(id, {says("yes")});
  stage.project.models[0].concurrency = 1;
  stage.transport.always("", chat_answer("yes"));
  stage.files.fail("/run/run.jsonl", MemoryFiles::Operation::append, std::errc::no_space_on_device, 1);
  stage.run();
  REQUIRE(stage.errors.size() == 1);
  CHECK(stage.errors[0].message.find("No space left on device") != std::string::npos);
  stage.files.mend("/run/run.jsonl", MemoryFiles::Operation::append);
  CHECK(stage.results().size() == 1);
}

TEST_CASE("Trouble that will not go away is told by kind") {
  using Trouble = Outcome::Trouble;
  struct Row {
    Outcome outcome;
    std::string reason;
    std::size_t sends;
  };
  const std::vector<Row> rows = {
      {no_answer(Trouble::refused_connection, "connection refused by 127.0.0.1:1"),
       "refused_connection: connection refused by 127.0.0.1:1", 3},
      {no_answer(Trouble::tls, "self-signed certificate"), "tls: self-signed certificate", 1},
      {no_answer(Trouble::total_timeout, "no whole answer within 60s"), "timeout: no whole answer within 60s", 3},
  };
  for (const Row& row : rows) {
    Stage stage;
    stage.add_case("a", {says("yes")});
    stage.transport.always("", row.outcome);
    stage.run();
    CHECK(stage.tape.lines().back() == "error s/a#p@m repeat 0: " + row.reason);
    CHECK(stage.transport.started().size() == row.sends);
  }
}

TEST_CASE("An answer that echoes a key is kept nowhere") {
  Stage stage;
  stage.add_case("plain", {says("yes")});
  stage.add_case("encoded", {says("yes")});
  stage.add_case("refused", {says("yes")});
  stage.options.secrets = {"sk-123456789"};
  stage.transport.when("ask plain", chat_answer("yes, your key is sk-123456789"));
  stage.transport.when("ask encoded", chat_answer("yes, c2stMTIzNDU2Nzg5"));
  stage.transport.when("ask refused", json_answer(400, R"({"message":"bad key sk-123456789","statusCode":400})"));
  stage.run();
  for (const CaseResult& result : stage.results()) {
    CHECK(result.status == Status::error);
    CHECK(result.reason.ends_with("the answer holds the value of a secret: it is not kept"));
  }
  CHECK(stage.log_text().find("sk-123456789") == std::string::npos);
  CHECK(stage.log_text().find("c2stMTIzNDU2Nzg5") == std::string::npos);
}

TEST_CASE("A server that asks for too long a wait is told of") {
  Stage stage;
  stage.add_case("a", {says("yes")});
  Outcome busy = json_answer(429, R"({"message":"Too Many Requests","statusCode":429})");
  busy.headers.push_back({"retry-after", "3600"});
  stage.transport.always("", busy);
  stage.run();
  CHECK(stage.transport.started().size() == 1);
  CHECK(stage.tape.lines().back() ==
        "error s/a#p@m repeat 0: rate_limited: Too Many Requests; it asks for a wait of 3600 s, more than the cap of "
        "10 s");
}

TEST_CASE("A run that goes on keeps what is finished and unchanged") {
  Stage stage;
  stage.add_case("a", {says("yes")});
  stage.transport.next(chat_answer("yes"));
  stage.run();
  const CaseResult earlier = stage.results().at(0);
  stage.options.earlier = [&](const UnitId&, unsigned) { return std::optional(earlier); };
  SECTION("without sending it again") {
    const RunEnd end = stage.run();
    CHECK(end.kept == 1);
    CHECK(stage.transport.started().size() == 1);
    CHECK(stage.results().size() == 1);
  }
  SECTION("but judged by today's assertions") {
    stage.suites[0].cases[0].assertions = {says("no")};
    stage.run();
    CHECK(stage.transport.started().size() == 1);
    CHECK(stage.results().at(0).status == Status::failed);
  }
  SECTION("and sends what is asked in other words") {
    stage.conversations["a"] = {user_says("something else"), model_answers()};
    stage.transport.next(chat_answer("yes"));
    CHECK(stage.run().kept == 0);
    CHECK(stage.transport.started().size() == 2);
  }
  SECTION("and, while it records, sends what no recording holds") {
    stage.options.mode = Mode::record;
    stage.library = std::make_unique<Library>(stage.files, "/fixtures");
    stage.recorder = std::make_unique<Recorder>(*stage.library, Recorder::Options{});
    stage.transport.next(chat_answer("yes"));
    CHECK(stage.run().kept == 0);
    CHECK(stage.transport.started().size() == 2);
    Library reloaded(stage.files, "/fixtures");
    CHECK(reloaded.load().empty());
    CHECK(reloaded.size() == 1);
  }
}
