#include "report/cell_tally.h"

#include <algorithm>

#include "stats/percentile.h"

namespace sightline {
namespace {

std::uint64_t tokens(const std::optional<std::int64_t>& count) {
  return static_cast<std::uint64_t>(std::max<std::int64_t>(count.value_or(0), 0));
}

double mean(const std::vector<double>& figures) {
  double sum = 0;
  for (const double figure : figures) sum += figure;
  return sum / static_cast<double>(figures.size());
}

bool is_folded(Aggregate aggregate) {
  return aggregate == Aggregate::micro || aggregate == Aggregate::corpus;
}

}  // namespace

bool has_answer(const CaseResult& result) {
  return !result.exchanges.empty() && result.exchanges.back().reply.has_value();
}

bool is_copy(const CaseResult& result) {
  return std::ranges::any_of(result.exchanges, [](const Exchange& e) { return e.provenance.copy; });
}

CellTally::CellTally(std::string suite, std::string model, std::string prompt) {
  cell_.suite = std::move(suite);
  cell_.model = std::move(model);
  cell_.prompt = std::move(prompt);
}

void CellTally::add(const UnitSummary& unit, const CaseResult& first) {
  cell_.relations.add(unit, first);
  if (!unit.control.empty()) return;
  cell_.counts.add(unit.status);
  if (unit.flaky) ++cell_.counts.flaky;
  if (unit.status != Status::skipped && unit.status != Status::xfailed) score_sum_ += unit.score;
}

void CellTally::add(const CaseResult& result, const std::map<std::string, Aggregate>& aggregates) {
  for (const Exchange& exchange : result.exchanges) cell_.answers_ms += exchange.timing.total_ms.value_or(0);
  if (is_copy(result)) return;
  const bool is_control = !result.control.empty();
  if (has_answer(result)) add_answer(result);
  for (const Exchange& exchange : result.exchanges) {
    if (!exchange.reply) continue;
    cell_.prompt_tokens += tokens(exchange.reply->usage.prompt_tokens);
    cell_.completion_tokens += tokens(exchange.reply->usage.completion_tokens);
    if (exchange.timing.total_ms && !is_control) latencies_ms_.push_back(*exchange.timing.total_ms);
  }
  if (is_control) return;
  cell_.relations.add_comparisons(result);
  for (const AssertionResult& assertion : result.assertions) add_verdict(assertion, result, aggregates);
}

void CellTally::add_answer(const CaseResult& result) {
  cost_known_ = cost_known_ && result.cost.has_value();
  cost_sum_ += result.cost.value_or(0);
  ++costed_;
  if (!result.control.empty()) return;
  ++cell_.answers;
  cell_.unparsed += std::ranges::any_of(
      result.assertions, [](const AssertionResult& a) { return a.verdict.outcome == Verdict::Outcome::unparsed; });
}

void CellTally::Metric::add(const Verdict& verdict, const CaseResult& result) {
  ++count;
  if (!is_folded(aggregate)) {
    figures.push_back(aggregate == Aggregate::p95 ? verdict.value.value_or(verdict.score) : verdict.score);
    return;
  }
  const Node* tally = verdict.evidence.find("tally");
  const Node* kind = tally == nullptr ? nullptr : tally->find("kind");
  if (kind == nullptr || !kind->is_string()) return;
  if (fold == nullptr) fold = tally_fold(kind->string(), aggregate);
  if (fold != nullptr) fold->add_repeat(*tally, result.cluster, result.repeat);
}

std::optional<double> CellTally::Metric::value() {
  switch (aggregate) {
    case Aggregate::min:
      return *std::ranges::min_element(figures);
    case Aggregate::p95:
      return percentile(figures, 0.95);
    case Aggregate::micro:
    case Aggregate::corpus:
      return fold == nullptr ? std::nullopt : fold->value();
    case Aggregate::mean:
      break;
  }
  return mean(figures);
}

std::map<std::string, double> CellTally::Metric::other_figures() const {
  std::map<std::string, double> named;
  const Node found = fold == nullptr ? Node() : fold->figures();
  if (!found.is_map()) return named;
  for (const Node::Member& figure : found.map()) named[figure.key] = figure.value.number();
  return named;
}

void CellTally::add_verdict(const AssertionResult& assertion, const CaseResult& result,
                            const std::map<std::string, Aggregate>& aggregates) {
  const Verdict& verdict = assertion.verdict;
  if (assertion.metric.empty() || verdict.status == Verdict::Status::error) return;
  Metric& metric = metrics_[assertion.metric];
  const auto declared = aggregates.find(assertion.metric);
  const Aggregate aggregate = declared == aggregates.end() ? Aggregate::mean : declared->second;
  metric.is_mixed = metric.is_mixed || (metric.count > 0 && aggregate != metric.aggregate);
  metric.aggregate = aggregate;
  metric.add(verdict, result);
}

CellSummary CellTally::finish() {
  const std::uint64_t judged = cell_.counts.judged();
  if (judged > 0) cell_.mean_score = score_sum_ / static_cast<double>(judged);
  if (costed_ > 0 && cost_known_) cell_.cost = cost_sum_;
  cell_.latency_p50_ms = percentile(latencies_ms_, 0.5);
  cell_.latency_p95_ms = percentile(latencies_ms_, 0.95);
  for (auto& [name, metric] : metrics_) {
    // Suites that put it together differently have no figure in common.
    if (metric.is_mixed) continue;
    // Not defined, as a rate of nothing is: a gate on it then has nothing to judge, and says so.
    const auto value = metric.value();
    if (!value) continue;
    cell_.metrics[name] = {.count = metric.count, .value = *value, .aggregate = metric.aggregate};
    cell_.metrics[name].figures = metric.other_figures();
  }
  return std::move(cell_);
}

}  // namespace sightline
