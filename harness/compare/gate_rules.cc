#include "compare/gate_rules.h"

#include <fmt/format.h>

#include <cmath>

#include "base/duration.h"

namespace sightline {
namespace {

std::string plain(double value, int more_digits) {
  return fmt::format("{:.{}g}", value, 4 + more_digits);
}
std::string percent(double value, int more_digits) {
  return fmt::format("{:.{}f} %", value * 100, 1 + more_digits);
}
std::string dollars(double value, int more_digits) {
  return fmt::format("${:.{}f}", value, 4 + more_digits);
}
std::string milliseconds(double value, int more_digits) {
  if (more_digits > 0) return fmt::format("{:.{}f}ms", value, more_digits);
  return duration_text(std::chrono::milliseconds(std::llround(value)));
}

std::optional<double> unparsed_rate(const CellSummary& cell) {
  if (cell.answers == 0) return std::nullopt;
  return static_cast<double>(cell.unparsed) / static_cast<double>(cell.answers);
}

void add_metric_rules(const Gate& gate, std::vector<GateRule>& rules) {
  for (const auto& [metric, bound] : gate.metrics) {
    GateRule rule{.name = "metrics." + metric,
                  .noun = "metric " + metric,
                  .figure = [name = metric](const CellSummary& cell) -> std::optional<double> {
                    const auto found = cell.metrics.find(name);
                    return found == cell.metrics.end() ? std::nullopt : std::optional(found->second.value);
                  },
                  .text = plain};
    rule.at_least = true;
    rule.limit = bound.min.value_or(0);
    if (bound.min) rules.push_back(rule);
    rule.at_least = false;
    rule.limit = bound.max.value_or(0);
    if (bound.max) rules.push_back(rule);
  }
}

}  // namespace

std::vector<GateRule> rules_of(const Gate& gate) {
  std::vector<GateRule> rules;
  add_metric_rules(gate, rules);
  if (gate.pass_rate) {
    rules.push_back({.name = "pass_rate",
                     .noun = "pass rate",
                     .limit = *gate.pass_rate,
                     .at_least = true,
                     .figure = [](const CellSummary& cell) { return cell.counts.pass_rate(); },
                     .text = percent});
  }
  if (gate.unparsed_rate) {
    rules.push_back({.name = "unparsed_rate",
                     .noun = "rate of answers that could not be read",
                     .limit = *gate.unparsed_rate,
                     .at_least = false,
                     .figure = unparsed_rate,
                     .text = percent});
  }
  if (gate.cost) {
    rules.push_back({.name = "cost",
                     .noun = "cost",
                     .limit = *gate.cost,
                     .at_least = false,
                     .figure = [](const CellSummary& cell) { return cell.cost; },
                     .text = dollars});
  }
  if (gate.latency_p95) {
    rules.push_back({.name = "latency_p95",
                     .noun = "latency at the 95th percentile",
                     .limit = static_cast<double>(gate.latency_p95->count()),
                     .at_least = false,
                     .figure = [](const CellSummary& cell) { return cell.latency_p95_ms; },
                     .text = milliseconds});
  }
  return rules;
}

std::string sentence_of(const GateRule& rule, double figure) {
  constexpr int kMostDigits = 12;
  std::string seen = rule.text(figure, 0);
  std::string limit = rule.text(rule.limit, 0);
  for (int more = 1; seen == limit && figure != rule.limit && more <= kMostDigits; ++more) {
    seen = rule.text(figure, more);
    limit = rule.text(rule.limit, more);
  }
  const bool holds = rule.holds(figure);
  const std::string_view relation =
      rule.at_least ? (holds ? "reaches" : "is below") : (holds ? "is within" : "is above");
  return fmt::format("{} {} {} {}", rule.noun, seen, relation, limit);
}

}  // namespace sightline
