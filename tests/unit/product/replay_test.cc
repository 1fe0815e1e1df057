// `sightline serve` as a process of its own, asked by `sightline run` as by any client of the API.

#include <signal.h>
#include <sys/wait.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>

#include "base/files.h"
#include "fakes/raw_client.h"
#include "json/json.h"
#include "serve_process.h"

namespace fs = std::filesystem;
using namespace sightline;
using namespace sightline::product_tests;

namespace {

std::string got(const Serve& server, const std::string& path) {
  fakes::RawClient client(server.port());
  client.send("GET " + path + " HTTP/1.1\r\n\r\n");
  return fakes::body_of(client.answer());
}

std::string asked(const Serve& server, const std::string& body) {
  fakes::RawClient client(server.port());
  client.send("POST /v1/chat/completions HTTP/1.1\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
              body);
  return client.answer();
}

/// The journal's entries as texts, sorted by session, key and repeat.
std::vector<std::string> sorted_journal(const Serve& server) {
  const auto journal = parse_json(got(server, "/__sightline/journal"));
  REQUIRE(journal);
  std::vector<std::string> entries;
  for (const Node& entry : journal->find("entries")->list()) {
    entries.push_back(entry.find("session")->string() + " " + entry.find("key")->string() + " " +
                      entry.find("repeat")->number_text() + " " + to_json(entry));
  }
  std::sort(entries.begin(), entries.end());
  return entries;
}

/// A verb that writes a run of the example suites; the stable results.
std::string results_of(const Scratch& scratch, const std::string& name, const std::string& verb) {
  const std::string out = scratch.path(name);
  const std::string command = std::string("cd '") + SIGHTLINE_SOURCE_DIR +
                              "' && env -u CI AIMLAPI_API_KEY=none-of-your-business '" + SIGHTLINE_BINARY + "' " +
                              verb + " --quiet --out '" + out + "' >/dev/null 2>'" + out + ".err' && '" +
                              SIGHTLINE_BINARY + "' report '" + out + "' --stable >'" + out + ".json'";
  const int status = std::system(command.c_str());
  INFO(DiskFiles().read(out + ".err").value_or(""));
  CHECK(status == 0);
  return DiskFiles().read(out + ".json").value_or("");
}

/// Runs all example suites.
std::string run_suites(const Scratch& scratch, const std::string& name, const std::string& options) {
  return results_of(scratch, name, "run " + options);
}

TEST_CASE("A run of all suites that is scored again gives the same results, conversations too") {
  const Scratch scratch;
  const std::string run = run_suites(scratch, "run", "-j 4");
  CHECK(run.size() > 10'000);
  CHECK((results_of(scratch, "again", "rescore '" + scratch.path("run") + "'") == run));
}

TEST_CASE("Two replays of all suites give the same results, byte for byte, in whatever order requests come") {
  const Scratch scratch;
  const std::string one_by_one = run_suites(scratch, "one", "-j 1");
  CHECK(one_by_one.size() > 10'000);
  CHECK((run_suites(scratch, "two", "-j 16") == one_by_one));
}

TEST_CASE("Two runs of all suites leave the same journal in a server, in whatever order requests come") {
  const Scratch scratch;
  std::vector<std::vector<std::string>> journals;
  for (const std::string jobs : {"1", "16"}) {
    Serve server(scratch, example_fixtures());
    run_suites(
        scratch, "run" + jobs,
        "--mode live -j " + jobs + " --base-url http://127.0.0.1:" + std::to_string(server.port()) + "/s/replay/v1");
    journals.push_back(sorted_journal(server));
    CHECK(server.end() == 0);
  }
  CHECK(journals[0].size() > 25);
  CHECK(journals[0] == journals[1]);
}

TEST_CASE("A watched folder's changes are taken whole, and broken ones not at all") {
  const Scratch scratch;
  const std::string folder = scratch.path("fixtures");
  fs::create_directory(folder);
  const auto fixture = [](const std::string& question, const std::string& answer) {
    return R"({"fixture": 1, "request": {"body": {"model": "m", "messages": [{"role": "user", "content": ")" +
           question + R"("}]}}, "responses": [{"text": ")" + answer +
           R"("}], "after": "repeat_last", "recorded": {"source": "authored"}})";
  };
  const std::string body = R"({"model":"m","messages":[{"role":"user","content":"Hi?"}]})";
  DiskFiles files;
  REQUIRE(files.write_whole(folder + "/a.json", fixture("Hi?", "old")));
  Serve server(scratch, folder, {"--watch"});
  const auto says = [&](const std::string& text) {
    return asked(server, body).find("\"content\":\"" + text + "\"") != std::string::npos;
  };
  CHECK(says("old"));
  REQUIRE(files.write_whole(folder + "/a.json", fixture("Hi?", "new")));
  CHECK(comes_true([&] { return says("new"); }));
  REQUIRE(files.write_whole(folder + "/a.json", "{broken"));
  REQUIRE(files.write_whole(folder + "/b.json", fixture("Ho?", "other")));
  CHECK(comes_true(
      [&] { return got(server, "/metrics").find("sightline_failed_reloads_total 1\n") != std::string::npos; }));
  CHECK(says("new"));
  CHECK(server.end() == 0);
}

