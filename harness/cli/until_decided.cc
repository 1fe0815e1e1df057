#include "cli/until_decided.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "compare/early_gate.h"

namespace sightline {

namespace {

/// Which units passed in a baseline.
class EarlierPasses {
 public:
  EarlierPasses(const RunFigures& baseline, const Plan& plan) {
    std::set<std::string> models;
    for (const UnitFigures& unit : baseline.units) models.insert(unit.id.model);
    std::set<std::string> planned;
    for (const PlannedUnit& unit : plan.units) planned.insert(unit.model->name);
    // As in a comparison: single models that differ are two names of one.
    if (models.size() == 1 && planned.size() == 1) model_ = *models.begin();
    for (const UnitFigures& unit : baseline.units) {
      if (unit.is_control || unit.status == Status::skipped || unit.status == Status::xfailed) continue;
      passed_[unit.id] = unit.status == Status::passed;
    }
  }

  std::optional<bool> operator()(UnitId unit) const {
    if (!model_.empty()) unit.model = model_;
    const auto found = passed_.find(unit);
    return found == passed_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  std::string model_;  ///< Empty: models go by their names.
  std::map<UnitId, bool> passed_;
};

}  // namespace

Expected<EarlyDecisionOptions> early_decision_of(const RunExecution& x, const std::optional<Baseline>& baseline) {
  if (!baseline) {
    return failure(
        "--until-decided decides against a baseline, and there is none: give --baseline RUN, or write the project's "
        "with `sightline baseline RUN`");
  }
  const Gate gate = merged(x.session.project.gate, x.request.gate);
  const NonInferior wanted = gate.non_inferior.value_or(NonInferior{});
  return EarlyDecisionOptions{.passed_before = EarlierPasses(baseline->figures, x.plan),
                              .margin = wanted.margin.value_or(kNonInferiorMargin),
                              .alpha = 1 - wanted.confidence.value_or(kNonInferiorConfidence),
                              .seed = x.arguments.seed};
}

void leave_out_needless(const RunEnd& end, Baseline& baseline) {
  const std::set<UnitId> needless(end.needless.begin(), end.needless.end());
  std::set<std::string> models;
  for (const UnitId& unit : end.needless) models.insert(unit.model);
  std::set<std::string> earlier;
  for (const UnitFigures& unit : baseline.figures.units) earlier.insert(unit.id.model);
  const bool is_one = models.size() == 1 && earlier.size() == 1;
  const std::uint64_t before = result_count(baseline.figures);
  std::erase_if(baseline.figures.units, [&](const UnitFigures& unit) {
    UnitId id = unit.id;
    if (is_one) id.model = *models.begin();
    return needless.contains(id);
  });
  std::uint64_t& planned = baseline.figures.header.planned_results;
  planned -= std::min(planned, before - result_count(baseline.figures));
  baseline.notes.emplace_back(
      "the run stopped as soon as it could tell: intervals and tests below take the number of cases for fixed, and are "
      "surer of themselves than they may be; what counts is the gate until_decided");
}

void settle_early(const RunEnd& end, RunFooter& footer) {
  footer.decided = end.decided;
  footer.not_needed = end.not_needed;
  if (end.decided.empty()) return;
  std::erase_if(footer.gates, [](const GateVerdict& gate) { return gate.gate == "non_inferior"; });
  footer.gates.push_back(judge_decided(end.decided));
}

void tell_decided(const RunFooter& footer, std::uint64_t planned_results, Terminal& terminal) {
  for (const DecidedCell& cell : footer.decided) {
    const std::string sentence = decided_sentence(cell);
    const bool is_told = std::ranges::any_of(footer.gates, [&](const GateVerdict& gate) {
      return gate.sentence == sentence && gate.status != GateVerdict::Status::pass;
    });
    if (!is_told) terminal.say(sentence, cell.decision == "worse" ? Colour::bad : Colour::plain);
  }
  if (footer.not_needed == 0) return;
  terminal.say(fmt::format("{} of {} planned results were not needed", footer.not_needed, planned_results));
}

}  // namespace sightline
