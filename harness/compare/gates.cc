#include "compare/gates.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>

#include "compare/gate_rules.h"
#include "compare/gate_scope.h"
#include "compare/lower_bound_gate.h"
#include "report/verdict.h"

namespace sightline {

namespace {

using Cells = std::vector<const CellSummary*>;

std::string in_scope(const GateScope& scope) {
  return scope.name.empty() ? "" : " (" + scope.name + ")";
}

GateVerdict gate_verdict(const GateRule& rule, const GateScope& scope, const CellSummary& cell) {
  const std::optional<double> figure = rule.figure(cell);
  const bool passes = figure && rule.holds(*figure);
  const std::string told = figure ? sentence_of(rule, *figure) : rule.noun + " is not known";
  return {.gate = rule.name,
          .scope = scope.name,
          .model = cell.model,
          .prompt = cell.prompt,
          .status = passes ? GateVerdict::Status::pass : GateVerdict::Status::fail,
          .measured = figure,
          .limit = rule.limit,
          .sentence = fmt::format("{} ({})", told, cell_text(cell))};
}

/// The cells that a rule has something to say of: a rate only of those with something to count, a metric only of those
/// that have it, unless none has.
Cells spoken_of(const GateRule& rule, const Cells& cells) {
  const bool is_rate = rule.name == "pass_rate" || rule.name == "unparsed_rate";
  const auto is_known = [&](const CellSummary* cell) { return rule.figure(*cell).has_value(); };
  const bool only_known = is_rate || (rule.name.starts_with("metrics.") && std::ranges::any_of(cells, is_known));
  Cells spoken;
  for (const CellSummary* cell : cells) {
    const bool has_results = cell->answers > 0 || cell->counts.judged() > 0;
    if (only_known ? is_known(cell) : has_results) spoken.push_back(cell);
  }
  return spoken;
}

/// A figure that is not known is worse than any.
bool is_worse(const GateRule& rule, const CellSummary& a, const CellSummary& b) {
  const auto figure_a = rule.figure(a);
  const auto figure_b = rule.figure(b);
  if (!figure_a || !figure_b) return !figure_a && figure_b;
  return rule.margin(*figure_a) < rule.margin(*figure_b);
}

GateVerdict judge_rule(const GateRule& rule, const GateScope& scope) {
  const Cells cells = spoken_of(rule, scope.cells);
  if (cells.empty()) return nothing_judged({rule.name, rule.noun, rule.limit}, scope);
  const auto worse = [&](const CellSummary* a, const CellSummary* b) { return is_worse(rule, *a, *b); };
  return gate_verdict(rule, scope, **std::ranges::min_element(cells, worse));
}

GateVerdict judge_errors(std::int64_t limit, const GateScope& scope) {
  std::uint64_t errors = 0;
  for (const CellSummary* cell : scope.cells) errors += cell->counts.error + cell->relations.controls_in_error;
  const bool passes = errors <= static_cast<std::uint64_t>(std::max<std::int64_t>(limit, 0));
  return {.gate = "errors",
          .scope = scope.name,
          .model = "",
          .prompt = "",
          .status = passes ? GateVerdict::Status::pass : GateVerdict::Status::fail,
          .measured = static_cast<double>(errors),
          .limit = static_cast<double>(limit),
          .sentence = fmt::format("{} ended in error, {} allowed{}", counted(errors, "unit"), limit, in_scope(scope))};
}

bool sets_rule(const Gate& gate, const std::string& name) {
  return std::ranges::any_of(rules_of(gate), [&](const GateRule& rule) { return rule.name == name; });
}

/// A setting of a gate that may be inconclusive or looks beyond the run.
struct WiderSetting {
  bool (*is_set)(const Gate&);
  GateVerdict (*judge)(const Gate&, const GateScope&, const CompareWithBaseline&);
};

GateVerdict without_baseline(std::string gate, const GateScope& scope) {
  GateVerdict verdict{.gate = std::move(gate),
                      .scope = scope.name,
                      .model = "",
                      .prompt = "",
                      .measured = {},
                      .limit = {},
                      .sentence = ""};
  verdict.status = GateVerdict::Status::fail;
  verdict.sentence = "there is no baseline to compare with" + in_scope(scope);
  return verdict;
}

const std::array<WiderSetting, 3>& wider_settings() {
  static const std::array<WiderSetting, 3> settings{{
      {[](const Gate& gate) { return gate.lower_bound.has_value(); },
       [](const Gate& gate, const GateScope& scope, const CompareWithBaseline&) {
         return judge_lower_bound(*gate.lower_bound, scope);
       }},
      {[](const Gate& gate) { return gate.regressions.has_value(); },
       [](const Gate& gate, const GateScope& scope, const CompareWithBaseline& compare) {
         return compare ? judge_regressions(*gate.regressions, scope, compare) : without_baseline("regressions", scope);
       }},
      {[](const Gate& gate) { return gate.non_inferior.has_value(); },
       [](const Gate& gate, const GateScope& scope, const CompareWithBaseline& compare) {
         return compare ? judge_non_inferior(*gate.non_inferior, scope, compare)
                        : without_baseline("non_inferior", scope);
       }},
  }};
  return settings;
}

/// What is open counts as the gate says, else as the project's says.
GateVerdict settled(GateVerdict verdict, const Gate& gate, const Gate& project) {
  const auto counts_as = gate.inconclusive ? gate.inconclusive : project.inconclusive;
  if (verdict.status != GateVerdict::Status::inconclusive || !counts_as) return verdict;
  const bool passes = *counts_as == Undecided::pass;
  verdict.status = passes ? GateVerdict::Status::pass : GateVerdict::Status::fail;
  verdict.sentence += passes ? "; counts as passed" : "; counts as failed";
  return verdict;
}

/// Of a unit that must pass and is not in order.
std::string_view what_became_of(Status status) {
  if (status == Status::error) return " and ended in error";
  return status == Status::xpassed ? ", and passes though it is expected to fail" : " and did not";
}

/// Judges a run: what a suite sets for itself takes its units out of what the project sets under the same name.
class Judgement {
 public:
  Judgement(const Gates& gates, const RunSummary& summary, const CompareWithBaseline& compare)
      : gates_(gates), summary_(summary), compare_(compare) {}