TEST_CASE("A server that is told to end lets a stream come to its end") {
  const Scratch scratch;
  Serve server(scratch, example_fixtures(), {"--ttft", "50ms", "--tokens-per-second", "40"});
  fakes::RawClient client(server.port());
  const auto fixture =
      DiskFiles().read(example_fixtures() + "/chat/stream-4d0b4f29a30c.json").and_then([](const std::string& text) {
        return parse_json(text);
      });
  REQUIRE(fixture);
  const std::string body = to_json(*at_pointer(*fixture, "/request/body"));
  client.send("POST /v1/chat/completions HTTP/1.1\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
              body);
  REQUIRE(comes_true([&] { return got(server, "/__sightline/coverage").find("\"requests\":1") != std::string::npos; }));
  ::kill(server.process(), SIGTERM);
  const std::string answer = client.rest();
  CHECK(answer.starts_with("HTTP/1.1 200"));
  CHECK(answer.find("data: [DONE]\n\n") != std::string::npos);
  CHECK(answer.ends_with("0\r\n\r\n"));
  CHECK(server.end() == 0);
}

TEST_CASE("A recording server that is told twice to end does not wait for its upstream") {
  const Scratch scratch;
  const Scratch upstream_scratch;
  const Serve upstream(upstream_scratch, example_fixtures(), {"--fault", "delay_headers=25s"});
  Serve server(scratch, scratch.path("recorded"),
               {"--record", "--upstream", "http://127.0.0.1:" + std::to_string(upstream.port()) + "/v1"});
  const auto fixture =
      DiskFiles().read(example_fixtures() + "/chat/stream-4d0b4f29a30c.json").and_then([](const std::string& text) {
        return parse_json(text);
      });
  REQUIRE(fixture);
  const std::string body = to_json(*at_pointer(*fixture, "/request/body"));
  fakes::RawClient client(server.port());
  client.send("POST /v1/chat/completions HTTP/1.1\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
              body);
  REQUIRE(
      comes_true([&] { return got(upstream, "/__sightline/coverage").find("\"requests\":1") != std::string::npos; }));
  const auto begin = std::chrono::steady_clock::now();
  // Again and again: two that come at once are one.
  CHECK(comes_true([&] {
    ::kill(server.process(), SIGTERM);
    siginfo_t ended{};
    return ::waitid(P_PID, static_cast<id_t>(server.process()), &ended, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           ended.si_pid != 0;
  }));
  CHECK(server.end() == 0);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(20));  // Upstream takes 25.
}

TEST_CASE("Four requests that differ in one thing each are four recordings with four answers") {
  const Scratch scratch;
  const auto image = [](char last) {
    return std::string("data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP//") + last + "yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
  };
  const auto request = [](const std::string& system, const std::string& temperature, const std::string& url) {
    return R"({"model":"m","temperature":)" + temperature + R"(,"messages":[{"role":"system","content":")" + system +
           R"("},{"role":"user","content":[{"type":"text","text":"What is it?"},{"type":"image_url","image_url":{"url":")" +
           url + R"("}}]}]})";
  };
  const std::vector<std::string> requests{request("Be brief.", "0", image('/')),
                                          request("Be brief.", "0.5", image('/')), request("Be kind.", "0", image('/')),
                                          request("Be brief.", "0", image('+'))};
  // The upstream answers each by what it was asked, as a model would.
  fs::create_directory(scratch.path("upstream"));
  DiskFiles files;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    REQUIRE(files.write_whole(scratch.path("upstream/" + std::to_string(i) + ".json"),
                              R"({"fixture": 1, "request": {"body": )" + requests[i] +
                                  R"(}, "responses": [{"text": "answer )" + std::to_string(i) +
                                  R"("}], "recorded": {"source": "authored"}})"));
  }
  const auto answers = [&](const Serve& server) {
    std::vector<std::string> all;
    for (const std::string& body : requests) all.push_back(fakes::body_of(asked(server, body)));
    return all;
  };
  std::vector<std::string> live;
  {
    const Scratch upstream_scratch;
    Serve upstream(upstream_scratch, scratch.path("upstream"));
    Serve recording(scratch, scratch.path("recorded"),
                    {"--record", "--upstream", "http://127.0.0.1:" + std::to_string(upstream.port()) + "/v1"});
    live = answers(recording);
    CHECK(recording.end() == 0);
  }
  Serve replay(scratch, scratch.path("recorded"));
  CHECK(answers(replay) == live);
  for (std::size_t i = 0; i < live.size(); ++i) CHECK(live[i].find("answer " + std::to_string(i)) != std::string::npos);
  std::size_t count = 0;
  for (const auto& entry : fs::recursive_directory_iterator(scratch.path("recorded")))
    count += entry.is_regular_file() ? 1 : 0;
  CHECK(count == 4);
}

}  // namespace
