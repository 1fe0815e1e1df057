#include "history/condensed_run.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/sha256.h"
#include "base/text.h"
#include "report/cell_tally.h"
#include "report/units.h"

namespace sightline {
namespace {

constexpr std::size_t kLongestReason = 200;

/// One cell in the making, and which cases it is about.
class CellBuilder {
 public:
  CellBuilder(const std::string& suite, const std::string& model, const std::string& prompt)
      : tally_(suite, model, prompt) {}

  void add(const UnitSummary& unit, const std::vector<CaseResult>& repeats,
           const std::map<std::string, Aggregate>& aggregates) {
    tally_.add(unit, repeats.front());
    for (const CaseResult& result : repeats) tally_.add(result, aggregates);
    if (unit.control.empty()) cases_.push_back(unit.id.suite + '\n' + unit.id.case_id + '\n');
  }

  TrendCell finish() {
    const CellSummary summary = tally_.finish();
    TrendCell cell{.suite = summary.suite,
                   .model = summary.model,
                   .prompt = summary.prompt,
                   .counts = summary.counts,
                   .mean_score = summary.mean_score,
                   .cost = summary.cost,
                   .latency_p50_ms = summary.latency_p50_ms,
                   .latency_p95_ms = summary.latency_p95_ms,
                   .prompt_tokens = summary.prompt_tokens,
                   .completion_tokens = summary.completion_tokens};
    for (const auto& [name, metric] : summary.metrics) {
      if (std::isfinite(metric.value)) cell.metrics[name] = metric.value;
    }
    // The order of the cases says nothing: two runs over the same ones may have them in another.
    std::ranges::sort(cases_);
    Sha256 digest;
    for (const std::string& name : cases_) digest.add(name);
    cell.cases = digest.hex();
    return cell;
  }

 private:
  CellTally tally_;
  std::vector<std::string> cases_;
};

/// Cells in the order in which a run first has them.
class CellBuilders {
 public:
  CellBuilder& at(const std::string& suite, const std::string& model, const std::string& prompt) {
    const auto [found, is_new] = places_.try_emplace({suite, model, prompt}, cells_.size());
    if (is_new) cells_.emplace_back(suite, model, prompt);
    return cells_[found->second];
  }
  void finish(std::vector<TrendCell>& out) {
    for (CellBuilder& cell : cells_) out.push_back(cell.finish());
  }

 private:
  std::map<std::array<std::string, 3>, std::size_t> places_;
  std::vector<CellBuilder> cells_;
};

/// What the answers of a unit took, each counted once.
struct Answers {
  double cost = 0;
  double ms = 0;
  std::size_t answered = 0;
  std::size_t timed = 0;
  bool cost_known = true;

  void add(const CaseResult& result) {
    if (is_copy(result) || !has_answer(result)) return;
    ++answered;
    cost_known = cost_known && result.cost.has_value();
    cost += result.cost.value_or(0);
    const bool all_timed =
        std::ranges::all_of(result.exchanges, [](const Exchange& e) { return e.timing.total_ms.has_value(); });
    if (!all_timed) return;
    ++timed;
    for (const Exchange& exchange : result.exchanges) ms += *exchange.timing.total_ms;
  }
};

UnitPoint point_of(const UnitSummary& unit, const std::vector<CaseResult>& repeats) {
  Answers answers;
  for (const CaseResult& result : repeats) answers.add(result);
  UnitPoint point{.status = unit.status,
                  .score = unit.score,
                  .flaky = unit.flaky,
                  .reason = shortened(unit.reason, kLongestReason)};
  if (answers.answered > 0 && answers.cost_known) point.cost = answers.cost;
  if (answers.timed > 0) point.latency_ms = answers.ms / static_cast<double>(answers.timed);
  return point;
}

TrendRun head_of(const RunFile& file, const RunReader& run) {
  const RunHeader& header = run.header();
  TrendRun head{.folder = file.folder,
                .id = header.id,
                .started = header.started,
                .label = header.label,
                .git_commit = header.git_commit,
                .mode = header.mode,
                .finished = run.footer().has_value(),
                .complete = run.footer() && run.footer()->complete,
                .shard_index = header.shard_index,
                .shard_count = header.shard_count};
  for (const RunSuite& suite : header.suites) head.suites[suite.name] = suite.sha256;
  return head;
}

void condense_results(const RunReader& run, CondensedRun& condensed) {
  std::map<std::string, std::map<std::string, Aggregate>> aggregates;
  for (const RunSuite& suite : run.header().suites) aggregates[suite.name] = suite.metrics;
  CellBuilders suite_cells;
  CellBuilders run_cells;
  for_each_unit(run, [&](const std::vector<CaseResult>& repeats) {
    const UnitSummary unit = summarise_unit(repeats);
    const auto& of_suite = aggregates[unit.id.suite];
    suite_cells.at(unit.id.suite, unit.id.model, unit.id.prompt).add(unit, repeats, of_suite);
    run_cells.at("", unit.id.model, unit.id.prompt).add(unit, repeats, of_suite);
    if (unit.control.empty()) condensed.units.push_back({unit.id, point_of(unit, repeats)});
  });
  suite_cells.finish(condensed.run.cells);
  run_cells.finish(condensed.run.cells);
}

}  // namespace

Expected<CondensedRun> condense(const Files& files, const RunFile& file) {
  const auto run = RunReader::open(files, file.path);
  if (!run) return tl::unexpected(run.error());
  CondensedRun condensed{.run = head_of(file, *run), .units = {}};
  if (condensed.run.shard_count == 1) condense_results(*run, condensed);
  return condensed;
}

}  // namespace sightline
