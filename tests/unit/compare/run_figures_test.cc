#include "compare/run_figures.h"

#include <catch2/catch.hpp>

#include "fakes/full_result.h"
#include "fakes/memory_files.h"
#include "fakes/varied_run.h"
#include "report/summary.h"
#include "report/units.h"
#include "runlog/line_head.h"

namespace sightline {
namespace {

using fakes::MemoryFiles;
using fakes::small_result;

std::string text_of_log(const RunHeader& header, const std::vector<CaseResult>& results) {
  std::string log = header_line(header);
  for (const CaseResult& result : results) log += result_line(result);
  return log;
}

RunFigures figures_in(const std::string& log) {
  MemoryFiles files;
  files.put("/run/run.jsonl", log);
  const auto run = read_run_figures(files, "/run");
  REQUIRE(run);
  return *run;
}

RepeatFigures figures_of_one(const CaseResult& result) {
  const RunFigures run = figures_in(text_of_log({}, {result}));
  REQUIRE(run.units.size() == 1);
  REQUIRE(run.units[0].repeats.size() == 1);
  return run.units[0].repeats[0];
}

Exchange exchange_of(std::optional<double> ms, std::optional<std::int64_t> prompt_tokens) {
  Exchange exchange;
  exchange.reply.emplace().usage.prompt_tokens = prompt_tokens;
  exchange.timing.total_ms = ms;
  return exchange;
}

struct Said {
  std::string text = {};
  std::string refusal = {};
  std::string call = {};
  std::string id = {};
};

CaseResult result_with(const Said& said) {
  CaseResult result = fakes::small_result("a");
  Reply& reply = result.exchanges.emplace_back().reply.emplace();
  reply.text = said.text;
  reply.refusal = said.refusal;
  reply.id = said.id;
  if (!said.call.empty()) reply.tool_calls.push_back({said.id, "look", said.call});
  return result;
}

TEST_CASE("answers are told apart by their text, their refusal and their calls, and by nothing else") {
  const auto mark = [](const Said& said) { return figures_of_one(result_with(said)).answer; };
  CHECK(mark({.text = "a word"}) == mark({.text = "a word", .id = "another"}));
  CHECK(mark({.text = "a word"}) != mark({.text = "a work"}));
  CHECK(mark({.text = "no"}) != mark({.refusal = "no"}));
  CHECK(mark({.call = "{}", .id = "1"}) == mark({.call = "{}", .id = "2"}));
  CHECK(mark({.call = "{}"}) != mark({.call = "[]"}));
  CHECK(mark({}) != 0);
  CHECK(figures_of_one(fakes::small_result("a")).answer == 0);
}

TEST_CASE("an answer is the same one however its letters are escaped in the log") {
  const std::string line = result_line(result_with({.text = "caf\u00e9 \"noir\""}));
  std::string escaped = line;
  escaped.replace(escaped.find("\u00e9"), 2, "\\u00e9");
  const auto mark = [](const std::string& log) { return figures_in(log).units.at(0).repeats.at(0).answer; };
  CHECK(mark(header_line(RunHeader()) + line) == mark(header_line(RunHeader()) + escaped));
}

TEST_CASE("status, flakiness, score and reason of each unit are those of the summary") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    INFO(seed);
    MemoryFiles files;
    files.put("/run/run.jsonl", text_of_log(fakes::varied_header(), fakes::varied_results(seed, 40)));
    const auto reader = RunReader::open(files, "/run");
    REQUIRE(reader);
    std::vector<UnitSummary> units;
    const RunSummary summary = summarise(*reader, [&](const UnitSummary& unit) { units.push_back(unit); });
    const auto run = read_run_figures(files, "/run");
    REQUIRE(run);
    REQUIRE(run->units.size() == units.size());
    for (std::size_t i = 0; i < units.size(); ++i) {
      const UnitFigures& unit = run->units[i];
      REQUIRE(unit.id == units[i].id);
      CHECK(unit.status == units[i].status);
      CHECK(unit.flaky == units[i].flaky);
      CHECK(unit.score == units[i].score);
      CHECK(unit.must_pass == units[i].must_pass);
      CHECK(unit.reason == units[i].reason);
      CHECK(unit.is_control == !units[i].control.empty());
      CHECK(unit.repeats.size() == units[i].repeats);
    }
    CHECK(run->authored == summary.authored);
  }
}