  std::vector<GateVerdict> verdicts() {
    judge_project_errors();
    judge_project_rules();
    judge_project_settings();
    for (const auto& [suite, gate] : gates_.suites) judge_suite(suite, gate);
    judge_must_pass();
    return std::move(verdicts_);
  }

 private:
  using OwnSetting = std::function<bool(const Gate&)>;

  /// The cells of the run; by suite where one or more suites have a setting of their own, and without those.
  GateScope run_without(const OwnSetting& has_own) const {
    GateScope scope;
    const auto overrides = [&](const auto& suite) { return has_own(suite.second); };
    const bool whole = std::ranges::none_of(gates_.suites, overrides);
    for (const CellSummary& cell : whole ? summary_.run_cells : summary_.cells) {
      const auto suite = gates_.suites.find(cell.suite);
      if (suite == gates_.suites.end() || !has_own(suite->second)) scope.cells.push_back(&cell);
    }
    return scope;
  }

  void judge_project_errors() {
    const GateScope scope = run_without([](const Gate& gate) { return gate.errors.has_value(); });
    verdicts_.push_back(judge_errors(gates_.project.errors.value_or(0), scope));
  }

  void judge_project_rules() {
    if (gates_.project.any()) {
      for (const GateRule& rule : rules_of(gates_.project)) {
        judge_where_due(rule, run_without([&](const Gate& gate) { return sets_rule(gate, rule.name); }));
      }
      return;
    }
    Gate implied;
    implied.pass_rate = 1;
    const GateScope scope = run_without([](const Gate& gate) { return gate.any(); });
    for (const GateRule& rule : rules_of(implied)) judge_where_due(rule, scope);
  }

  /// Not where every suite has a setting of its own.
  void judge_where_due(const GateRule& rule, const GateScope& scope) {
    if (!scope.cells.empty() || gates_.suites.empty()) verdicts_.push_back(judge_rule(rule, scope));
  }

  void judge_project_settings() {
    for (const WiderSetting& setting : wider_settings()) {
      if (!setting.is_set(gates_.project)) continue;
      const GateScope scope = run_without(setting.is_set);
      if (scope.cells.empty() && !gates_.suites.empty()) continue;
      add(setting.judge(gates_.project, scope, compare_), gates_.project);
    }
  }

  void add(GateVerdict verdict, const Gate& gate) {
    verdicts_.push_back(settled(std::move(verdict), gate, gates_.project));
  }

  void judge_suite(const std::string& suite, const Gate& gate) {
    GateScope scope{.name = suite, .cells = {}};
    for (const CellSummary& cell : summary_.cells) {
      if (cell.suite == suite) scope.cells.push_back(&cell);
    }
    if (gate.errors) verdicts_.push_back(judge_errors(*gate.errors, scope));
    for (const GateRule& rule : rules_of(gate)) verdicts_.push_back(judge_rule(rule, scope));
    for (const WiderSetting& setting : wider_settings()) {
      if (setting.is_set(gate)) add(setting.judge(gate, scope, compare_), gate);
    }
  }

  void judge_must_pass() {
    for (const UnitSummary& unit : summary_.not_in_order) {
      if (!unit.must_pass) continue;
      verdicts_.push_back({.gate = "must_pass",
                           .scope = unit.id.suite,
                           .model = unit.id.model,
                           .prompt = unit.id.prompt,
                           .status = GateVerdict::Status::fail,
                           .measured = 0,
                           .limit = 1,
                           .sentence = fmt::format("{} must pass{}", unit.id.text(), what_became_of(unit.status))});
    }
  }

  const Gates& gates_;
  const RunSummary& summary_;
  const CompareWithBaseline& compare_;
  std::vector<GateVerdict> verdicts_;
};

}  // namespace

std::vector<std::string> Gates::needs_baseline() const {
  std::vector<std::string> names = project.needs_baseline();
  for (const auto& [suite, gate] : suites) {
    for (const std::string& name : gate.needs_baseline()) {
      if (std::ranges::find(names, name) == names.end()) names.push_back(name + " of " + suite);
    }
  }
  return names;
}

std::vector<GateVerdict> judge_gates(const Gates& gates, const RunSummary& summary,
                                     const CompareWithBaseline& compare) {
  return Judgement(gates, summary, compare).verdicts();
}

}  // namespace sightline
