#include "runlog/merge.h"

#include <catch2/catch.hpp>
#include <random>

#include "fakes/full_result.h"
#include "fakes/memory_files.h"

namespace sightline {
namespace {

using fakes::MemoryFiles;
using fakes::small_result;

RunHeader shard_header(unsigned index, unsigned count, std::uint64_t planned) {
  RunHeader header;
  header.id = "20261120T0930" + std::to_string(10 + index) + "Z-run-000" + std::to_string(index);
  header.version = "0.3.1";
  header.command = {"run", "--case", "c*"};
  header.started = "2026-11-20T09:30:1" + std::to_string(index % 10) + "Z";
  header.host = "node" + std::to_string(index);
  header.git_commit = "abc";
  header.seed = 1;
  header.shard_index = index;
  header.shard_count = count;
  header.shard_plan = "5eed";
  header.shard_plan_results = 12;
  header.suites = {{.name = "s", .path = "suites/s.yaml", .sha256 = "00ff", .description = "", .metrics = {}}};
  header.models = {{.name = "m", .model = "vendor/m", .base_url = "https://a.example", .params = {}, .price = {}}};
  header.planned_results = planned;
  return header;
}

RunFooter footer_of(double wall_ms, double spent) {
  RunFooter footer;
  footer.finished = "2026-11-20T09:31:00Z";
  footer.wall_ms = wall_ms;
  footer.spent = spent;
  return footer;
}

/// A result that names requests.
CaseResult answered(std::string case_id, unsigned repeat, std::uint64_t sequence, std::vector<std::string> keys) {
  CaseResult result = small_result(std::move(case_id), repeat, sequence);
  for (std::string& key : keys) {
    Exchange exchange;
    exchange.key = std::move(key);
    exchange.reply = Reply{};
    exchange.reply->text = result.unit.case_id + " says";
    result.exchanges.push_back(std::move(exchange));
  }
  return result;
}

/// Shards in memory, "/1", "/2" …
struct Shards {
  MemoryFiles files;
  std::vector<std::string> folders;

