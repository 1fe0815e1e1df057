#include "report/summary.h"

#include <algorithm>
#include <array>
#include <deque>
#include <initializer_list>

#include "report/cell_tally.h"
#include "report/running_summary.h"
#include "report/unit_measures.h"
#include "report/units.h"
#include "stats/percentile.h"

namespace sightline {
namespace {

bool failed_with(const CaseResult& result, std::initializer_list<Failure::Kind> kinds) {
  return std::ranges::any_of(result.exchanges, [&](const Exchange& exchange) {
    return exchange.failure && std::ranges::find(kinds, exchange.failure->kind) != kinds.end();
  });
}

/// Cells in the order in which a run first meets them.
class Cells {
 public:
  CellTally& at(const std::string& suite, const std::string& model, const std::string& prompt) {
    const auto [found, is_new] = places_.try_emplace({suite, model, prompt}, tallies_.size());
    if (is_new) tallies_.emplace_back(suite, model, prompt);
    return tallies_[found->second];
  }
  std::vector<CellSummary> finish(const ClusterNumbers& clusters) {
    std::vector<CellSummary> cells;
    for (CellTally& tally : tallies_) cells.push_back(tally.finish(clusters));
    return cells;
  }

 private:
  std::map<std::array<std::string, 3>, std::size_t> places_;
  std::vector<CellTally> tallies_;
};

/// The last units that passed: a control comes soon after the case that it is of.
class RecentPasses {
 public:
  void note(const UnitId& unit, bool passed) {
    if (passed) passes_.push_back(unit);
    if (passes_.size() > kMost) passes_.pop_front();
  }
  bool contains(const UnitId& unit) const {
    return std::find(passes_.rbegin(), passes_.rend(), unit) != passes_.rend();
  }

 private:
  static constexpr std::size_t kMost = 1'000;
  std::deque<UnitId> passes_;
};

class Fold {
 public:
  explicit Fold(const RunHeader& header) {
    for (const RunSuite& suite : header.suites) aggregates_[suite.name] = suite.metrics;
  }

  void add(const UnitSummary& unit, const std::vector<CaseResult>& repeats) {
    note_trouble(unit);
    note_control(unit);
    std::optional<UnitMeasures> measures;
    if (unit.control.empty()) {
      measures = measures_of(repeats, aggregates_[unit.id.suite], clusters_);
      add(unit, repeats.front().tags, *measures);
    }
    CellTally& cell = cells_.at(unit.id.suite, unit.id.model, unit.id.prompt);
    CellTally& run_cell = run_cells_.at("", unit.id.model, unit.id.prompt);
    for (CellTally* tally : {&cell, &run_cell}) {
      tally->add(unit, repeats.front(), measures ? &*measures : nullptr);
      for (const CaseResult& result : repeats) tally->add(result);
    }
    for (const CaseResult& result : repeats) add(result);
  }

  RunSummary finish() {
    summary_.cells = cells_.finish(clusters_);
    summary_.run_cells = run_cells_.finish(clusters_);
    for (auto& [tag, tally] : tags_) summary_.tags[tag] = tally.finish(clusters_);
    bool cost_known = false;
    double cost = 0;
    for (const CellSummary& cell : summary_.run_cells) {
      summary_.relations += cell.relations;
      summary_.prompt_tokens += cell.prompt_tokens;
      summary_.completion_tokens += cell.completion_tokens;
      cost_known = cost_known || cell.answers > 0;
      cost += cell.cost.value_or(0);
    }
    const bool all_known =
        std::ranges::all_of(summary_.run_cells, [](const CellSummary& c) { return c.answers == 0 || c.cost; });
    if (cost_known && all_known) summary_.cost = cost;
    summary_.latency_p50_ms = percentile(latencies_ms_, 0.5);
    return std::move(summary_);
  }

 private:
  void add(const UnitSummary& unit, const std::vector<std::string>& tags, const UnitMeasures& measures) {
    summary_.counts.add(unit.status);
    if (unit.flaky) {
      ++summary_.counts.flaky;
      summary_.flaky.push_back({.id = unit.id, .repeats = measures.repeats});
    }
    for (const std::string& tag : tags) tags_.try_emplace(tag, PartMetrics::means).first->second.add(unit, measures);
  }

