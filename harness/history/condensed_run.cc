#include "history/condensed_run.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/sha256.h"
#include "base/text.h"
#include "report/summary.h"
#include "report/unit_measures.h"

namespace sightline {
namespace {

constexpr std::size_t kLongestReason = 200;

/// The cases of each cell, by suite ("": of the whole run), model and prompt.
class CellCases {
 public:
  void add(const UnitId& unit) {
    const std::string name = unit.suite + '\n' + unit.case_id + '\n';
    cases_[{unit.suite, unit.model, unit.prompt}].push_back(name);
    cases_[{"", unit.model, unit.prompt}].push_back(name);
  }
  /// The order of the cases says nothing: two runs over the same ones may have them in another.
  std::string digest_of(const CellSummary& cell) {
    auto& names = cases_[{cell.suite, cell.model, cell.prompt}];
    std::ranges::sort(names);
    Sha256 digest;
    for (const std::string& name : names) digest.add(name);
    return digest.hex();
  }

 private:
  std::map<std::array<std::string, 3>, std::vector<std::string>> cases_;
};

TrendCell trend_cell(const CellSummary& summary, CellCases& cases) {
  TrendCell cell{.suite = summary.suite,
                 .model = summary.model,
                 .prompt = summary.prompt,
                 .counts = summary.counts,
                 .mean_score = summary.score.mean,
                 .cost = summary.cost,
                 .latency_p50_ms = summary.latency_p50_ms,
                 .latency_p95_ms = summary.latency_p95_ms,
                 .prompt_tokens = summary.prompt_tokens,
                 .completion_tokens = summary.completion_tokens,
                 .cases = cases.digest_of(summary)};
  for (const auto& [name, metric] : summary.metrics) {
    if (std::isfinite(metric.value)) cell.metrics[name] = metric.value;
  }
  return cell;
}

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
  CellCases cases;
  const RunSummary summary = summarise(run, [&](const UnitSummary& unit, const std::vector<CaseResult>& repeats) {
    if (!unit.control.empty()) return;
    cases.add(unit.id);
    condensed.units.push_back({unit.id, point_of(unit, repeats)});
  });
  for (const auto* cells : {&summary.cells, &summary.run_cells}) {
    for (const CellSummary& cell : *cells) condensed.run.cells.push_back(trend_cell(cell, cases));
  }
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
