#include "run/judge_case.h"

#include <fmt/format.h>

#include <algorithm>

#include "assertion/assertion.h"
#include "base/text.h"
#include "chat/chat.h"

namespace sightline {

namespace {

/// Hex digits that tell the images of a suite apart.
constexpr std::size_t kShownDigest = 16;

void add_costs(const PlannedUnit& unit, CaseResult& result) {
  for (const Exchange& exchange : result.exchanges) {
    if (!exchange.reply) continue;
    const auto [cost, source] = cost_of(*exchange.reply, unit.model->price);
    if (!cost) {
      result.cost.reset();
      result.cost_source = CostSource::unknown;
      return;
    }
    result.cost = result.cost.value_or(0) + *cost;
    // A sum is only as good as its worst part: one priced answer makes the whole "priced".
    if (result.cost_source != CostSource::priced) result.cost_source = source;
  }
}

void judge_turn(const PlannedUnit& unit, const Dialogue& dialogue, const Surroundings& around,
                const std::vector<AssertionPtr>& assertions, unsigned turn, CaseResult& result) {
  const Exchange& exchange = result.exchanges[turn];
  const Observation seen{.reply = *exchange.reply,
                         .vars = unit.a_case->vars,
                         .timing = exchange.timing,
                         .cost = cost_of(*exchange.reply, unit.model->price).first,
                         .model = unit.model,
                         .messages = dialogue.asked(turn),
                         .image_vars = &unit.a_case->images,
                         .unit = &result.unit,
                         .repeat = result.repeat,
                         .outside = around.outside,
                         .others = around.others};
  for (const AssertionPtr& assertion : assertions) result.assertions.push_back(judge(*assertion, seen, turn));
}

double weighted_score(const std::vector<AssertionResult>& assertions) {
  double sum = 0;
  double weights = 0;
  for (const AssertionResult& a : assertions) {
    sum += a.weight * a.verdict.score;
    weights += a.weight;
  }
  return weights > 0 ? sum / weights : 1;
}

const AssertionResult* first_with(const CaseResult& result, Verdict::Status status) {
  auto found = std::ranges::find_if(
      result.assertions, [&](const AssertionResult& a) { return a.weight > 0 && a.verdict.status == status; });
  return found == result.assertions.end() ? nullptr : &*found;
}

std::string reason_of(const AssertionResult& assertion) {
  return (assertion.label.empty() ? assertion.name : assertion.label) + ": " + assertion.verdict.reason;
}

void decide(const PlannedUnit& unit, CaseResult& result) {
  result.score = weighted_score(result.assertions);
  if (const auto* trouble = first_with(result, Verdict::Status::error)) {
    result.status = Status::error;
    result.reason = reason_of(*trouble);
    return;
  }
  const auto* wrong = first_with(result, Verdict::Status::fail);
  const auto& min_score = unit.a_case->settings->min_score;
  const bool passed = min_score ? result.score >= *min_score : wrong == nullptr;
  result.status = passed ? Status::passed : Status::failed;
  if (passed) return;
  result.reason = wrong ? reason_of(*wrong) : "";
  if (min_score) {
    result.reason = fmt::format("score {:.3g} is below min_score {:.3g}{}{}", result.score, *min_score,
                                wrong ? "; " : "", result.reason);
  }
}

void apply_xfail(const PlannedUnit& unit, CaseResult& result) {
  if (!unit.a_case->settings->xfail) return;
  if (result.status == Status::failed) {
    result.status = Status::xfailed;
    const std::string& expected = *unit.a_case->settings->xfail;
    if (!expected.empty()) result.reason = fmt::format("{} (expected to fail: {})", result.reason, expected);
  } else if (result.status == Status::passed && !unit.a_case->is_rotation) {
    result.status = Status::xpassed;
    result.reason = "passes now: delete xfail";
  }
}

}  // namespace

std::string cluster_of(const Case& a_case) {
  if (!a_case.cluster->empty()) return a_case.cluster;
  std::vector<std::string> images;
  for (const auto& [name, part] : a_case.images) {
    const Image& image = *part.image;
    images.push_back(image.sha256.empty() ? image.url : image.sha256.substr(0, kShownDigest));
  }
  if (images.empty()) return a_case.id;
  std::ranges::sort(images);
  return join(images, "+");
}

CaseResult unjudged_result(const PlannedUnit& unit, unsigned repeat) {
  const Case& a_case = *unit.a_case;
  CaseResult result;
  result.unit = unit.id();
  result.repeat = repeat;
  result.sequence = unit.sequence + repeat;
  result.must_pass = a_case.settings->must_pass;
  result.description = *a_case.description;
  result.tags = a_case.settings->tags;
  result.cluster = cluster_of(a_case);
  result.control = *a_case.control;
  result.control_of = *a_case.control_of;
  result.place = a_case.place;
  result.repeats = unit.repeat;
  return result;
}

void judge_case(const PlannedUnit& unit, const Dialogue& dialogue, const Surroundings& around, CaseResult& result) {
  add_costs(unit, result);
  const auto failed = std::ranges::find_if(result.exchanges, [](const Exchange& e) { return e.failure.has_value(); });
  if (failed != result.exchanges.end()) {
    result.status = Status::error;
    result.reason = fmt::format("{}: {}", failure_name(failed->failure->kind), failed->failure->message);
    return;
  }
  for (unsigned turn = 0; turn < result.exchanges.size(); ++turn) {
    judge_turn(unit, dialogue, {.outside = around.outside}, dialogue.assertions_of(turn), turn, result);
  }
  if (dialogue.missing_call().empty()) {
    judge_turn(unit, dialogue, around, unit.a_case->assertions, static_cast<unsigned>(result.exchanges.size() - 1),
               result);
    decide(unit, result);
  } else {
    decide(unit, result);
    result.score = 0;
    if (result.status != Status::error) {
      result.status = Status::failed;
      result.reason = dialogue.missing_call();
    }
  }
  apply_xfail(unit, result);
}

}  // namespace sightline