  void note_trouble(const UnitSummary& unit) {
    const bool is_control = !unit.control.empty();
    if (unit.status == Status::error ||
        (!is_control && (unit.status == Status::failed || unit.status == Status::xpassed))) {
      summary_.not_in_order.push_back(unit);
    }
  }

  void note_control(const UnitSummary& unit) {
    const bool passed = unit.status == Status::passed;
    if (unit.control.empty()) {
      passed_.note(unit.id, passed);
      return;
    }
    UnitId of = unit.id;
    of.case_id = unit.control_of;
    if (passed && passed_.contains(of)) summary_.solved_without_image.push_back(std::move(of));
  }

  void add(const CaseResult& result) {
    const auto any = [&](const auto& is) { return std::ranges::any_of(result.exchanges, is); };
    ++summary_.results;
    summary_.answers += has_answer(result);
    summary_.authored += any([](const Exchange& e) { return e.provenance.source == "authored"; });
    summary_.replayed += any([](const Exchange& e) { return e.provenance.replayed; });
    if (any([](const Exchange& e) { return e.provenance.ignored_changed; }) && summary_.ignored_changed++ == 0) {
      summary_.first_ignored_changed = result.unit.text();
    }
    if (!is_copy(result) && result.control.empty()) note_latencies(result);
    summary_.missing_fixtures += failed_with(result, {Failure::Kind::missing_fixture});
    summary_.unauthorized += failed_with(result, {Failure::Kind::unauthorized, Failure::Kind::forbidden});
  }

  void note_latencies(const CaseResult& result) {
    for (const Exchange& exchange : result.exchanges) {
      if (exchange.reply && exchange.timing.total_ms) latencies_ms_.push_back(*exchange.timing.total_ms);
    }
  }

  RunSummary summary_;
  std::vector<double> latencies_ms_;
  RecentPasses passed_;
  Cells cells_;
  Cells run_cells_;
  std::map<std::string, PartTally> tags_;
  ClusterNumbers clusters_;
  std::map<std::string, std::map<std::string, Aggregate>> aggregates_;  ///< By suite.
};

}  // namespace

void StatusCounts::add(Status status) {
  switch (status) {
    case Status::passed:
      ++passed;
      return;
    case Status::failed:
      ++failed;
      return;
    case Status::error:
      ++error;
      return;
    case Status::skipped:
      ++skipped;
      return;
    case Status::xfailed:
      ++xfailed;
      return;
    case Status::xpassed:
      ++xpassed;
      return;
  }
}

std::uint64_t StatusCounts::all() const {
  return judged() + skipped + xfailed;
}

std::uint64_t StatusCounts::judged() const {
  return passed + failed + xpassed + error;
}

std::optional<double> StatusCounts::pass_rate() const {
  if (judged() == 0) return std::nullopt;
  return static_cast<double>(passed) / static_cast<double>(judged());
}

RunSummary summarise(const RunReader& run, const std::function<void(const UnitSummary&)>& visit_unit) {
  return summarise(run, [&](const UnitSummary& unit, const std::vector<CaseResult>&) {
    if (visit_unit) visit_unit(unit);
  });
}

RunSummary summarise(const RunReader& run, const VisitRepeats& visit) {
  Fold fold(run.header());
  for_each_unit(run, [&](const std::vector<CaseResult>& repeats) {
    const UnitSummary unit = summarise_unit(repeats);
    visit(unit, repeats);
    fold.add(unit, repeats);
  });
  return fold.finish();
}

struct RunningSummary::State {
  explicit State(const RunHeader& header) : fold(header) {}
  Fold fold;
  std::size_t results = 0;
};

RunningSummary::RunningSummary(const RunHeader& header) : state_(std::make_unique<State>(header)) {}
RunningSummary::~RunningSummary() = default;

void RunningSummary::add(const std::vector<CaseResult>& repeats) {
  state_->fold.add(summarise_unit(repeats), repeats);
  state_->results += repeats.size();
}

RunSummary RunningSummary::finish(const RunReader& run) {
  for_each_unit(
      run, [this](const std::vector<CaseResult>& repeats) { state_->fold.add(summarise_unit(repeats), repeats); },
      state_->results);
  return state_->fold.finish();
}

}  // namespace sightline