TEST_CASE("all results that there are have their figures, whatever is in them") {
  const auto results = fakes::varied_results(77, 60);
  const RunFigures run = figures_in(text_of_log(fakes::varied_header(), results));
  std::map<std::pair<UnitId, unsigned>, const CaseResult*> written;
  for (const CaseResult& result : results) written[{result.unit, result.repeat}] = &result;
  std::size_t found = 0;
  for (const UnitFigures& unit : run.units) {
    for (const RepeatFigures& repeat : unit.repeats) {
      const CaseResult& result = *written.at({unit.id, repeat.repeat});
      ++found;
      CHECK(repeat.status == result.status);
      CHECK(repeat.score == result.score);
      CHECK(repeat.cost == result.cost);
      CHECK(unit.cluster == (result.cluster.empty() ? result.unit.case_id : result.cluster));
      CHECK(unit.tags == result.tags);
      CHECK(unit.is_group == !result.group.kind.empty());
      std::size_t next = 0;
      for (const AssertionResult& assertion : result.assertions) {
        if (assertion.metric.empty() || assertion.verdict.status == Verdict::Status::error) continue;
        REQUIRE(next < repeat.metrics.size());
        const MetricFigure& figure = repeat.metrics[next++];
        CHECK(run.metrics.at(figure.metric) == assertion.metric);
        CHECK(figure.score == assertion.verdict.score);
        CHECK(figure.value == assertion.verdict.value);
        const Node* tally = assertion.verdict.evidence.find("tally");
        const bool folded = unit.id.suite == "receipts" && assertion.metric == "cer";
        CHECK(figure.tally == (folded && tally ? *tally : Node()));
      }
      CHECK(next == repeat.metrics.size());
    }
  }
  CHECK(found == results.size());
}

TEST_CASE("metrics are named in the order of their names, whichever came first") {
  CaseResult result = small_result("a");
  for (const char* metric : {"wer", "anls", "wer"}) {
    AssertionResult& assertion = result.assertions.emplace_back();
    assertion.metric = metric;
    assertion.verdict.score = metric[0] == 'w' ? 0.25 : 0.75;
  }
  const RunFigures run = figures_in(text_of_log({}, {result}));
  CHECK(run.metrics == std::vector<std::string>{"anls", "wer"});
  const auto& metrics = run.units[0].repeats[0].metrics;
  REQUIRE(metrics.size() == 3);
  CHECK((metrics[0].metric == 1 && metrics[1].metric == 0 && metrics[2].metric == 1));
  CHECK((metrics[0].score == 0.25 && metrics[1].score == 0.75));
}

TEST_CASE("units come in plan order, and a unit's repeats by their number") {
  const RunFigures run =
      figures_in(text_of_log({}, {small_result("b", 1, 3), small_result("a", 0, 4), small_result("b", 0, 2)}));
  REQUIRE(run.units.size() == 2);
  CHECK(run.units[0].id.case_id == "b");
  CHECK(run.units[0].sequence == 2);
  CHECK((run.units[0].repeats[0].repeat == 0 && run.units[0].repeats[1].repeat == 1));
  CHECK(run.units[1].id.case_id == "a");
}

TEST_CASE("lines that were replaced, taken out, cut or torn count no more") {
  CaseResult failed = small_result("a");
  failed.status = Status::failed;
  const std::string log = text_of_log({}, {failed, small_result("gone", 0, 1), small_result("cut", 0, 2)}) +
                          cut_line() + result_line(small_result("a")) + drop_line({"s", "gone", "p", "m"}, 0) +
                          result_line(small_result("torn", 0, 3)).substr(0, 30);
  const RunFigures run = figures_in(log);
  REQUIRE(run.units.size() == 1);
  CHECK(run.units[0].id.case_id == "a");
  CHECK(run.units[0].status == Status::passed);
}

