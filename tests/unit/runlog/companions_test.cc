#include <catch2/catch.hpp>

#include "fakes/memory_files.h"
#include "runlog/runlog.h"
#include "runlog/trend_file.h"

namespace sightline {
namespace {

using fakes::MemoryFiles;

std::vector<RunPoint> two_runs() {
  return {{.id = "first", .started = "2026-11-20T09:30:00Z", .mode = Mode::live, .passed = 0, .counted = 0},
          {.id = "second",
           .started = "2026-11-21T09:30:00Z",
           .label = "\"nightly\"",
           .incomplete = true,
           .passed = 3,
           .counted = 4,
           .pass_rate = 0.75,
           .low = 0.3,
           .high = 0.95,
           .cost = 0.5,
           .latency_p50_ms = 120}};
}

TEST_CASE("a file beside the log is read, and nothing where there is none or it cannot be read") {
  MemoryFiles files;
  files.put("/run/run.jsonl", header_line({})).put("/run/compare.json", "text").put("/run/folder/file", "");
  const auto run = RunReader::open(files, "/run");
  REQUIRE(run);
  CHECK(run->companion("compare.json") == "text");
  CHECK(run->has_companion("compare.json"));
  CHECK_FALSE(run->companion("trend.json"));
  CHECK_FALSE(run->companion("folder"));
  files.fail("/run/compare.json", MemoryFiles::Operation::read, std::errc::io_error);
  CHECK_FALSE(run->companion("compare.json"));
}

TEST_CASE("a log's header is read alone, whatever follows it") {
  MemoryFiles files;
  RunHeader header;
  header.id = "id";
  files.put("/a.jsonl", header_line(header) + "not a line of ours");
  files.put("/newer.jsonl", "{\"sightline_run\":2,\"id\":\"id\"}\n").put("/empty.jsonl", "");
  const auto read = read_run_header(files, "/a.jsonl");
  REQUIRE(read);
  CHECK(read->id == "id");
  CHECK_FALSE(read_run_header(files, "/newer.jsonl"));
  CHECK_FALSE(read_run_header(files, "/empty.jsonl"));
  CHECK_FALSE(read_run_header(files, "/none.jsonl"));
}

TEST_CASE("trend.json read and written again is the same, and leaves out what is not known") {
  const std::string text = trend_json(two_runs());
  const auto read = read_trend(text);
  REQUIRE(read);
  REQUIRE(read->size() == 2);
  CHECK_FALSE(read->front().pass_rate);
  CHECK(read->front().mode == Mode::live);
  CHECK(read->back().label == "\"nightly\"");
  CHECK(read->back().incomplete);
  CHECK(read->back().latency_p50_ms == 120);
  CHECK(trend_json(*read) == text);
}

TEST_CASE("trend.json that is cut short, of another format or no trend is not read") {
  const std::string text = trend_json(two_runs());
  for (std::size_t length = 0; length + 3 < text.size(); ++length) CHECK_FALSE(read_trend(text.substr(0, length)));
  CHECK_FALSE(read_trend("{\"sightline_trend\":2,\"runs\":[]}"));
  CHECK_FALSE(read_trend("{\"runs\":[]}"));
  CHECK_FALSE(read_trend("[]"));
  CHECK_FALSE(read_trend("{\"sightline_trend\":1,\"runs\":[{\"id\":1}]}"));
}

}  // namespace
}  // namespace sightline
