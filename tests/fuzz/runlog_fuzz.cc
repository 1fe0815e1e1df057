// Any bytes as a run.jsonl: what is read of it is written and read again the same, and a log that is gone on with keeps
// its results, torn line or not.

#include <cstdint>
#include <string>
#include <vector>

#include "fakes/full_result.h"
#include "fakes/memory_files.h"
#include "fuzz/checks.h"
#include "runlog/result_figures.h"
#include "runlog/runlog.h"

namespace sightline {
namespace {

using fuzz::expect;

std::vector<std::string> results_of(const RunReader& run) {
  std::vector<std::string> results;
  run.for_each([&](const CaseResult& result) { results.push_back(to_json(result)); });
  expect(results.size() == run.result_count(), "as many results come as are counted");
  return results;
}

void check_found(const RunReader& run) {
  run.for_each([&](const CaseResult& result) {
    const auto found = run.find(result.unit, result.repeat);
    expect(found && to_json(*found) == to_json(result), "a result is found by its unit and repeat");
  });
}

void check_figures(const fakes::MemoryFiles& files, std::size_t count) {
  std::size_t taken = 0;
  const auto figures = read_result_figures(files, "/run/run.jsonl", [&](const RunHeader&, ResultFigures&) { ++taken; });
  expect(figures && figures->order.size() == count, "the figures are those of the results");
  for (const std::uint32_t number : figures->order) expect(number < taken, "an order names what was taken");
}

void check_written_again(const RunReader& run, const std::vector<std::string>& results) {
  fakes::MemoryFiles files;
  std::string text = header_line(run.header());
  run.for_each([&](const CaseResult& result) { text += result_line(result); });
  files.put("/again/run.jsonl", text);
  const auto again = RunReader::open(files, "/again");
  expect(again.has_value(), "what was read can be written and read again");
  expect(to_json(again->header()) == to_json(run.header()), "the header stays what it is");
  expect(again->result_count() == results.size(), "no result is lost");
}

void check_gone_on_with(fakes::MemoryFiles& files, std::size_t count) {
  auto writer = RunWriter::reopen(files, "/run");
  expect(writer.has_value(), "a log that can be read can be gone on with");
  const CaseResult more = fakes::small_result("one more", 7, 1'000);
  expect(writer->add(more).has_value(), "a result is added");
  const auto run = RunReader::open(files, "/run");
  expect(run && run->result_count() >= count && run->result_count() <= count + 1, "going on loses nothing");
  const auto found = run->find(more.unit, more.repeat);
  expect(found && to_json(*found) == to_json(more), "what was added is there");
  const auto back = writer->read_back(files);
  expect(back && results_of(*back) == results_of(*run), "a writer reads back what stands in its log");
}

void check(const std::string& text) {
  fakes::MemoryFiles files;
  files.put("/run/run.jsonl", text);
  const auto run = RunReader::open(files, "/run");
  if (!run) return fuzz::expect_told(run.error(), "", text);
  const std::vector<std::string> results = results_of(*run);
  check_found(*run);
  check_figures(files, results.size());
  check_written_again(*run, results);
  for (const std::string& key : run->request_keys()) run->request_body(key);
  check_gone_on_with(files, results.size());
}

}  // namespace
}  // namespace sightline

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  sightline::check({reinterpret_cast<const char*>(data), size});
  return 0;
}