TEST_CASE("a latency is that of all exchanges, and nothing where one has none") {
  CaseResult result = small_result("a");
  CHECK_FALSE(figures_of_one(result).latency_ms);
  CHECK_FALSE(figures_of_one(result).prompt_tokens);
  CHECK_FALSE(figures_of_one(result).answered);
  result.exchanges = {exchange_of(100.5, 10), exchange_of(20, 30)};
  CHECK(figures_of_one(result).latency_ms == 120.5);
  CHECK(figures_of_one(result).prompt_tokens == 40.0);
  CHECK_FALSE(figures_of_one(result).completion_tokens);
  CHECK(figures_of_one(result).answered);
  result.exchanges[0].timing.total_ms.reset();
  result.exchanges[1].reply->usage.prompt_tokens.reset();
  CHECK_FALSE(figures_of_one(result).latency_ms);
  CHECK_FALSE(figures_of_one(result).prompt_tokens);
}

TEST_CASE("what an answer is beside right or wrong is told from its verdicts and its finish reason") {
  using Outcome = Verdict::Outcome;
  const auto with = [](Outcome outcome) {
    CaseResult result = small_result("a");
    result.assertions.emplace_back();
    result.assertions.emplace_back().verdict.outcome = outcome;
    return figures_of_one(result);
  };
  CHECK((with(Outcome::unparsed).unparsed && !with(Outcome::refused).unparsed));
  CHECK((with(Outcome::refused).refused && !with(Outcome::truncated).refused));
  CHECK((with(Outcome::truncated).truncated && !with(Outcome::unparsed).truncated));
  CaseResult cut = small_result("a");
  cut.exchanges = {exchange_of(1, 1)};
  CHECK_FALSE(figures_of_one(cut).truncated);
  cut.exchanges[0].reply->finish_reason = "length";
  CHECK(figures_of_one(cut).truncated);
  cut.exchanges[0].provenance.copy = true;
  CHECK(figures_of_one(cut).copy);
}

TEST_CASE("a result whose members do not fit is in error, and one in another order is read") {
  const std::string unit = "\"suite\":\"s\",\"case\":\"a\",\"prompt\":\"p\",\"model\":\"m\"";
  const RunFigures broken =
      figures_in(header_line({}) + "{" + unit + ",\"repeat\":0,\"sequence\":0,\"status\":\"passd\"}\n");
  REQUIRE(broken.units.size() == 1);
  CHECK(broken.units[0].status == Status::error);
  CHECK(broken.units[0].reason.find("the result's line in the run log is broken") == 0);
  CHECK(broken.units[0].cluster == "a");
  const RunFigures other = figures_in(header_line({}) + "{ \"score\": 0.5, \"status\": \"failed\", " + unit + "}\n");
  REQUIRE(other.units.size() == 1);
  CHECK(other.units[0].status == Status::failed);
  CHECK(other.units[0].score == 0.5);
}

TEST_CASE("broken lines in the middle of a log are named") {
  MemoryFiles files;
  files.put("/run/run.jsonl", text_of_log({}, {small_result("a")}) + "{\"suite\":\"s\",\"case\":\n" +
                                  result_line(small_result("b", 0, 1)));
  const auto run = read_run_figures(files, "/run/run.jsonl");
  REQUIRE_FALSE(run);
  CHECK(render(run.error()).find("/run/run.jsonl:3: broken line") != std::string::npos);
}

TEST_CASE("a run that is not there is an error that names it") {
  const MemoryFiles files;
  const auto run = read_run_figures(files, "/nowhere");
  REQUIRE_FALSE(run);
  CHECK(render(run.error()).find("/nowhere") != std::string::npos);
}

}  // namespace
}  // namespace sightline
