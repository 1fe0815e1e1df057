#include "mock/fault.h"

#include <catch2/catch.hpp>

#include "json/json.h"
#include "mock.h"
#include "mock/fault_effect.h"
#include "mock/replay.h"

namespace sightline {

using namespace fakes;
using namespace mock_tests;

namespace {

using std::chrono::milliseconds;

std::string errors_told(const Errors& errors) {
  std::string text;
  for (const Error& error : errors) text += error.message + "\n";
  return text;
}

Fault fault(const std::string& text) {
  const auto rule = parse_fault_rule(text);
  INFO(text);
  REQUIRE(rule);
  REQUIRE(rule->faults.size() == 1);
  return rule->faults[0];
}

std::string trouble(const std::string& text) {
  const auto rule = parse_fault_rule(text);
  INFO(text);
  REQUIRE_FALSE(rule);
  return errors_told(rule.error());
}

TEST_CASE("a fault is read with its options") {
  const auto rule =
      parse_fault_rule("status=429,retry_after=1500ms,times=2 + delay_headers=3s,case=chat/*,probability=0.25");
  REQUIRE(rule);
  REQUIRE(rule->faults.size() == 2);
  CHECK(rule->faults[0].kind == Fault::Kind::status);
  CHECK(rule->faults[0].status == 429);
  CHECK(rule->faults[0].retry_after == milliseconds(1500));
  CHECK(rule->faults[0].said == "status=429,retry_after=1.5s");
  CHECK(rule->faults[1].time == milliseconds(3000));
  CHECK(rule->times == 2);
  CHECK(rule->cases == std::vector<std::string>{"chat/*"});
  CHECK(rule->probability == 0.25);
  CHECK(fault("stall=3,for=2s").at == 3);
  CHECK(fault("stall=3,for=2s").time == milliseconds(2000));
  CHECK_FALSE(fault("reset").at);
  CHECK(fault("reset=0").at == 0);
  CHECK(fault("content_type=text/html").text == "text/html");
  CHECK(parse_fault_rule("cut=1,case=stamp@language=de")->cases == std::vector<std::string>{"stamp_language_de"});
}

TEST_CASE("a rule's text is read as that rule") {
  for (const char* text :
       {"status=429,retry_after=1.5s+delay_headers=3s,times=2,probability=0.25,fixture=a*,case=chat/*",
        "stall=3,for=2s", "reset", "malformed_json=0+content_type=text/html"}) {
    CHECK(rule_text(*parse_fault_rule(text)) == text);
  }
}

TEST_CASE("a fault that is not understood is told") {
  CHECK(trouble("cutt=3") == "fault 'cutt=3': unknown fault or option 'cutt'; did you mean 'cut'?\n");
  CHECK(trouble("status=200") == "fault 'status=200': 'status' is \"200\"; it must be 400 to 599\n");
  CHECK(trouble("status=429,retry_after=1") ==
        "fault 'status=429,retry_after=1': 'retry_after' is \"1\"; it must be a time, such as 500ms or 2s\n");
  CHECK(trouble("stall=2") == "fault 'stall=2': a stall needs to say how long: for=2s\n");
  CHECK(trouble("cut=1,for=2s") == "fault 'cut=1,for=2s': 'for' belongs to 'stall'\n");
  CHECK(trouble("cut=1+cut=2") == "fault 'cut=1+cut=2': 'cut' is given twice\n");
  CHECK(trouble("times=2").find("no fault is named") != std::string::npos);
  CHECK(trouble("cut=-1").find("a count of events") != std::string::npos);
  CHECK(trouble("cut=1,probability=2").find("a number from 0 to 1") != std::string::npos);
  CHECK(trouble("cut=1,times=0").find("a number of requests from 1 on") != std::string::npos);
  CHECK(trouble("").find("unknown fault") != std::string::npos);
}

TEST_CASE("a faults file is read, and all that is wrong with it told") {
  const auto read = [](const std::string& text) {
    const Source source{"f.yaml", text};
    return read_fault_rules(source, *parse_json(source));
  };
  const auto rules =
      read(R"({"faults": [{"status": 503, "fixture": ["a/*", "b/*"], "times": 1}, {"cut": 2, "probability": 0.5}]})");
  REQUIRE(rules);
  REQUIRE(rules->size() == 2);
  CHECK(rules->at(0).fixtures == std::vector<std::string>{"a/*", "b/*"});
  CHECK(rules->at(1).faults[0].at == 2);
  const auto wrong = read("{\"faults\": [\n{\"status\": 1},\n{\"cutt\": 2}, 3]}");
  REQUIRE_FALSE(wrong);
  REQUIRE(wrong.error().size() == 3);
  CHECK(wrong.error()[0].place.text() == "f.yaml:2:12");
  CHECK(wrong.error()[1].place.text() == "f.yaml:3:2");
  CHECK_FALSE(read("{}"));
  CHECK_FALSE(read(R"({"faults": []})"));
  CHECK_FALSE(read(R"({"faults": [], "more": 1})"));
}

std::vector<std::string> chosen(const std::vector<FaultRule>& rules, FaultOccasion occasion, std::uint64_t seed = 0) {
  std::vector<std::string> names;
  for (const Fault* f : faults_of(rules, occasion, seed)) names.push_back(f->said);
  return names;
}

TEST_CASE("rules choose by fixture, case and count") {
  const std::vector<FaultRule> rules{*parse_fault_rule("cut=1,case=chat/*"),
                                     *parse_fault_rule("cut=2,fixture=*.json,times=2")};
  FaultOccasion occasion{.session = "", .key = "k", .fixture = "chat/sign-0123456789ab.json", .case_name = "chat/sign"};
  CHECK(chosen(rules, occasion) == std::vector<std::string>{"cut=1", "cut=2"});
  occasion.attempt = 2;
  CHECK(chosen(rules, occasion) == std::vector<std::string>{"cut=1"});
  occasion.case_name = "signs/stop";
  CHECK(chosen(rules, occasion).empty());
}

TEST_CASE("a probability is drawn from the seed and the occasion alone") {
  const std::vector<FaultRule> rules{*parse_fault_rule("cut=1,probability=0.3")};
  int fired = 0;
  int differing = 0;
  for (int i = 0; i < 2'000; ++i) {
    const std::string key = std::to_string(i);
    const FaultOccasion occasion{.session = "s", .key = key, .fixture = "f", .case_name = "c"};
    const bool first = !chosen(rules, occasion, 7).empty();
    CHECK(first == !chosen(rules, occasion, 7).empty());
    fired += first ? 1 : 0;
    differing += first != !chosen(rules, occasion, 8).empty() ? 1 : 0;
  }
  CHECK(fired > 500);
  CHECK(fired < 700);
  CHECK(differing > 500);
}

/// What a stream of three events and [DONE] becomes.
struct Broken {
  ServerResponse response;
  FaultEffect effect;
};

Broken broken(const std::string& text, const RecordedResponse& recorded) {
  const auto rule = parse_fault_rule(text);
  REQUIRE(rule);
  std::vector<const Fault*> faults;
  for (const Fault& f : rule->faults) faults.push_back(&f);
  Broken result{replayed(recorded, {.speed = 1}, true, ""), {}};
  result.effect = apply_faults(faults, result.response);
  return result;
}

RecordedResponse three() {
  return streamed({chunk("a"), chunk("ü"), chunk("c")});
}

std::string frames(std::size_t count) {
  std::string text;
  for (const char* word : {"a", "ü", "c"}) {
    if (count-- == 0) break;
    text += "data: " + chunk(word) + "\n\n";
  }
  return text;
}

TEST_CASE("a cut after k events leaves k events") {
  for (std::size_t k = 0; k <= 3; ++k) {
    for (const auto& [name, ending] :
         {std::pair("cut", Ending::cut), std::pair("truncate", Ending::whole), std::pair("reset", Ending::reset)}) {
      const Broken cut = broken(std::string(name) + "=" + std::to_string(k), three());
      CHECK(cut.response.body == frames(k));
      CHECK(cut.response.ending == ending);
      REQUIRE_FALSE(cut.response.pieces.empty());
      CHECK(cut.response.pieces.back().end == frames(k).size());
      CHECK(cut.effect.spoiled);
    }
  }
  CHECK(broken("cut=4", three()).response.body == three().body);
  const Broken late = broken("cut=5", three());
  CHECK(late.effect.fired.empty());
  CHECK(late.effect.skipped == std::vector<std::string>{"cut=5: the answer has 4 events"});
  CHECK(late.response.ending == Ending::whole);
  CHECK_FALSE(late.effect.spoiled);
}

TEST_CASE("a cut after an event of CRLF lines leaves that event whole and nothing of the next") {
  RecordedResponse recorded = three();
  std::string& body = recorded.body;
  for (std::size_t at = 0; (at = body.find('\n', at)) != std::string::npos; at += 2) body.insert(at, 1, '\r');
  recorded.arrivals = {{0, 1'000}};
  const std::string event = "data: " + chunk("a") + "\r\n\r\n";
  CHECK(broken("cut=1", recorded).response.body == event);
  CHECK(broken("cut=4", recorded).response.body == body);
  CHECK(broken("cut=5", recorded).effect.skipped == std::vector<std::string>{"cut=5: the answer has 4 events"});
  const Mock mock({fixture_of(question("Hi?", R"(,"stream":true)"), {recorded})});
  RawClient client(mock.server->port());
  client.send(post(question("Hi?", R"(,"stream":true)"), "X-Sightline-Fault: cut=1\r\n"));
  const std::string sent = client.rest();
  CHECK(sent.substr(sent.find("\r\n\r\n") + 4).find(event) != std::string::npos);
  CHECK(sent.find(chunk("ü")) == std::string::npos);
}

TEST_CASE("a reset without a number comes before any byte") {
  const Broken reset = broken("reset", three());
  CHECK(reset.response.no_head);
  CHECK(reset.response.ending == Ending::reset);
  CHECK(reset.response.body.empty());
}

TEST_CASE("a cut within a character leaves its first byte") {
  const Broken cut = broken("cut_character=0", three());
  CHECK(cut.response.body.ends_with("\xC3"));
  CHECK(cut.response.body.starts_with(frames(1)));
  CHECK(cut.response.ending == Ending::cut);
  CHECK(broken("cut_character=2", three()).effect.skipped ==
        std::vector<std::string>{"cut_character=2: no character of several bytes comes after that"});
}

TEST_CASE("one event is no JSON and the others are") {
  const Broken bad = broken("malformed_json=1", three());
  CHECK(bad.response.body.starts_with(frames(1)));
  CHECK(bad.response.body.ends_with("data: " + chunk("c") + "\n\ndata: [DONE]\n\n"));
  const std::string event = bad.response.body.substr(frames(1).size());
  CHECK_FALSE(parse_json(event.substr(6, event.find("\n\n") - 6)));
  CHECK(bad.response.pieces.back().end == bad.response.body.size());
  const Broken whole = broken("malformed_json", plain(R"({"id":1,"choices":[]})"));
  CHECK_FALSE(parse_json(whole.response.body));
  CHECK_FALSE(whole.response.body.empty());
}

TEST_CASE("an error comes in the middle of a stream, and its end") {
  const Broken bad = broken("error_frame=2", three());
  CHECK(bad.response.body.starts_with(frames(2) + "data: {\"error\":{\"message\":"));
  CHECK(bad.response.body.find("[DONE]") == std::string::npos);
  CHECK(bad.response.ending == Ending::whole);
  CHECK(broken("error_frame=0", plain("{}")).effect.skipped.size() == 1);
}

std::vector<std::int64_t> times(const ServerResponse& response) {
  std::vector<std::int64_t> all;
  for (const TimedPiece& piece : response.pieces) all.push_back(piece.at.count() / 1000);
  return all;
}

TEST_CASE("times are moved from where the fault says") {
  CHECK(times(broken("stall=2,for=1s", three()).response) == std::vector<std::int64_t>{0, 10, 1020});
  CHECK(times(broken("delay_first_byte=50ms", three()).response) == std::vector<std::int64_t>{50, 60, 70});
  const Broken delayed = broken("delay_headers=50ms", three());
  CHECK(delayed.response.delay == milliseconds(50));
  CHECK(times(delayed.response) == std::vector<std::int64_t>{50, 60, 70});
  CHECK_FALSE(delayed.effect.spoiled);
  const Broken both = broken("stall=1,for=1s+cut=1", three());
  CHECK(both.response.body == frames(1));
  CHECK(times(both.response) == std::vector<std::int64_t>{0, 1000});
  CHECK(both.response.ending == Ending::cut);
}

TEST_CASE("a plain answer is cut after bytes, and its length still says more") {
  const Broken cut = broken("cut=3", plain("{\"id\":1}"));
  CHECK(cut.response.body == "{\"i");
  CHECK(cut.response.announced_length == 8);
  CHECK(cut.response.ending == Ending::cut);
  const Broken truncated = broken("truncate=3", plain("{\"id\":1}"));
  CHECK(truncated.response.body == "{\"i");
  CHECK(truncated.response.ending == Ending::whole);
  CHECK(times(broken("delay_first_byte=20ms", plain("{}")).response) == std::vector<std::int64_t>{20});
}

TEST_CASE("the content type can be a wrong one") {
  const Broken wrong = broken("content_type=text/html", three());
  REQUIRE(wrong.response.headers.size() == 1);
  CHECK(wrong.response.headers[0].value == "text/html");
}

TEST_CASE("whatever faults come together, what is sent hangs together") {
  std::vector<std::string> all{"reset", "malformed_json", "content_type=text/plain", "delay_headers=1s",
                               "delay_first_byte=1s"};
  for (const char* name : {"cut", "truncate", "reset", "cut_character", "malformed_json", "error_frame"}) {
    for (const char* at : {"0", "1", "2", "4", "9"}) all.push_back(std::string(name) + "=" + at);
  }
  for (const char* at : {"0", "2", "4"}) all.push_back(std::string("stall=") + at + ",for=1s");
  std::vector<Fault> faults;
  for (const std::string& text : all) faults.push_back(fault(text));
  for (const RecordedResponse& recorded : {three(), plain(R"({"id":"ü","choices":[]})"), plain(""), streamed({})}) {
    for (const Fault& first : faults) {
      for (const Fault& second : faults) {
        for (const Fault& third : {faults[0], faults[1], faults[7]}) {
          ServerResponse response = replayed(recorded, {.speed = 1}, true, "");
          const FaultEffect effect = apply_faults({&first, &second, &third}, response);
          INFO(first.said << " " << second.said << " " << third.said);
          std::size_t begin = 0;
          bool in_order = true;
          for (const TimedPiece& piece : response.pieces) {
            in_order = in_order && piece.end >= begin;
            begin = piece.end;
          }
          REQUIRE(in_order);
          REQUIRE((response.pieces.empty() || begin == response.body.size()));
          REQUIRE((!response.no_head || (response.body.empty() && response.ending == Ending::reset)));
          REQUIRE(effect.fired.size() + effect.skipped.size() == 3);
        }
      }
    }
  }
}

TEST_CASE("nothing fires in what is cut off, in whatever order it is said") {
  for (const char* text : {"malformed_json=2+error_frame=2", "error_frame=2+malformed_json=2"}) {
    const Broken both = broken(text, three());
    CHECK(both.effect.fired == std::vector<std::string>{"error_frame=2"});
    CHECK(both.effect.skipped == std::vector<std::string>{"malformed_json=2: the answer has 2 events"});
  }
}

TEST_CASE("of two faults that end an answer, the first does") {
  const Broken reset = broken("reset+error_frame=2", three());
  CHECK(reset.response.no_head);
  CHECK(reset.response.ending == Ending::reset);
  CHECK(reset.effect.fired == std::vector<std::string>{"reset"});
  CHECK(reset.effect.skipped == std::vector<std::string>{"error_frame=2: another fault has ended the answer"});
  const Broken bad = broken("reset+malformed_json=1", three());
  CHECK(bad.effect.skipped == std::vector<std::string>{"malformed_json=1: the answer has 0 events"});
}

TEST_CASE("faults are told in headers, and leave the repeat to be asked for again") {
  const Fixture fixture = fixture_of(question("Hi?"), {plain("{\"id\":1}")});
  const Mock mock({fixture}, {.faults = {*parse_fault_rule("status=429,retry_after=1500ms,times=2,case=s/c")}});
  for (int i = 0; i < 2; ++i) {
    const std::string answer = asked(mock, post(question("Hi?")));
    CHECK(answer.substr(9, 3) == "429");
    CHECK(header_of(answer, "retry-after") == "2");
    CHECK(header_of(answer, "retry-after-ms") == "1500");
    CHECK(header_of(answer, "x-sightline-verdict") == "fault");
    CHECK(header_of(answer, "x-sightline-fault") == "status=429,retry_after=1.5s");
    CHECK(message_of(answer) == "Too Many Requests (fault status=429,retry_after=1.5s)");
  }
  CHECK(body_of(asked(mock, post(question("Hi?")))) == "{\"id\":1}");
  CHECK(header_of(asked(mock, post(question("Hi?"))), "x-sightline-verdict") == "miss");
}

TEST_CASE("a request may bring a fault of its own") {
  const Mock mock({fixture_of(question("Hi?", R"(,"stream":true)"), {three()})});
  const auto with = [&](const std::string& text) {
    RawClient client(mock.server->port());
    client.send(post(question("Hi?", R"(,"stream":true)"), "X-Sightline-Fault: " + text + "\r\n"));
    return client.rest();
  };
  const std::string cut = with("cut=2");
  CHECK(header_of(cut, "x-sightline-fault") == "cut=2");
  CHECK(cut.find(chunk("ü")) != std::string::npos);
  CHECK(cut.find(chunk("c")) == std::string::npos);
  CHECK_FALSE(cut.ends_with("0\r\n\r\n"));
  CHECK(with("reset").empty());
  const std::string skipped = asked(mock, post(question("Hi?", R"(,"stream":true)"), "X-Sightline-Fault: cut=9\r\n"));
  CHECK(unchunked(skipped) == three().body);
  CHECK(header_of(skipped, "x-sightline-fault-skipped") == "cut=9: the answer has 4 events");
  // What was served whole is used up, though a fault was asked for.
  CHECK(header_of(asked(mock, post(question("Hi?", R"(,"stream":true)"))), "x-sightline-verdict") == "miss");
  const std::string wrong = asked(mock, post(question("Hi?"), "X-Sightline-Fault: boom\r\n"));
  CHECK(wrong.substr(9, 3) == "400");
  CHECK(message_of(wrong).starts_with("X-Sightline-Fault: fault 'boom': unknown fault or option 'boom'"));
}

}  // namespace
}  // namespace sightline
