#include <catch2/catch.hpp>

#include "compare/changes.h"
#include "fakes/full_result.h"
#include "fakes/memory_files.h"
#include "runlog/runlog.h"

namespace sightline {
namespace {

using fakes::MemoryFiles;
using fakes::small_result;

/// A run and what it answered to each of the cases "c0", "c1" and so on.
void put_run(MemoryFiles& files, const std::string& folder, unsigned cases, const std::string& answer) {
  std::string log = header_line(RunHeader());
  for (unsigned i = 0; i < cases; ++i) {
    CaseResult result = small_result("c" + std::to_string(i), 0, i);
    Exchange exchange;
    exchange.reply = Reply{};
    exchange.reply->text = answer;
    result.exchanges.push_back(std::move(exchange));
    log += result_line(result);
  }
  files.put(folder + "/run.jsonl", log);
}

UnitChange change_of(unsigned number, UnitFate fate) {
  const UnitId id{"s", "c" + std::to_string(number), "p", "m"};
  UnitChange change;
  change.base_id = change.candidate_id = id;
  change.fate = fate;
  return change;
}

Comparison with_answers(const std::vector<UnitChange>& changes, const std::string& before, const std::string& after) {
  MemoryFiles files;
  const auto count = static_cast<unsigned>(changes.size());
  put_run(files, "/base", count, before);
  put_run(files, "/candidate", count, after);
  Comparison comparison;
  comparison.changes = changes;
  REQUIRE(add_answers(comparison, files, "/base", "/candidate"));
  return comparison;
}

TEST_CASE("each side of a change has its own answer") {
  const Comparison told = with_answers({change_of(0, UnitFate::fixed)}, "three", "four");
  CHECK(told.changes[0].base.answer == "three");
  CHECK(told.changes[0].candidate.answer == "four");
}

TEST_CASE("a long answer is cut to 4,000 bytes, and never within a character") {
  const std::string exact(4000, 'x');
  const std::string split = std::string(3999, 'x') + "\u00e9 and more";
  const Comparison told = with_answers({change_of(0, UnitFate::newly_failing)}, exact, split);
  CHECK(told.changes[0].base.answer == exact);
  CHECK(told.changes[0].candidate.answer == std::string(3999, 'x'));
  CHECK(with_answers({change_of(0, UnitFate::fixed)}, exact + "y", "").changes[0].base.answer == exact);
}

TEST_CASE("of very many changes the 200 that matter most have answers") {
  std::vector<UnitChange> changes;
  for (unsigned i = 0; i < 150; ++i) changes.push_back(change_of(i, UnitFate::still_failing));
  for (unsigned i = 150; i < 250; ++i) changes.push_back(change_of(i, UnitFate::newly_failing));
  for (unsigned i = 250; i < 300; ++i) changes.push_back(change_of(i, UnitFate::flaky));
  for (unsigned i = 300; i < 340; ++i) changes.push_back(change_of(i, UnitFate::fixed));
  const Comparison told = with_answers(changes, "before", "after");
  const auto answered = [&](std::size_t from, std::size_t to) {
    std::size_t count = 0;
    for (std::size_t i = from; i < to; ++i) {
      if (told.changes[i].candidate.answer == "after" && told.changes[i].base.answer == "before") ++count;
    }
    return count;
  };
  CHECK(answered(150, 340) == 190);
  CHECK(answered(0, 10) == 10);
  CHECK(answered(10, 150) == 0);
}

}  // namespace
}  // namespace sightline