  void add(const RunHeader& header, const std::string& lines, const std::string& end = footer_line(footer_of(1, 0))) {
    folders.push_back("/" + std::to_string(folders.size() + 1));
    files.put(folders.back() + "/run.jsonl", header_line(header) + lines + end);
  }
  /// Of a shard with the results of the named cases, which are all that it planned.
  void add(unsigned index, unsigned count, const std::vector<std::string>& cases) {
    std::string lines;
    for (const std::string& id : cases) {
      lines += result_line(small_result(id, 0, static_cast<std::uint64_t>(id.back() - 'a')));
    }
    add(shard_header(index, count, cases.size()), lines);
  }
  std::vector<ShardLog> open() const {
    std::vector<ShardLog> logs;
    for (const std::string& folder : folders) {
      auto log = ShardLog::open(files, folder);
      REQUIRE(log);
      logs.push_back(std::move(*log));
    }
    return logs;
  }
  MergeTrouble check() const { return check_shards(open()); }
  std::string merged() {
    auto logs = open();
    auto out = RunWriter::create(files, "/out", merged_header(logs));
    REQUIRE(out);
    REQUIRE(copy_results(logs, *out));
    return files.text("/out/run.jsonl");
  }
};

std::vector<std::string> messages(const Errors& errors) {
  std::vector<std::string> out;
  for (const Error& error : errors) out.push_back(error.message);
  return out;
}

using Texts = std::vector<std::string>;

TEST_CASE("results of shards come together in plan order, whatever order the shards are given in") {
  Shards shards;
  shards.add(2, 2, {"d", "b"});
  shards.add(1, 2, {"c", "a"});
  CHECK(shards.check().refused.empty());
  CHECK(shards.check().missing.empty());
  std::string order;
  std::istringstream lines(shards.merged());
  for (std::string line; std::getline(lines, line);) {
    const LineHead head = read_line_head(line);
    if (head.kind == LineHead::Kind::result) order += head.unit.case_id;
  }
  CHECK(order == "abcd");
}

TEST_CASE("a request stands once in a merged run, before the first result that names it") {
  Shards shards;
  shards.add(shard_header(1, 2, 2), request_line("k1", R"({"q":1})") + request_line("k2", R"({"q":2})") +
                                        result_line(answered("a", 0, 0, {"k1", "k2"})) +
                                        result_line(answered("c", 0, 2, {"k1"})));
  shards.add(shard_header(2, 2, 1), request_line("k3", R"({"q":3})") + request_line("k1", R"({"q":1})") +
                                        result_line(answered("b", 0, 1, {"k3", "k1"})));
  const std::string text = shards.merged();
  CHECK(text == text.substr(0, text.find('\n') + 1) + request_line("k1", R"({"q":1})") +
                    request_line("k2", R"({"q":2})") + result_line(answered("a", 0, 0, {"k1", "k2"})) +
                    request_line("k3", R"({"q":3})") + result_line(answered("b", 0, 1, {"k3", "k1"})) +
                    result_line(answered("c", 0, 2, {"k1"})));
}

TEST_CASE("what a later version writes in a result stays in the merged run") {
  Shards shards;
  std::string line = result_line(fakes::full_result());
  line.insert(line.size() - 2, R"(,"of_a_later_version":[1,2])");
  shards.add(shard_header(1, 1, 1), line);
  CHECK(shards.merged().find(line) != std::string::npos);
}

TEST_CASE("only the last line of a repeat is merged, and none of one that was dropped") {
  Shards shards;
  CaseResult old = small_result("a", 0, 0);
  old.status = Status::error;
  shards.add(shard_header(1, 1, 1), result_line(old) + result_line(small_result("b", 0, 1)) +
                                        drop_line({"s", "b", "p", "m"}, 0) + result_line(small_result("a", 0, 0)));
  const std::string text = shards.merged();
  CHECK(text.substr(text.find('\n') + 1) == result_line(small_result("a", 0, 0)));
}

TEST_CASE("the merged run is the one that was not cut into shards") {
  Shards shards;
  shards.add(shard_header(1, 2, 5), "", footer_line(footer_of(700, 0.25)));
  shards.add(shard_header(2, 2, 7), "", footer_line(footer_of(900, 0.5)));
  const auto logs = shards.open();
  const RunHeader header = merged_header(logs);
  CHECK(header.shard_index == 1);
  CHECK(header.shard_count == 1);
  CHECK(header.shard_plan.empty());
  CHECK(header.planned_results == 12);
  CHECK(header.started == "2026-11-20T09:30:11Z");
  CHECK(header.host.empty());
  CHECK(header.git_commit == "abc");
  const RunFooter footer = merged_footer(logs, {});
  CHECK(footer.complete);
  CHECK(footer.wall_ms == 900);
  CHECK(footer.spent == 0.75);
}

TEST_CASE("a part of the shards plans what all of them do, and is incomplete") {
  Shards shards;
  shards.add(2, 3, {"b"});
  const auto logs = shards.open();
  CHECK(merged_header(logs).planned_results == 12);
  const RunFooter footer = merged_footer(logs, {"shard 1/3 is missing"});
  CHECK_FALSE(footer.complete);
  CHECK(footer.incomplete_because == Texts{"shard 1/3 is missing"});
}

TEST_CASE("shards of different runs are refused, and it is told in what they differ") {
  struct Row {
    std::function<void(RunHeader&)> change;
    std::string told;
  };
  const std::vector<Row> rows = {
      {[](RunHeader& h) { h.shard_count = 3; }, "of so many shards: '2' against '3'"},
      {[](RunHeader& h) { h.version = "1.3.1"; }, "major version of sightline: '0' against '1'"},
      {[](RunHeader& h) { h.mode = Mode::live; }, "mode: 'replay' against 'live'"},
      {[](RunHeader& h) { h.seed = 2; }, "seed: '1' against '2'"},
      {[](RunHeader& h) { h.command = {"run"}; }, "command: 'run --case c*' against 'run'"},
      {[](RunHeader& h) { h.suites[0].sha256 = "11"; }, "the text of suite 's' differs"},
      {[](RunHeader& h) {
         h.suites.push_back({.name = "t", .path = "", .sha256 = "", .description = "", .metrics = {}});
       },
       "suite 't' is only in the latter"},
      {[](RunHeader& h) { h.suites.clear(); }, "suite 's' is only in the former"},
      {[](RunHeader& h) { h.models[0].params.set("temperature", Node(1)); },
       R"(model 'm' differs: {"name":"m","model":"vendor/m","base_url":"https://a.example"} against )"
       R"({"name":"m","model":"vendor/m","base_url":"https://a.example","params":{"temperature":1}})"},
      {[](RunHeader& h) { h.models.clear(); }, "model 'm' is only in the former"},
      {[](RunHeader& h) { h.shard_plan = "0dd"; },
       "other units are in other shards: the selection, the repeats or --shard-by differ"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.told);
    Shards shards;
    shards.add(1, 2, {"a"});
    RunHeader other = shard_header(2, 2, 0);
    row.change(other);
    shards.add(other, "");
    CHECK(messages(shards.check().refused) == Texts{"'/1' and '/2' are shards of two different runs: " + row.told});
  }
}

TEST_CASE("shards may differ in host, time, commit, label, and in where they found the times that balance them") {
  Shards shards;
  shards.add(1, 2, {"a"});
  RunHeader other = shard_header(2, 2, 0);
  other.git_commit = other.label = other.id = "other";
  other.version = "0.9.0";
  other.command = {"run", "--shard-by", "/elsewhere", "--case", "c*"};
  shards.add(other, "");
  CHECK(shards.check().refused.empty());
}

TEST_CASE("what is no shard is refused beside all else that is wrong") {
  Shards shards;
  shards.add(shard_header(1, 1, 0), "");
  RunHeader scored = shard_header(1, 2, 0);
  scored.mode = Mode::answers;
  shards.add(scored, "");
  shards.add(2, 2, {"a"});
  shards.add(2, 2, {"b"});
  CHECK(messages(shards.check().refused) ==
        Texts{"'/1' is no shard: it is a run that was made without --shard",
              "'/2' is a shard that was scored again: merge the shards that it was made of, and rescore the merged run",
              "shard 2/2 is there twice: '/3' and '/4'"});
}

TEST_CASE("a whole run is the only shard of itself, and one that was merged is none") {
  Shards whole;
  RunHeader header = shard_header(1, 1, 1);
  header.shard_plan.clear();
  header.shard_plan_results = 0;
  whole.add(header, result_line(small_result("a", 0, 0)));
  CHECK(whole.check().refused.empty());
  CHECK(whole.check().missing.empty());
  CHECK(merged_header(whole.open()).planned_results == 1);
  Shards merged;
  header.command = {"merge", "/x", "/y"};
  merged.add(header, "");
  CHECK(messages(merged.check().refused) ==
        Texts{"'/1' is no shard: it was merged of shards; merge those again, with the ones that it lacks"});
}

TEST_CASE("a unit that is in two shards is named, and of very many the first") {
  Shards shards;
  shards.add(1, 2, {"a", "b"});
  shards.add(2, 2, {"b", "c"});
  CHECK(messages(shards.check().refused) == Texts{"s/b#p@m is in two shards: 1/2 ('/1') and 2/2 ('/2')"});
  Shards many;
  for (unsigned index : {1u, 2u}) {
    std::string lines;
    for (std::uint64_t i = 0; i < 25; ++i) lines += result_line(small_result("c" + std::to_string(i), 0, i));
    many.add(shard_header(index, 2, 25), lines);
  }
  const Texts told = messages(many.check().refused);
  REQUIRE(told.size() == 21);
  CHECK(told.back() == "5 more units are in two shards");
}

TEST_CASE("a unit that one shard dropped may be in another") {
  Shards shards;
  shards.add(shard_header(1, 2, 0), result_line(small_result("a", 0, 0)) + drop_line({"s", "a", "p", "m"}, 0));
  shards.add(2, 2, {"a"});
  CHECK(shards.check().refused.empty());
}

TEST_CASE("shards and results that are missing are named, with why") {
  Shards shards;
  RunFooter cut = footer_of(1, 0);
  cut.complete = false;
  cut.incomplete_because = {"--max-requests 1 is reached", "2 of 3 planned results were not run"};
  shards.add(shard_header(2, 9, 3), result_line(small_result("b", 0, 1)), footer_line(cut));
  shards.add(shard_header(4, 9, 2), result_line(small_result("d", 0, 3)), R"({"suite":"s","case":"e","pro)");
  shards.add(5, 9, {});
  shards.add(shard_header(7, 9, 1), "");
  const MergeTrouble trouble = shards.check();
  CHECK(trouble.refused.empty());
  CHECK(
      trouble.missing ==
      Texts{"of 9 shards these are missing: 1, 3, 6, 8-9",
            "shard 2/9 ('/1') lacks 2 of its 3 planned results (--max-requests 1 is reached; 2 of 3 planned results "
            "were not run)",
            "shard 4/9 ('/2') lacks 1 of its 2 planned results (it was killed)",
            "shard 7/9 ('/4') lacks 1 of its 1 planned results (its log says that it is complete, but they are not in "
            "it)"});
}

TEST_CASE("one shard that is missing is named by its number") {
  Shards shards;
  shards.add(1, 2, {"a"});
  CHECK(shards.check().missing == Texts{"shard 2/2 is missing"});
}

TEST_CASE("all results come through a merge, each once, as they were, however they are dealt out") {
  std::mt19937 random(3);
  for (unsigned count = 1; count <= 12; ++count) {
    std::vector<std::string> lines(count);
    std::string whole = header_line({});
    std::uint64_t sequence = 0;
    for (int unit = 0; unit < 40; ++unit) {
      std::string& shard = lines[random() % count];
      const unsigned repeats = 1 + random() % 3;
      for (unsigned repeat = 0; repeat < repeats; ++repeat) {
        CaseResult result = fakes::full_result();
        result.unit.case_id = "c" + std::to_string(unit);
        result.repeat = repeat;
        result.sequence = sequence++;
        // Later ones may have ended first.
        shard = random() % 2 == 0 ? shard + result_line(result) : result_line(result) + shard;
        whole += result_line(result);
      }
    }
    Shards shards;
    for (unsigned index = 1; index <= count; ++index) shards.add(shard_header(index, count, 0), lines[index - 1]);
    shards.files.put("/whole/run.jsonl", whole);
    shards.merged();
    const auto results_in = [&](const std::string& folder) {
      Texts texts;
      RunReader::open(shards.files, folder)->for_each([&](const CaseResult& r) { texts.push_back(to_json(r)); });
      return texts;
    };
    CHECK(results_in("/out") == results_in("/whole"));
  }
}

TEST_CASE("a shard whose log cannot be read, or a run that cannot be written, is an error") {
  Shards shards;
  shards.add(1, 1, {"a"});
  auto logs = shards.open();
  auto out = RunWriter::create(shards.files, "/out", merged_header(logs));
  REQUIRE(out);
  shards.files.fail("/out/run.jsonl", MemoryFiles::Operation::append, std::errc::no_space_on_device);
  CHECK_FALSE(copy_results(logs, *out));
  CHECK_FALSE(ShardLog::open(shards.files, "/nowhere"));
  shards.files.put("/bad/run.jsonl", "{\"sightline_run\":1,\"id\":3}\n");
  CHECK_FALSE(ShardLog::open(shards.files, "/bad"));
}

}  // namespace
}  // namespace sightline
