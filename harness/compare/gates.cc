#include "compare/gates.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "base/duration.h"
#include "report/verdict.h"

namespace sightline {

namespace {

/// One gate: what is measured of a cell, and which side of the limit is wrong.
struct Rule {
  std::string name;
  std::string noun;  ///< "pass rate"
  double limit = 0;
  bool at_least = true;  ///< The figure must reach the limit; else it must not exceed it.
  std::function<std::optional<double>(const CellSummary&)> figure;
  std::function<std::string(double)> text = [](double value) { return fmt::format("{:.4g}", value); };
};

std::string where(const std::string& scope, const CellSummary& cell) {
  std::string out = scope.empty() ? "" : scope + ", ";
  return out + cell.prompt + ", " + cell.model;
}

bool holds(const Rule& rule, double figure) {
  return rule.at_least ? figure >= rule.limit : figure <= rule.limit;
}

/// How far a figure is on the right side of the limit: the worst cell is the one with the least.
double margin(const Rule& rule, double figure) {
  return rule.at_least ? figure - rule.limit : rule.limit - figure;
}

GateVerdict verdict_of(const Rule& rule, const std::string& scope, const CellSummary& cell,
                       const std::optional<double>& figure) {
  GateVerdict verdict{.gate = rule.name,
                      .scope = scope,
                      .model = cell.model,
                      .prompt = cell.prompt,
                      .measured = figure,
                      .limit = rule.limit,
                      .sentence = ""};
  if (!figure) {
    verdict.status = GateVerdict::Status::fail;
    verdict.sentence = fmt::format("{} is not known ({})", rule.noun, where(scope, cell));
    return verdict;
  }
  const bool passes = holds(rule, *figure);
  verdict.status = passes ? GateVerdict::Status::pass : GateVerdict::Status::fail;
  const std::string_view relation =
      rule.at_least ? (passes ? "reaches" : "is below") : (passes ? "is within" : "is above");
  verdict.sentence = fmt::format("{} {} {} {} ({})", rule.noun, rule.text(*figure), relation, rule.text(rule.limit),
                                 where(scope, cell));
  return verdict;
}

/// The verdict on the worst cell of models × prompts; a figure that is not known is worse than any. Cells that the gate
/// does not speak of (no case of theirs was judged) are left out by `speaks_of`.
std::optional<GateVerdict> judge_worst(const Rule& rule, const std::string& scope,
                                       const std::vector<const CellSummary*>& cells,
                                       const std::function<bool(const CellSummary&)>& speaks_of) {
  std::optional<GateVerdict> worst;
  double worst_margin = 0;
  for (const CellSummary* cell : cells) {
    if (!speaks_of(*cell)) continue;
    const auto figure = rule.figure(*cell);
    if (!figure) return verdict_of(rule, scope, *cell, figure);
    if (worst && margin(rule, *figure) >= worst_margin) continue;
    worst_margin = margin(rule, *figure);
    worst = verdict_of(rule, scope, *cell, figure);
  }
  return worst;
}

std::string percent(double value) {
  return fmt::format("{:.1f} %", value * 100);
}
std::string dollars(double value) {
  return fmt::format("${:.4f}", value);
}
std::string milliseconds(double value) {
  return duration_text(std::chrono::milliseconds(static_cast<std::int64_t>(value)));
}

std::optional<double> unparsed_rate(const CellSummary& cell) {
  if (cell.answers == 0) return std::nullopt;
  return static_cast<double>(cell.unparsed) / static_cast<double>(cell.answers);
}

std::vector<Rule> metric_rules(const Gate& gate) {
  std::vector<Rule> rules;
  for (const auto& [metric, bound] : gate.metrics) {
    const auto figure = [name = metric](const CellSummary& cell) -> std::optional<double> {
      const auto found = cell.metrics.find(name);
      return found == cell.metrics.end() ? std::nullopt : std::optional(found->second.value);
    };
    const std::string noun = "metric " + metric;
    if (bound.min) {
      rules.push_back(
          {.name = "metrics." + metric, .noun = noun, .limit = *bound.min, .at_least = true, .figure = figure});
    }
    if (bound.max) {
      rules.push_back(
          {.name = "metrics." + metric, .noun = noun, .limit = *bound.max, .at_least = false, .figure = figure});
    }
  }
  return rules;
}

/// The rules of a gate but for errors, which are judged over all of its units.
std::vector<Rule> rules_of(const Gate& gate) {
  std::vector<Rule> rules = metric_rules(gate);
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

GateVerdict judge_errors(std::int64_t limit, const std::string& scope, const std::vector<const CellSummary*>& cells) {
  std::uint64_t errors = 0;
  for (const CellSummary* cell : cells) errors += cell->counts.error;
  const bool passes = errors <= static_cast<std::uint64_t>(std::max<std::int64_t>(limit, 0));
  return {.gate = "errors",
          .scope = scope,
          .model = "",
          .prompt = "",
          .status = passes ? GateVerdict::Status::pass : GateVerdict::Status::fail,
          .measured = static_cast<double>(errors),
          .limit = static_cast<double>(limit),
          .sentence = fmt::format("{} ended in error, {} allowed{}", counted(errors, "unit"), limit,
                                  scope.empty() ? "" : " (" + scope + ")")};
}

/// True where a rule has something to say of a cell: a rate only where there is something to count, a metric only of
/// cells that have it, unless none has.
std::function<bool(const CellSummary&)> speaks_of(const Rule& rule, const std::vector<const CellSummary*>& cells) {
  const bool is_rate = rule.name == "pass_rate" || rule.name == "unparsed_rate";
  const bool known_somewhere =
      std::ranges::any_of(cells, [&](const CellSummary* c) { return rule.figure(*c).has_value(); });
  const bool only_known = is_rate || (rule.name.starts_with("metrics.") && known_somewhere);
  return [&rule, only_known](const CellSummary& cell) {
    if (only_known) return rule.figure(cell).has_value();
    return cell.answers > 0 || cell.counts.pass_rate().has_value();
  };
}

/// What a gate says where it speaks of no cell: all that ran may have been expected to fail; if nothing ran, nothing
/// passes.
GateVerdict nothing_judged(const Rule& rule, const std::string& scope, const std::vector<const CellSummary*>& cells) {
  const bool ran = std::ranges::any_of(cells, [](const CellSummary* c) { return c->counts.xfailed > 0; });
  return {.gate = rule.name,
          .scope = scope,
          .model = "",
          .prompt = "",
          .status = ran ? GateVerdict::Status::pass : GateVerdict::Status::fail,
          .measured = {},
          .limit = rule.limit,
          .sentence = fmt::format("{} is not known: {}{}", rule.noun,
                                  ran ? "every unit that ran was expected to fail" : "nothing ran",
                                  scope.empty() ? "" : " (" + scope + ")")};
}

void judge_scope(const Gate& gate, const std::string& scope, const std::vector<const CellSummary*>& cells,
                 std::vector<GateVerdict>& verdicts) {
  if (gate.errors) verdicts.push_back(judge_errors(*gate.errors, scope, cells));
  for (const Rule& rule : rules_of(gate)) {
    auto worst = judge_worst(rule, scope, cells, speaks_of(rule, cells));
    verdicts.push_back(worst ? std::move(*worst) : nothing_judged(rule, scope, cells));
  }
}

void judge_must_pass(const RunSummary& summary, std::vector<GateVerdict>& verdicts) {
  for (const UnitSummary& unit : summary.not_in_order) {
    if (!unit.must_pass) continue;
    verdicts.push_back({.gate = "must_pass",
                        .scope = unit.id.suite,
                        .model = unit.id.model,
                        .prompt = unit.id.prompt,
                        .status = GateVerdict::Status::fail,
                        .measured = 0,
                        .limit = 1,
                        .sentence = fmt::format("{} must pass and {}", unit.id.text(),
                                                unit.status == Status::error ? "ended in error" : "did not")});
  }
}

}  // namespace

std::vector<GateVerdict> judge_gates(const Gates& gates, const RunSummary& summary) {
  std::vector<GateVerdict> verdicts;
  Gate project = gates.project;
  const bool declared =
      project.any() || std::ranges::any_of(gates.suites, [](const auto& g) { return g.second.any(); });
  if (!declared) project.pass_rate = 1;
  if (!project.errors) project.errors = 0;
  std::vector<const CellSummary*> all;
  for (const CellSummary& cell : summary.run_cells) all.push_back(&cell);
  judge_scope(project, "", all, verdicts);
  for (const auto& [suite, gate] : gates.suites) {
    std::vector<const CellSummary*> cells;
    for (const CellSummary& cell : summary.cells) {
      if (cell.suite == suite) cells.push_back(&cell);
    }
    judge_scope(gate, suite, cells, verdicts);
  }
  judge_must_pass(summary, verdicts);
  return verdicts;
}

}  // namespace sightline
