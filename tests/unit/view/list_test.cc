#include <catch2/catch.hpp>
#include <chrono>
#include <map>
#include <thread>

#include "base/file_lock.h"
#include "json/json.h"
#include "view_rig.h"

namespace sightline {
using namespace fakes;

namespace {

Node list_of(const ViewRig& rig) {
  return parse_json(body_of(rig.get("/runs.json"))).value();
}

std::string text_at(const Node& node, const std::string& pointer) {
  const Node* found = at_pointer(node, pointer);
  return found == nullptr ? "absent" : to_json(*found);
}

/// Asks for the list until the figures of all runs are known.
Node list_with_figures(const ViewRig& rig) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  for (;;) {
    Node list = list_of(rig);
    if (text_at(list, "/unread") == "0") return list;
    if (std::chrono::steady_clock::now() > end) throw std::runtime_error("the figures do not come");
    std::this_thread::yield();
  }
}

TEST_CASE("runs are listed with the one that began last first, and say how they came out") {
  ViewRig rig;
  rig.add_run("b", "2026-11-20T09:30:00Z", 4, 1);
  rig.add_run("a", "2026-11-21T09:30:00Z", 3);
  rig.start();
  const Node list = list_with_figures(rig);
  CHECK(text_at(list, "/reports") == "\"reports\"");
  CHECK(text_at(list, "/runs/0/folder") == "\"a\"");
  CHECK(text_at(list, "/runs/0/verdict") == "\"Passed\"");
  CHECK(text_at(list, "/runs/1/verdict") == "\"Failed\"");
  CHECK(text_at(list, "/runs/1/label") == "\"<b>label</b> of b\"");
  CHECK(text_at(list, "/runs/1/suites") == "[\"receipts\"]");
  CHECK(text_at(list, "/runs/1/models") == "[\"small\"]");
  CHECK(text_at(list, "/runs/1/figures/passed") == "3");
  CHECK(text_at(list, "/runs/1/figures/pass_rate") == "0.75");
  CHECK(text_at(list, "/runs/1/wall_ms") == "1500");
}

TEST_CASE("figures are taken from results.json where it is of this very log, and else from the log") {
  ViewRig rig;
  rig.add_run("a", "2026-11-21T09:30:00Z", 3);
  const std::string footer = log_footer(0).substr(0, log_footer(0).size() - 1);
  const auto results = [](const std::string& end) {
    return "{\n\"sightline_results\":1,\n\"run\":{},\n\"end\":" + end +
           ",\n\"summary\":{\"counts\":{\"passed\":41,\"failed\":1,\"pass_rate\":0.9},\"results\":42,\"answers\":42,"
           "\"authored\":7,\"replayed\":0,\"cost\":0.25,\"missing_fixtures\":0,\"cut";
  };
  rig.write(rig.path("a") + "/results.json", results(footer));
  rig.start();
  const Node own = list_of(rig);
  CHECK(text_at(own, "/unread") == "0");
  CHECK(text_at(own, "/runs/0/figures/passed") == "41");
  CHECK(text_at(own, "/runs/0/figures/authored") == "7");
  CHECK(text_at(own, "/runs/0/figures/cost") == "0.25");
  rig.write(rig.path("a") + "/results.json", results("{\"finished\":\"2020-01-01T00:00:00Z\"}"));
  rig.append(rig.path("a") + "/run.jsonl", "{\"later\":true}\n" + log_footer(0));
  CHECK(text_at(list_with_figures(rig), "/runs/0/figures/passed") == "3");
}

TEST_CASE("folders whose run cannot be read are listed with the reason, and others are no runs") {
  ViewRig rig;
  rig.add_run("fine", "2026-11-21T09:30:00Z", 1);
  rig.write(rig.path("empty") + "/run.jsonl", "");
  rig.write(rig.path("torn") + "/run.jsonl", "{\"sightline_run\":1,\"id\":\"to");
  rig.write(rig.path("foreign") + "/run.jsonl", "hello\n");
  rig.write(rig.path("newer") + "/run.jsonl", "{\"sightline_run\":99}\n");
  rig.write(rig.path("broken") + "/run.jsonl",
            log_header("broken", "2026-11-22T09:30:00Z", 2) + "nothing\n" + log_result(1, true) + log_footer(0));
  rig.write(rig.path("no-run") + "/notes.txt", "");
  std::filesystem::create_directories(rig.path("a-folder") + "/run.jsonl");
  rig.start();
  const Node list = list_with_figures(rig);
  std::map<std::string, std::string> troubles;
  for (std::size_t i = 0; at_pointer(list, "/runs/" + std::to_string(i)) != nullptr; ++i) {
    const std::string at = "/runs/" + std::to_string(i);
    troubles[text_at(list, at + "/folder")] = text_at(list, at + "/trouble");
  }
  CHECK(troubles.size() == 6);
  CHECK(troubles["\"fine\""] == "absent");
  CHECK(troubles["\"empty\""].find("ends before its first line") != std::string::npos);
  CHECK(troubles["\"torn\""].find("ends before its first line") != std::string::npos);
  CHECK(troubles["\"foreign\""].find("no header") != std::string::npos);
  CHECK(troubles["\"newer\""].find("use a newer sightline") != std::string::npos);
  CHECK(troubles["\"broken\""].find("broken line") != std::string::npos);
  CHECK(status_of(rig.get("/runs/broken/")) == 500);
}

TEST_CASE("a run without a footer is running while its lock is held, and stopped once it is not") {
  ViewRig rig;
  rig.add_run("a", "2026-11-21T09:30:00Z", 3, 0, false);
  rig.start();
  {
    const auto lock = FileLock::take(rig.path("a") + "/.lock");
    REQUIRE(lock);
    const Node list = list_of(rig);
    CHECK(text_at(list, "/runs/0/state") == "\"running\"");
    CHECK(text_at(list, "/runs/0/results") == "3");
    CHECK(text_at(list, "/runs/0/planned") == "3");
  }
  CHECK(text_at(list_of(rig), "/runs/0/state") == "\"stopped\"");
  CHECK(text_at(list_of(rig), "/runs/0/verdict") == "\"Unfinished\"");
}

TEST_CASE("the list follows the folder: runs come, grow, end and go") {
  ViewRig rig;
  rig.start();
  CHECK(text_at(list_of(rig), "/runs") == "[]");
  rig.add_run("a", "2026-11-21T09:30:00Z", 1, 0, false);
  CHECK(text_at(list_of(rig), "/runs/0/results") == "1");
  rig.append(rig.path("a") + "/run.jsonl", log_result(5, true) + "{\"suite\":\"rec");
  CHECK(text_at(list_of(rig), "/runs/0/results") == "2");
  std::filesystem::remove_all(rig.path("a"));
  CHECK(text_at(list_of(rig), "/runs") == "[]");
  std::filesystem::remove_all(rig.root() / "reports");
  CHECK(status_of(rig.get("/runs.json")) == 500);
}

TEST_CASE("a thousand runs are listed") {
  ViewRig rig;
  const std::string log =
      log_header("x", "2026-11-21T09:30:00Z", 2) + log_result(0, true) + log_result(1, false) + log_footer(1);
  for (unsigned i = 0; i < 1000; ++i) rig.write(rig.path("run-" + std::to_string(i)) + "/run.jsonl", log);
  rig.start();
  const Node list = list_of(rig);
  CHECK(text_at(list, "/runs/999/verdict") == "\"Failed\"");
  CHECK(text_at(list, "/runs/1000") == "absent");
}

}  // namespace
}  // namespace sightline
