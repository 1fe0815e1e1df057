#include "history/index.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <thread>

#include "made_runs.h"
#include "runlog/runlog.h"

namespace sightline {
namespace {

using fakes::MadeRuns;
using fakes::MadeUnit;

constexpr auto kFailed = Status::failed;

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_file(const std::string& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

TEST_CASE("the index holds of a run who it is and how its cells came out") {
  MadeRuns made;
  RunHeader header;
  header.label = "nightly";
  header.git_commit = "0123456789abcdef";
  header.mode = Mode::live;
  made.add("one",
           {{.case_id = "a"},
            {.case_id = "b", .status = kFailed, .score = 0.5},
            {.case_id = "c", .status = Status::skipped}},
           RunFooter{}, header);
  const auto history = made.read();
  REQUIRE(history);
  REQUIRE(history->runs.size() == 1);
  const TrendRun& run = history->runs.front();
  CHECK(run.folder == "one");
  CHECK(run.id == "one");
  CHECK(run.label == "nightly");
  CHECK(run.git_commit == "0123456789abcdef");
  CHECK(mode_name(run.mode) == mode_name(Mode::live));
  CHECK(run.started == "2026-11-10T09:30:00Z");
  CHECK(run.is_full());
  CHECK(run.suites == std::map<std::string, std::string>{{"s", "1"}});
  REQUIRE(history->series.size() == 1);
  const TrendCell& cell = history->series.front().points.front().cell;
  CHECK(cell.counts.passed == 1);
  CHECK(cell.counts.failed == 1);
  CHECK(cell.counts.skipped == 1);
  CHECK(cell.mean_score == 0.75);
  CHECK(cell.cost == 0.75);
  CHECK(cell.prompt_tokens == 30);
  CHECK(cell.completion_tokens == 9);
  CHECK(cell.latency_p50_ms == 40);
  CHECK(cell.latency_p95_ms == 40);
}

TEST_CASE("metrics are kept by their names") {
  MadeRuns made;
  CaseResult result;
  result.unit = {"s", "a", "p", "m"};
  AssertionResult assertion;
  assertion.metric = "total";
  assertion.verdict.score = 0.4;
  result.assertions = {assertion};
  RunHeader header;
  header.started = "2026-11-10T09:30:00Z";
  header.suites = {{.name = "s", .path = "", .sha256 = "1", .description = "", .metrics = {}}};
  made.put("one", header_line(header) + result_line(result) + footer_line({}));
  const auto history = made.read();
  REQUIRE(history);
  REQUIRE(history->series.size() == 1);
  CHECK(history->series.front().points.front().cell.metrics == std::map<std::string, double>{{"total", 0.4}});
}

TEST_CASE("a run that has not changed is not read again, one that has is, and one that is gone is forgotten") {
  MadeRuns made;
  made.add("one", {{.case_id = "a"}});
  made.add("two", {{.case_id = "a", .status = kFailed}});
  CHECK(made.read()->read == 2);
  // Its log cannot be read any more: whoever tried would be told.
  made.files.fail("/reports/one/run.jsonl", fakes::MemoryFiles::Operation::read, std::errc::io_error);
  const auto again = made.read();
  REQUIRE(again);
  CHECK(again->read == 0);
  CHECK(again->warnings.empty());
  CHECK(again->runs.size() == 2);
  made.files.mend("/reports/one/run.jsonl", fakes::MemoryFiles::Operation::read);

  RunHeader header;
  header.started = "2026-11-30T09:30:00Z";
  made.put("two", header_line(header));
  const auto changed = made.read();
  REQUIRE(changed);
  CHECK(changed->read == 1);
  CHECK(changed->runs.back().started == header.started);

  made.drop("two");
  const auto shrunk = made.read();
  REQUIRE(shrunk);
  CHECK(shrunk->read == 0);
  REQUIRE(shrunk->runs.size() == 1);
  CHECK(shrunk->runs.front().folder == "one");
}

TEST_CASE("a run that goes on is unfinished, and read again when it has grown") {
  MadeRuns made;
  made.add("one", {{.case_id = "a"}}, std::nullopt);
  const auto before = made.read();
  REQUIRE(before);
  CHECK_FALSE(before->runs.front().finished);
  CHECK(before->series.front().points.front().against == Against::cut_short);
  made.put("one", made.files.text("/reports/one/run.jsonl") + footer_line({}));
  const auto after = made.read();
  REQUIRE(after);
  CHECK(after->read == 1);
  CHECK(after->runs.front().is_full());
  CHECK(after->series.front().points.front().against == Against::nothing);
}

TEST_CASE("shards are counted and left out") {
  MadeRuns made;
  RunHeader header;
  header.shard_index = 2;
  header.shard_count = 3;
  made.add("one", {{.case_id = "a"}}, RunFooter{}, header);
  made.add("two", {{.case_id = "a"}});
  const auto history = made.read();
  REQUIRE(history);
  CHECK(history->shards == 1);
  REQUIRE(history->runs.size() == 1);
  CHECK(history->runs.front().folder == "two");
  CHECK(made.read()->read == 0);
}

TEST_CASE("a run that cannot be read is named and left out, also when it could be before") {
  MadeRuns made;
  made.add("one", {{.case_id = "a"}});
  made.add("two", {{.case_id = "a"}});
  CHECK(made.read()->warnings.empty());
  made.put("two", "no log at all\n");
  const auto history = made.read();
  REQUIRE(history);
  REQUIRE(history->warnings.size() == 1);
  CHECK(history->warnings.front().severity == Severity::warning);
  CHECK(history->warnings.front().message.find("the run in two is left out: ") == 0);
  REQUIRE(history->runs.size() == 1);
  CHECK(history->runs.front().folder == "one");
}

TEST_CASE("an index that is no database, or was cut, is made anew in one go and says so") {
  MadeRuns made;
  made.add("one", {{.case_id = "a"}, {.case_id = "b", .status = kFailed}});
  made.add("two", {{.case_id = "a"}});
  REQUIRE(made.read());
  const std::string whole = read_file(made.index_path());
  REQUIRE(whole.size() > 8192);
  std::string scribbled = whole;
  std::fill(scribbled.begin() + 4096, scribbled.end(), 'x');
  const std::string broken = GENERATE_COPY(std::string("this is no database, but long enough to be read as one"),
                                           whole.substr(0, 5000), whole.substr(0, 4096), scribbled);
  write_file(made.index_path(), broken);
  const auto history = made.read();
  REQUIRE(history);
  CHECK(history->runs.size() == 2);
  CHECK(history->read == 2);
  REQUIRE(history->notes.size() == 1);
  CHECK(history->notes.front().find(made.index_path() + " was of no use (") != std::string::npos);
  const auto again = made.read();
  CHECK(again->read == 0);
  CHECK(again->notes.empty());
}

TEST_CASE("an index whose every page may be scribbled over gives the same answer or is made anew") {
  MadeRuns made;
  for (const char* name : {"one", "two", "three"}) {
    std::vector<MadeUnit> units;
    for (int i = 0; i < 40; ++i) units.push_back({.case_id = "case-" + std::to_string(i)});
    made.add(name, units);
  }
  REQUIRE(made.read());
  const std::string whole = read_file(made.index_path());
  REQUIRE(whole.size() % 4096 == 0);
  for (std::size_t page = 0; page < whole.size(); page += 4096) {
    CAPTURE(page);
    std::string broken = whole;
    std::fill_n(broken.begin() + static_cast<std::ptrdiff_t>(page), 4096, '\xff');
    write_file(made.index_path(), broken);
    const auto history = made.read({.cases = "*"});
    REQUIRE(history);
    CHECK(history->runs.size() == 3);
    CHECK(history->units.size() == 40);
    for (const UnitTrend& unit : history->units) CHECK(unit.points.size() == 3);
  }
}

TEST_CASE("an index of another version is made anew") {
  MadeRuns made;
  made.add("one", {{.case_id = "a"}});
  REQUIRE(made.read());
  std::string bytes = read_file(made.index_path());
  bytes[63] = static_cast<char>(bytes[63] + 1);  // The last byte of user_version (sqlite.org/fileformat2.html, 1.3).
  write_file(made.index_path(), bytes);
  const auto history = made.read();
  REQUIRE(history);
  CHECK(history->read == 1);
  REQUIRE(history->notes.size() == 1);
  CHECK(history->notes.front().find("it is of another version") != std::string::npos);
  CHECK(made.read()->read == 0);
}

TEST_CASE("where no index can be written, it is made in memory, and said") {
  MadeRuns made;
  made.add("one", {{.case_id = "a"}});
  std::filesystem::create_directory(made.index_path());
  const auto history = made.read();
  REQUIRE(history);
  CHECK(history->runs.size() == 1);
  REQUIRE(history->notes.size() == 1);
  CHECK(history->notes.front().find("made in memory") != std::string::npos);
  CHECK(std::filesystem::is_directory(made.index_path()));
}

TEST_CASE("many who read and write the index at once all see all runs") {
  MadeRuns made;
  for (int run = 0; run < 8; ++run) {
    std::vector<MadeUnit> units;
    for (int i = 0; i < 50; ++i) units.push_back({.case_id = std::to_string(i)});
    made.add("run-" + std::to_string(run), units);
  }
  const std::vector<RunFile> logs = made.logs();
  constexpr int kReaders = 6;
  std::vector<Expected<History>> seen(kReaders);
  std::vector<std::thread> readers;
  for (int i = 0; i < kReaders; ++i) {
    readers.emplace_back([&, i] {
      seen[static_cast<std::size_t>(i)] = read_history(made.files, {.path = made.index_path()}, logs, {.cases = "*"});
    });
  }
  for (std::thread& reader : readers) reader.join();
  for (const auto& history : seen) {
    REQUIRE(history);
    CHECK(history->notes.empty());
    CHECK(history->runs.size() == 8);
    CHECK(history->units.size() == 50);
    for (const UnitTrend& unit : history->units) CHECK(unit.points.size() == 8);
  }
  CHECK(made.read()->read == 0);
}

TEST_CASE("units are told with what became of them, those first that changed most often") {
  MadeRuns made;
  made.add("one", {{.case_id = "steady"}, {.case_id = "shaky"}, {.case_id = "other"}});
  made.add("two", {{.case_id = "steady"}, {.case_id = "shaky", .status = kFailed, .score = 0, .reason = "no total"}});
  made.add("three", {{.case_id = "steady"}, {.case_id = "shaky"}, {.case_id = "shaky", .status = kFailed}});
  const auto history = made.read({.cases = "s/s*"});
  REQUIRE(history);
  CHECK(history->series.empty());
  REQUIRE(history->units.size() == 2);
  const UnitTrend& shaky = history->units.front();
  CHECK(shaky.id.text() == "s/shaky#p@m");
  CHECK(shaky.flips == 1);
  REQUIRE(shaky.points.size() == 3);
  CHECK(shaky.points[1].run == 1);
  CHECK(status_name(shaky.points[1].status) == "failed");
  CHECK(shaky.points[1].score == 0);
  CHECK(shaky.points[1].reason == "no total");
  CHECK(shaky.points[0].cost == 0.25);
  CHECK(shaky.points[0].latency_ms == 40);
  CHECK(shaky.points[2].flaky);
  CHECK(shaky.points[2].cost == 0.5);
  CHECK(history->units.back().flips == 0);
}

TEST_CASE("a case is named by its id, with its suite, or as a whole unit") {
  MadeRuns made;
  made.add("one", {{.case_id = "a"}, {.case_id = "a", .suite = "t"}, {.case_id = "a", .model = "n"}});
  const auto count = [&](const std::string& pattern) {
    const auto history = made.read({.cases = pattern});
    REQUIRE(history);
    return history->units.size();
  };
  CHECK(count("a") == 3);
  CHECK(count("t/a") == 1);
  CHECK(count("s/a#p@n") == 1);
  CHECK(count("?/a") == 3);
  CHECK(made.read({.cases = "a", .model = "n"})->units.size() == 1);
  CHECK(made.read({.cases = "a", .suite = "s"})->units.size() == 2);
}

TEST_CASE("without a suite a series is of the whole run, with one of each suite") {
  MadeRuns made;
  made.add("one", {{.case_id = "a"}, {.case_id = "b", .status = kFailed, .suite = "t"}});
  const auto whole = made.read();
  REQUIRE(whole);
  REQUIRE(whole->series.size() == 1);
  CHECK(whole->series.front().suites == std::vector<std::string>{"s", "t"});
  CHECK(whole->series.front().points.front().cell.counts.judged() == 2);
  const auto split = made.read({.suite = "*"});
  REQUIRE(split);
  REQUIRE(split->series.size() == 2);
  CHECK(split->series.back().suites == std::vector<std::string>{"t"});
  CHECK(split->series.back().points.front().cell.counts.judged() == 1);
}

TEST_CASE("a change is told with the units that were lost and gained") {
  MadeRuns made;
  made.add("one", {{.case_id = "a"}, {.case_id = "b"}, {.case_id = "c", .status = kFailed}, {.case_id = "d"}});
  made.add("two", {{.case_id = "a", .status = kFailed},
                   {.case_id = "b", .status = Status::error},
                   {.case_id = "c"},
                   {.case_id = "d", .status = Status::skipped}});
  const auto history = made.read();
  REQUIRE(history);
  const TrendPoint& now = history->series.front().points.back();
  CHECK(now.base == std::size_t{0});
  CHECK(now.lost == 2);
  CHECK(now.gained == 1);
  REQUIRE(now.change);
  CHECK(*now.change == Approx(1.0 / 3 - 0.75));
}

TEST_CASE("only the last runs are shown, held against what was before them") {
  MadeRuns made;
  made.add("one", {{.case_id = "a"}});
  made.add("two", {{.case_id = "a", .status = kFailed}});
  made.add("three", {{.case_id = "a"}});
  const auto history = made.read({.last = 1});
  REQUIRE(history);
  CHECK(history->earlier == 2);
  REQUIRE(history->series.front().points.size() == 1);
  CHECK(history->series.front().points.front().change == 1.0);
  CHECK(history->runs[*history->series.front().points.front().base].folder == "two");
  const auto units = made.read({.cases = "a", .last = 2});
  CHECK(units->earlier == 1);
  CHECK(units->units.front().points.size() == 2);
}

TEST_CASE("a pattern that fits nothing is an error with the names that there are") {
  MadeRuns made;
  made.add("one", {{.case_id = "cafe"}, {.case_id = "diner"}});
  const auto error_of = [&](const HistoryQuery& query) {
    const auto history = made.read(query);
    REQUIRE_FALSE(history);
    REQUIRE(history.error().size() == 1);
    return history.error().front().message;
  };
  CHECK(error_of({.cases = "caff"}) ==
        "no case of the runs fits 'caff'; did you mean 'cafe'? (there are: cafe, diner)");
  CHECK(error_of({.model = "mm"}) == "no model of the runs fits 'mm'; did you mean 'm'? (there are: m)");
  CHECK(error_of({.suite = "zzzzzz"}) == "no suite of the runs fits 'zzzzzz' (there are: s)");
  made.add("two", {{.case_id = "cafe", .model = "n", .suite = "t"}});
  CHECK(error_of({.model = "n", .suite = "s"}) == "no unit of the runs fits all that is asked for together");
}

TEST_CASE("a name with quotes in it is a name like any other") {
  MadeRuns made;
  made.add("it's", {{.case_id = "a'); DROP TABLE run; --"}});
  REQUIRE(made.read());
  made.add("two", {{.case_id = "b"}});
  const auto history = made.read({.cases = "a'*"});
  REQUIRE(history);
  REQUIRE(history->units.size() == 1);
  CHECK(history->runs.front().folder == "it's");
}

TEST_CASE("no runs are no error, whatever is asked for") {
  const MadeRuns made;
  const auto history = made.read({.cases = "a"});
  REQUIRE(history);
  CHECK(history->runs.empty());
}

}  // namespace
}  // namespace sightline
