#include <catch2/catch.hpp>

#include "fakes/full_result.h"
#include "fakes/memory_files.h"
#include "runlog/runlog.h"

namespace sightline {
namespace {

using fakes::MemoryFiles;
using fakes::small_result;

const std::string kHeader = header_line({});

/// The results of a log as "case:repeat" in the order of for_each, "!" after those in error.
std::string order_of(const RunReader& run) {
  std::string order;
  run.for_each([&](const CaseResult& result) {
    order += (order.empty() ? "" : " ") + result.unit.case_id + ":" + std::to_string(result.repeat) +
             (result.status == Status::error ? "!" : "");
  });
  return order;
}

RunReader opened(const MemoryFiles& files) {
  auto run = RunReader::open(files, "/run");
  REQUIRE(run);
  return std::move(*run);
}

RunReader opened(const std::string& text) {
  static MemoryFiles files;
  files.put("/run/run.jsonl", text);
  return opened(files);
}

std::string error_of(const std::string& text) {
  MemoryFiles files;
  files.put("/run/run.jsonl", text);
  auto run = RunReader::open(files, "/run");
  return run ? "no error" : render(run.error());
}

std::string line_of(std::string case_id, unsigned repeat, std::uint64_t sequence) {
  return result_line(small_result(std::move(case_id), repeat, sequence));
}

RunFooter footer_with(std::string finished, int exit_code) {
  RunFooter footer;
  footer.finished = std::move(finished);
  footer.exit_code = exit_code;
  return footer;
}

TEST_CASE("results come in plan order, the repeats of a unit together, whatever ended first") {
  const RunReader run = opened(kHeader + line_of("b", 1, 3) + line_of("a", 1, 1) + line_of("b", 0, 2) +
                               line_of("c", 0, 4) + line_of("a", 0, 0));
  CHECK(order_of(run) == "a:0 a:1 b:0 b:1 c:0");
  CHECK(run.result_count() == 5);
}

TEST_CASE("repeats stay together where the plan went round by round") {
  CHECK(order_of(opened(kHeader + line_of("a", 0, 0) + line_of("b", 0, 1) + line_of("a", 1, 2) + line_of("b", 1, 3))) ==
        "a:0 a:1 b:0 b:1");
}

TEST_CASE("the last line of a repeat counts") {
  CaseResult failed = small_result("a");
  failed.status = Status::error;
  CHECK(order_of(opened(kHeader + result_line(failed) + line_of("b", 0, 1) + line_of("a", 0, 0))) == "a:0 b:0");
  CHECK(order_of(opened(kHeader + line_of("a", 0, 0) + line_of("b", 0, 1) + result_line(failed))) == "a:0! b:0");
}

TEST_CASE("a torn last line is left out") {
  const std::string whole = kHeader + line_of("a", 0, 0);
  const std::string last = line_of("b", 0, 1);
  for (std::size_t length = 0; length < last.size(); ++length) {
    INFO(length);
    CHECK(order_of(opened(whole + last.substr(0, length))) == "a:0");
  }
}

TEST_CASE("a run that was killed goes on, wherever its log was torn") {
  const std::string whole = kHeader + line_of("a", 0, 0);
  const std::string last = line_of("b", 0, 1);
  for (std::size_t length = 0; length < last.size(); ++length) {
    INFO(length);
    MemoryFiles files;
    files.put("/run/run.jsonl", whole + last.substr(0, length));
    auto writer = RunWriter::reopen(files, "/run");
    REQUIRE(writer);
    REQUIRE(writer->add(small_result("c", 0, 2)));
    CHECK(order_of(opened(files)) == "a:0 c:0");
    auto again = RunWriter::reopen(files, "/run");
    REQUIRE(again);
    REQUIRE(again->add(small_result("b", 0, 1)));
    CHECK(order_of(opened(files)) == "a:0 b:0 c:0");
  }
}

TEST_CASE("broken lines in the middle are named, all of them") {
  CHECK(error_of(kHeader + "{\"suite\":\"s\",\"case\":\n" + line_of("a", 0, 0) + "oops\n" + line_of("b", 0, 0)) ==
        "sightline: error: /run/run.jsonl:2: broken line: it is no whole JSON object, or a result without a unit; take "
        "the line out to go on without it\n"
        "sightline: error: /run/run.jsonl:4: broken line: it is no whole JSON object, or a result without a unit; take "
        "the line out to go on without it\n");
}

TEST_CASE("two lines that ran into each other are a broken line") {
  std::string first = line_of("a", 0, 0);
  first.pop_back();
  CHECK(error_of(kHeader + first + line_of("b", 0, 0)).find("/run/run.jsonl:2: broken line") != std::string::npos);
}

TEST_CASE("a result whose members do not fit is told as an error, not left out") {
  const RunReader run = opened(kHeader +
                               "{\"suite\":\"s\",\"case\":\"a\",\"prompt\":\"p\",\"model\":\"m\","
                               "\"repeat\":1,\"sequence\":4,\"status\":\"passd\",\"score\":1}\n");
  REQUIRE(order_of(run) == "a:1!");
  CHECK(run.find({"s", "a", "p", "m"}, 1)->reason == "the result's line in the run log is broken at its byte 89");
}

TEST_CASE("whatever byte of a line is another, the run is read or refused") {
  const std::string line = result_line(fakes::full_result());
  const std::string others = "\"\\{}[],:0n\x01\xFF";
  for (std::size_t at = 0; at < 3 * (line.size() - 1); ++at) {
    std::string broken = line;
    broken[at / 3] = others[(at * 7) % others.size()];
    MemoryFiles files;
    files.put("/run/run.jsonl", kHeader + broken + line_of("a", 0, 0));
    const auto run = RunReader::open(files, "/run");
    if (!run) {
      REQUIRE(run.error()[0].place.text() == "/run/run.jsonl:2");
      continue;
    }
    std::size_t results = 0;
    run->for_each([&](const CaseResult&) { ++results; });
    REQUIRE(results == run->result_count());
    REQUIRE(run->find({"s", "a", "p", "m"}, 0));
  }
}

TEST_CASE("what is no run log is refused") {
  CHECK(error_of("") == "sightline: error: /run/run.jsonl: no run: the log ends before its first line does\n");
  CHECK(error_of(kHeader.substr(0, 20)) ==
        "sightline: error: /run/run.jsonl: no run: the log ends before its first line does\n");
  CHECK(error_of("{}\n") ==
        "sightline: error: /run/run.jsonl:1: no run log: the first line has no \"sightline_run\"\n");
  CHECK(error_of(line_of("a", 0, 0)) ==
        "sightline: error: /run/run.jsonl:1: no run log: the first line has no \"sightline_run\"\n");
  CHECK(error_of("{\"sightline_run\":2}\n") ==
        "sightline: error: /run/run.jsonl:1: the run log has format 2, this version reads 1; use a newer sightline\n");
  const MemoryFiles files;
  const auto run = RunReader::open(files, "/nowhere/run.jsonl");
  REQUIRE_FALSE(run);
  CHECK(run.error()[0].message == "cannot read '/nowhere/run.jsonl': No such file or directory");
}

TEST_CASE("lines and members of a later version are passed over") {
  CHECK(order_of(opened("{\"sightline_run\":1,\"later\":[1,{\"a\":null}]}\n{\"note\":\"x\"}\n"
                        "{\"suite\":\"s\",\"case\":\"a\",\"prompt\":\"p\",\"model\":\"m\",\"later\":{\"b\":[true]},"
                        "\"repeat\":0,\"sequence\":0,\"status\":\"passed\"}\n")) == "a:0");
}

TEST_CASE("a log that another program printed with blanks and in another order is read") {
  const RunReader run = opened("{ \"id\": \"x\", \"sightline_run\": 1 }\n" +
                               std::string("{ \"suite\": \"s\", \"status\": \"failed\", \"model\": \"m\", \"prompt\": "
                                           "\"p\", \"\\u0063ase\": \"\\ud83d\\ude00\\n\", \"sequence\": 0, \"repeat\": "
                                           "2, \"score\": 5e-1 }\n"));
  const auto found = run.find({"s", "\xF0\x9F\x98\x80\n", "p", "m"}, 2);
  REQUIRE(found);
  CHECK(found->status == Status::failed);
  CHECK(found->score == 0.5);
  CHECK(run.header().id == "x");
}

TEST_CASE("a footer counts only where nothing came after it") {
  const std::string footer = footer_line(footer_with("t", 1));
  CHECK(opened(kHeader + line_of("a", 0, 0) + footer).footer()->exit_code == 1);
  CHECK_FALSE(opened(kHeader + footer + line_of("a", 0, 0)).footer());
  CHECK_FALSE(opened(kHeader + line_of("a", 0, 0)).footer());
}

TEST_CASE("set_footer stands in for the footer that is to come") {
  RunReader run = opened(kHeader);
  run.set_footer(footer_with("soon", 0));
  CHECK(run.footer()->finished == "soon");
}

TEST_CASE("a dropped repeat leaves the run, and may come back") {
  MemoryFiles files;
  auto writer = RunWriter::create(files, "/run", {});
  REQUIRE(writer);
  REQUIRE(writer->add(small_result("a", 0, 0)));
  REQUIRE(writer->add(small_result("a", 1, 1)));
  REQUIRE(writer->drop(small_result("a").unit, 0));
  CHECK(order_of(opened(files)) == "a:1");
  CHECK_FALSE(opened(files).find(small_result("a").unit, 0));
  REQUIRE(writer->add(small_result("a", 0, 0)));
  CHECK(order_of(opened(files)) == "a:0 a:1");
}

TEST_CASE("units of which repeats were dropped keep their place in the plan") {
  MemoryFiles files;
  auto writer = RunWriter::create(files, "/run", {});
  REQUIRE(writer);
  REQUIRE(writer->drop(small_result("c").unit, 0));
  std::uint64_t sequence = 0;
  for (const char* name : {"d", "b", "c", "a"}) {
    REQUIRE(writer->add(small_result(name, 0, sequence)));
    REQUIRE(writer->add(small_result(name, 1, sequence + 1)));
    sequence += 2;
  }
  for (const char* name : {"a", "b"}) REQUIRE(writer->drop(small_result(name).unit, 1));
  CHECK(order_of(opened(files)) == "d:0 d:1 b:0 c:0 c:1 a:0");
  const auto run = writer->read_back(files);
  REQUIRE(run);
  CHECK(order_of(*run) == "d:0 d:1 b:0 c:0 c:1 a:0");
}

TEST_CASE("find tells units and repeats apart") {
  const RunReader run = opened(kHeader + line_of("a", 0, 0) + line_of("a", 1, 1));
  CHECK(run.find({"s", "a", "p", "m"}, 1)->sequence == 1);
  CHECK_FALSE(run.find({"s", "a", "p", "m"}, 2));
  CHECK_FALSE(run.find({"s", "a", "p", "other"}, 0));
}

TEST_CASE("a request stands once, and is there again when the log is reopened") {
  MemoryFiles files;
  const std::string key(64, 'a');
  const std::string body = "{\"model\":\"m\",\"messages\":[{\"content\":\"a \\\"b\\\" }\"}]}";
  auto writer = RunWriter::create(files, "/run", {});
  REQUIRE(writer);
  CHECK_FALSE(writer->has_request(key));
  REQUIRE(writer->add_request(key, body));
  REQUIRE(writer->add_request(key, body));
  CHECK(writer->has_request(key));
  // Nobody asks for a request before a line that could name it.
  CHECK(files.text("/run/run.jsonl") == kHeader);
  const unsigned writes = files.writes();
  REQUIRE(writer->add_line("{\"later\":1}"));
  CHECK(files.writes() == writes + 1);
  CHECK(files.text("/run/run.jsonl") ==
        kHeader + "{\"request\":\"" + key + "\",\"body\":" + body + "}\n{\"later\":1}\n");
  CHECK(RunWriter::reopen(files, "/run")->has_request(key));
  const RunReader run = opened(files);
  CHECK(run.request_keys() == std::vector<std::string>{key});
  CHECK(run.request_body(key) == body);
  CHECK(run.request_body("other").empty());
}

TEST_CASE("a run is not written over") {
  MemoryFiles files;
  files.put("/run/run.jsonl", kHeader);
  const auto writer = RunWriter::create(files, "/run", {});
  REQUIRE_FALSE(writer);
  CHECK(render(writer.error()) ==
        "sightline: error: /run/run.jsonl: a run stands here already; go on with --resume, or choose another folder\n");
}

TEST_CASE("a log whose header does not fit is not there, and may be begun anew") {
  MemoryFiles files;
  files.fail("/run/run.jsonl", MemoryFiles::Operation::write, std::errc::no_space_on_device);
  CHECK_FALSE(RunWriter::create(files, "/run", {}));
  CHECK_FALSE(files.is_file("/run/run.jsonl"));
  files.mend("/run/run.jsonl", MemoryFiles::Operation::write);
  CHECK(RunWriter::create(files, "/run", {}));
}

TEST_CASE("a full disk is an error of the line that did not fit") {
  MemoryFiles files;
  auto writer = RunWriter::create(files, "/run", {});
  REQUIRE(writer);
  files.fail("/run/run.jsonl", MemoryFiles::Operation::append, std::errc::no_space_on_device);
  const auto added = writer->add(small_result("a"));
  REQUIRE_FALSE(added);
  CHECK(added.error()[0].message == "cannot write '/run/run.jsonl': No space left on device");
}

TEST_CASE("a log that became shorter gives errors, not fewer results") {
  MemoryFiles files;
  CaseResult large = small_result("large", 0, 0);
  large.description = std::string(2'000'000, 'x');
  files.put("/run/run.jsonl", kHeader + result_line(large) + line_of("a", 0, 1));
  const RunReader run = opened(files);
  files.put("/run/run.jsonl", kHeader);
  std::string reasons;
  run.for_each([&](const CaseResult& result) { reasons += result.reason + "\n"; });
  CHECK(reasons ==
        "the run log cannot be read: '/run/run.jsonl' is shorter than it was\n"
        "the run log cannot be read: '/run/run.jsonl' is shorter than it was\n");
}

TEST_CASE("lines longer than a block, and far apart, are read") {
  CaseResult large = small_result("a", 0, 0);
  large.description = std::string(9'000'000, 'x');
  CaseResult other = small_result("b", 0, 1);
  other.description = std::string(2'000'000, 'y');
  const RunReader run =
      opened(kHeader + result_line(other) + result_line(large) + line_of("c", 0, 2) + result_line(other));
  std::string seen;
  run.for_each([&](const CaseResult& r) { seen += r.unit.case_id + std::to_string(r.description.size()) + " "; });
  CHECK(seen == "a9000000 b2000000 c0 ");
}

TEST_CASE("the run's images are named") {
  MemoryFiles files;
  files.put("/run/run.jsonl", kHeader);
  CHECK(opened(files).image_files().empty());
  files.put("/run/images/bb.png", "x").put("/run/images/aa.jpg", "y");
  CHECK(opened(files).image_files() == std::vector<std::string>{"aa.jpg", "bb.png"});
}

TEST_CASE("a run is named by its folder or by its log") {
  MemoryFiles files;
  files.put("/run/run.jsonl", kHeader);
  CHECK(RunReader::open(files, "/run")->folder() == "/run");
  CHECK(RunReader::open(files, "/run/run.jsonl")->folder() == "/run");
}

}  // namespace
}  // namespace sightline
