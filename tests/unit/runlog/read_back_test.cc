#include <catch2/catch.hpp>
#include <limits>

#include "fakes/full_result.h"
#include "fakes/memory_files.h"
#include "fakes/varied_run.h"
#include "runlog/exact_line.h"
#include "runlog/runlog.h"
#include "runlog/told_result.h"

namespace sightline {
namespace {

using fakes::full_result;
using fakes::MemoryFiles;
using fakes::small_result;

const std::string kLog = "/run/run.jsonl";
constexpr double kInfinite = std::numeric_limits<double>::infinity();

/// All that a reader tells of a run.
std::string told_by(const RunReader& run) {
  std::string text = to_json(run.header()) + "\n" + (run.footer() ? to_json(*run.footer()) : "no footer") + "\n";
  run.for_each([&](const CaseResult& result) {
    text += to_json(result) + "\n";
    const auto found = run.find(result.unit, result.repeat);
    text += found && to_json(*found) == to_json(result) ? "" : "not found\n";
  });
  run.for_each_told([&](const CaseResult&, std::string_view json) { text += std::string(json) + "\n"; });
  for (const std::string& key : run.request_keys()) text += key + " " + run.request_body(key) + "\n";
  return text + run.folder();
}

std::string told_by(const Expected<RunReader>& run) {
  return run ? told_by(*run) : render(run.error());
}

RunWriter begun(MemoryFiles& files, std::size_t most_noted = RunWriter::kMostNoted) {
  auto writer = RunWriter::create(files, "/run", fakes::varied_header(), most_noted);
  REQUIRE(writer);
  return std::move(*writer);
}

void add_varied(RunWriter& writer, std::uint64_t seed) {
  for (const CaseResult& result : fakes::varied_results(seed, 50)) {
    REQUIRE(writer.add_request("key of " + result.unit.case_id, "{\"case\":\"" + result.unit.case_id + "\"}"));
    REQUIRE(writer.add(result));
  }
}

TEST_CASE("what a writer has written is read back as from the file, without reading the file for it") {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    MemoryFiles files;
    RunWriter writer = begun(files);
    add_varied(writer, seed);
    const auto run = writer.read_back(files);
    INFO(seed);
    CHECK(told_by(run) == told_by(RunReader::open(files, "/run")));
  }
}

TEST_CASE("results that were dropped, written twice or taken from another log are read back as from the file") {
  MemoryFiles files;
  RunWriter writer = begun(files);
  REQUIRE(writer.add(small_result("a", 0, 0)));
  REQUIRE(writer.add(small_result("b", 0, 1)));
  REQUIRE(writer.add(small_result("c", 0, 2)));
  REQUIRE(writer.drop(small_result("b").unit, 0));
  CaseResult again = small_result("a", 0, 0);
  again.reason = "the second time";
  REQUIRE(writer.add(again));
  REQUIRE(
      writer.add_line("{ \"suite\":\"s\",\"case\":\"d\",\"prompt\":\"p\",\"model\":\"m\",\"new\":1,\"score\":1.50}"));
  REQUIRE(writer.add_line("{\"later\":1}"));
  const auto run = writer.read_back(files);
  REQUIRE(run);
  CHECK(run->result_count() == 3);
  CHECK(told_by(run) == told_by(RunReader::open(files, "/run")));
}

TEST_CASE("a run that was gone on with is read back with what it had") {
  MemoryFiles files;
  RunWriter first = begun(files);
  add_varied(first, 4);
  REQUIRE(first.finish({}));
  files.put(kLog, files.text(kLog) + "{\"suite\":\"s\",\"case\":\"torn");
  auto writer = RunWriter::reopen(files, "/run");
  REQUIRE(writer);
  add_varied(*writer, 5);
  REQUIRE(writer->add(full_result()));
  const auto run = writer->read_back(files);
  CHECK(told_by(run) == told_by(RunReader::open(files, "/run")));
}

TEST_CASE("requests that wait for a result are written when they are read back") {
  MemoryFiles files;
  RunWriter writer = begun(files);
  REQUIRE(writer.add_request(std::string(64, 'a'), "{}"));
  const auto run = writer.read_back(files);
  REQUIRE(run);
  CHECK(run->request_body(std::string(64, 'a')) == "{}");
  CHECK(told_by(run) == told_by(RunReader::open(files, "/run")));
}

TEST_CASE("a run of more results than a writer keeps is read back from its log") {
  for (const std::size_t most : {0U, 1U, 20U, 50U}) {
    MemoryFiles files;
    RunWriter writer = begun(files, most);
    add_varied(writer, 6);
    CHECK(writer.has_request("key of " + fakes::varied_results(6, 50).front().unit.case_id));
    CHECK_FALSE(writer.has_request("key of none"));
    REQUIRE(writer.drop(fakes::varied_results(6, 50).front().unit, 0));
    REQUIRE(writer.add_request("key of one that waits", "{}"));
    const auto run = writer.read_back(files);
    INFO(most);
    CHECK(told_by(run) == told_by(RunReader::open(files, "/run")));
    CHECK(told_by(run).find("key of one that waits {}") != std::string::npos);
  }
}

TEST_CASE("the places of so many results are kept as a writer is told to keep, and no more") {
  const auto results_after = [](std::size_t most_noted) {
    MemoryFiles files;
    RunWriter writer = begun(files, most_noted);
    REQUIRE(writer.add(small_result("a", 0, 0)));
    REQUIRE(writer.add(small_result("b", 0, 1)));
    REQUIRE(writer.add(small_result("c", 0, 2)));
    files.put(kLog, files.text(kLog) + result_line(small_result("of the log alone", 0, 3)));
    const auto run = writer.read_back(files);
    REQUIRE(run);
    return run->result_count();
  };
  CHECK(results_after(3) == 3);
  CHECK(results_after(1) == 4);
}

TEST_CASE("a run that is gone on with keeps no more places than it is told to") {
  const auto results_after = [](std::size_t most_noted) {
    MemoryFiles files;
    RunWriter first = begun(files);
    REQUIRE(first.add(small_result("a", 0, 0)));
    REQUIRE(first.add(small_result("b", 0, 1)));
    auto writer = RunWriter::reopen(files, "/run", most_noted);
    REQUIRE(writer);
    files.put(kLog, files.text(kLog) + result_line(small_result("of the log alone", 0, 2)));
    const auto run = writer->read_back(files);
    REQUIRE(run);
    return run->result_count();
  };
  CHECK(results_after(2) == 2);
  CHECK(results_after(1) == 3);
}

TEST_CASE("a request of a run of more results than a writer keeps is written once") {
  MemoryFiles files;
  RunWriter writer = begun(files, 0);
  for (std::uint64_t i = 0; i < 3; ++i) {
    REQUIRE(writer.add_request(std::string(64, 'b'), "{\"asked\":1}"));
    REQUIRE(writer.add(small_result("a", static_cast<unsigned>(i), i)));
  }
  const std::string text = files.text(kLog);
  CHECK(text.find("{\"asked\":1}") == text.rfind("{\"asked\":1}"));
}

TEST_CASE("the footer follows what was read back") {
  MemoryFiles files;
  RunWriter writer = begun(files);
  REQUIRE(writer.add(small_result("a")));
  REQUIRE(writer.read_back(files));
  RunFooter footer;
  footer.finished = "now";
  REQUIRE(writer.finish(footer));
  const auto run = RunReader::open(files, "/run");
  REQUIRE(run);
  CHECK(run->footer()->finished == "now");
  CHECK(run->result_count() == 1);
}

TEST_CASE("a broken line of another log is told when it is read back") {
  MemoryFiles files;
  RunWriter writer = begun(files);
  REQUIRE(writer.add_line("{\"suite\":"));
  const auto run = writer.read_back(files);
  REQUIRE_FALSE(run);
  CHECK(render(run.error()) == told_by(RunReader::open(files, "/run")));
}

TEST_CASE("a number without a text in JSON is told of a run that is read back as it is read") {
  MemoryFiles files;
  RunWriter writer = begun(files);
  CaseResult result = full_result();
  result.assertions[0].verdict.value = kInfinite;
  REQUIRE(writer.add(result));
  const auto run = writer.read_back(files);
  REQUIRE(run);
  run->for_each_told([](const CaseResult&, std::string_view json) { CHECK(json.find(":null,") == json.npos); });
  CHECK(told_by(run) == told_by(RunReader::open(files, "/run")));
}

TEST_CASE("results that reports are told lack evidence, and of what passed all but that") {
  CaseResult whole = full_result();
  whole.assertions[0].verdict.status = Verdict::Status::fail;
  whole.assertions[1].verdict.reason = "fine";
  CaseResult told;
  REQUIRE(read_told_result(to_json(whole), told));
  CHECK(told.assertions[0].verdict.evidence.is_null());
  CHECK(told.exchanges[0].reply->logprobs.is_null());
  whole.assertions[0].verdict.evidence = {};
  whole.exchanges[0].reply->logprobs = {};
  whole.assertions[1] = {};
  CHECK(to_json(told) == to_json(whole));
}

TEST_CASE("a line that is broken anywhere is not told") {
  CaseResult failed = full_result();
  failed.assertions[0].verdict.status = Verdict::Status::fail;
  const std::string line = to_json(failed);
  CaseResult told;
  REQUIRE(read_told_result(line, told));
  for (std::size_t length = 0; length < line.size(); ++length) {
    CaseResult out;
    INFO(length);
    REQUIRE_FALSE(read_told_result(line.substr(0, length), out));
  }
}

TEST_CASE("a log that was broken since it was written gives the error that it gives any reader") {
  MemoryFiles files;
  RunWriter writer = begun(files);
  REQUIRE(writer.add(full_result()));
  std::string text = files.text(kLog);
  text.replace(text.find("\"exchanges\":["), 13, "\"exchanges\":{");
  files.put(kLog, text);
  const auto run = writer.read_back(files);
  REQUIRE(run);
  unsigned told = 0;
  run->for_each_told([&](const CaseResult& result, std::string_view json) {
    ++told;
    CHECK(result.status == Status::error);
    CHECK(json == to_json(result));
  });
  CHECK(told == 1);
}

TEST_CASE("a line is exact where all that it is of can be read of it") {
  CHECK(is_exact(full_result(), to_json(full_result())));
  const auto exact_with = [](auto change) {
    CaseResult result = full_result();
    change(result);
    return is_exact(result, to_json(result));
  };
  CHECK_FALSE(exact_with([](CaseResult& r) { r.score = std::numeric_limits<double>::quiet_NaN(); }));
  CHECK_FALSE(exact_with([](CaseResult& r) { r.cost = kInfinite; }));
  CHECK_FALSE(exact_with([](CaseResult& r) { r.assertions[1].verdict.value = -kInfinite; }));
  CHECK_FALSE(exact_with([](CaseResult& r) { r.exchanges[0].timing.total_ms = kInfinite; }));
  CHECK_FALSE(exact_with([](CaseResult& r) { r.exchanges[0].attempts[0].waited_ms = kInfinite; }));
  CHECK_FALSE(exact_with([](CaseResult& r) { r.group.members[0].score = kInfinite; }));
  CHECK_FALSE(exact_with([](CaseResult& r) { r.reason = "no \xFF text"; }));
  CHECK_FALSE(exact_with([](CaseResult& r) { r.exchanges[0].reply->text = "repaired: \uFFFD"; }));
  CHECK(exact_with([](CaseResult& r) { r.assertions[0].verdict.evidence.set("infinite", Node(kInfinite)); }));
}

}  // namespace
}  // namespace sightline
