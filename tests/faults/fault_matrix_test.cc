// Every fault of the mock server, plain and streamed, with and without retries, met by the real program: what becomes
// of each stands in table.tsv, and docs/faults.md is made of it.

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "base/files.h"
#include "base/text.h"
#include "fixture/library.h"
#include "json/json.h"
#include "mock/mock_server.h"
#include "program/program.h"
#include "program/upstream.h"
#include "troubles.h"
#include "unit/product/serve_process.h"

using namespace sightline;
using namespace sightline::faults;
using namespace sightline::programs;
using product_tests::Scratch;

namespace {

constexpr const char* kSuite = R"(suite: faults
prompts:
  ask: "What is the colour of grass?"
cases:
  - id: plain
    assert: [{contains: grün}]
  - id: streamed
    params: {stream: true}
    assert: [{contains: grün}]
)";
constexpr const char* kText = "Das Gras ist grün, sagt man.";
constexpr unsigned kAtATime = 8;

void write_project(const std::string& folder, const std::string& base_url) {
  write_file(folder + "/suite.yaml", kSuite);
  write_file(folder + "/sightline.yaml",
             fmt::format("version: 1\nsuites: suite.yaml\nmodels:\n  made:\n    base_url: {}\n"
                         "    model: made/model\n    headers: {{X-Sightline-Repeat: \"0\"}}\n"
                         "    retry: {{base: 1ms, cap: 1s}}\n",
                         base_url));
}

/// What all cells share: recordings of a plain and of a streamed answer.
class Stage {
 public:
  Stage() : library_(files_, scratch_.path("upstream")) {
    const std::string folder = scratch_.path("plan");
    write_project(folder, "http://127.0.0.1:9/v1");
    write_recordings(files_, scratch_.path("upstream"), planned_requests(folder), [](const PlannedRequest& planned) {
      return planned.request.stream ? streamed_answer(kText) : plain_answer(kText);
    });
    if (has_errors(library_.load())) throw std::runtime_error("the recordings cannot be read");
  }

  /// Runs the cell's case against a server of its own, and fills in what became of it.
  void meet(Cell& cell, std::size_t number) const {
    MockOptions options;
    options.faults.push_back(*parse_fault_rule(cell.trouble.rule + (cell.again == Again::heals ? ",times=1" : "")));
    MockServer server(library_, std::move(options));
    if (!server.start()) throw std::runtime_error("no server");
    const std::string folder = scratch_.path("cell-" + std::to_string(number));
    write_project(folder, server.base_url());
    std::vector<std::string> words{"run",    "--mode",    "record",    "--allow-record",
                                   "--case", cell.answer, "--report",  "json",
                                   "--out",  "run",       "--retries", cell.again == Again::never ? "0" : "2"};
    if (cell.trouble.outlasts) words.insert(words.end(), {"--timeout", "1500ms"});
    cell.exit = run(words, {.folder = folder}).code;
    take_result(cell, text_of_file(folder + "/run/run.jsonl"), fmt::format("127.0.0.1:{}", server.port()));
    cell.recorded = std::filesystem::exists(folder + "/fixtures") ? "yes" : "no";
    cell.sends = journal_of(server.port(), "").size();
  }

 private:
  /// The server has another port each time, and how a connection broke is told by libcurl in its own words.
  static std::string without_host(std::string says, const std::string& server) {
    const auto at = says.find(server);
    if (at != std::string::npos) says.replace(at, server.size(), "HOST");
    const auto broke = says.find("HOST broke: ");
    return broke == std::string::npos ? says : says.substr(0, broke) + "HOST broke: …";
  }

  static void take_result(Cell& cell, const std::string& log, const std::string& server) {
    cell.status = "none";
    cell.failure = cell.says = "-";
    for (const std::string_view line : split(log, '\n')) {
      const auto read = parse_json(line);
      if (!read || read->find("suite") == nullptr) continue;
      cell.status = read->find("status")->string();
      const Node& exchange = read->find("exchanges")->list().back();
      const Node* failure = exchange.find("failure");
      if (failure == nullptr) continue;
      cell.failure = failure->find("kind")->string();
      cell.says = without_host(failure->find("message")->string(), server);
    }
  }

  Scratch scratch_;
  DiskFiles files_;
  Library library_;
};

std::vector<Cell> met_cells() {
  const Stage stage;
  std::vector<Cell> cells = all_cells();
  std::atomic<std::size_t> next = 0;
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < kAtATime; ++i) {
    threads.emplace_back([&] {
      for (std::size_t at = next++; at < cells.size(); at = next++) stage.meet(cells[at], at);
    });
  }
  for (std::thread& thread : threads) thread.join();
  return cells;
}

/// Holds a file of the project against its text, or writes it where SIGHTLINE_UPDATE_GOLDEN is set.
void check_file(const std::string& name, const std::string& text) {
  const std::string path = std::string(SIGHTLINE_SOURCE_DIR) + "/" + name;
  if (std::getenv("SIGHTLINE_UPDATE_GOLDEN") != nullptr) return write_file(path, text);
  INFO("SIGHTLINE_UPDATE_GOLDEN=1 rewrites " << name << "; read what changed");
  CHECK(text_of_file(path) == text);
}

}  // namespace

TEST_CASE("Every fault of the mock server has its rows in the table of outcomes") {
  for (const std::string_view name : fault_names()) {
    CAPTURE(name);
    CHECK(std::ranges::any_of(troubles(), [&](const Trouble& trouble) {
      return split(split(trouble.rule, ',').front(), '=').front() == name;
    }));
  }
}

TEST_CASE("What becomes of each fault, plain and streamed, with and without retries, is what the table says") {
  const std::vector<Cell> cells = met_cells();
  check_file("tests/faults/table.tsv", table_text(cells));
  check_file("docs/faults.md", page_text(cells));
}

/// What leaves the answer whole: it is late, or called by a wrong name, or lacks but what comes behind its last word.
bool is_harmless(std::string_view rule) {
  return rule.ends_with("=20ms") || rule.starts_with("content_type=") || rule == "truncate=8";
}

TEST_CASE("No answer that is not whole passes, and none is recorded") {
  const std::string table = text_of_file(SIGHTLINE_SOURCE_DIR "/tests/faults/table.tsv");
  for (const std::string_view line : split(table, '\n')) {
    const auto member = split(line, '\t');
    if (line.empty() || member[0] == "fault") continue;
    CAPTURE(line);
    const bool passed = member[3] == "passed";
    if (member[2] != "heals") CHECK(passed == is_harmless(member[0]));
    CHECK(passed == (member[7] == "yes"));
    CHECK(passed == (member[6] == "0"));
  }
}
