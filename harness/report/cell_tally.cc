#include "report/cell_tally.h"

#include <algorithm>

#include "stats/percentile.h"

namespace sightline {
namespace {

std::uint64_t tokens(const std::optional<std::int64_t>& count) {
  return static_cast<std::uint64_t>(std::max<std::int64_t>(count.value_or(0), 0));
}

}  // namespace

CellTally::CellTally(std::string suite, std::string model, std::string prompt) {
  cell_.suite = std::move(suite);
  cell_.model = std::move(model);
  cell_.prompt = std::move(prompt);
}

void CellTally::add(const UnitSummary& unit, const CaseResult& first, const UnitMeasures* measures) {
  cell_.relations.add(unit, first);
  if (measures != nullptr) part_.add(unit, *measures);
}

void CellTally::add(const CaseResult& result) {
  for (const Exchange& exchange : result.exchanges) cell_.answers_ms += exchange.timing.total_ms.value_or(0);
  if (is_copy(result)) return;
  const bool is_control = !result.control.empty();
  if (has_answer(result)) add_cost(result);
  for (const Exchange& exchange : result.exchanges) {
    if (!exchange.reply) continue;
    cell_.prompt_tokens += tokens(exchange.reply->usage.prompt_tokens);
    cell_.completion_tokens += tokens(exchange.reply->usage.completion_tokens);
    if (exchange.timing.total_ms && !is_control) latencies_ms_.push_back(*exchange.timing.total_ms);
  }
  if (!is_control) cell_.relations.add_comparisons(result);
}

void CellTally::add_cost(const CaseResult& result) {
  cost_known_ = cost_known_ && result.cost.has_value();
  cost_sum_ += result.cost.value_or(0);
  ++costed_;
}

CellSummary CellTally::finish(const ClusterNumbers& clusters) {
  static_cast<PartSummary&>(cell_) = part_.finish(clusters);
  if (costed_ > 0 && cost_known_) cell_.cost = cost_sum_;
  cell_.latency_p50_ms = percentile(latencies_ms_, 0.5);
  cell_.latency_p95_ms = percentile(latencies_ms_, 0.95);
  return std::move(cell_);
}

}  // namespace sightline
