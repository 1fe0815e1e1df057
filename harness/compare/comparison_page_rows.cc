#include "compare/comparison_page_rows.h"

#include <algorithm>
#include <numeric>

#include "compare/fates.h"
#include "runlog/comparison_fields.h"
#include "runlog/record_writer.h"

namespace sightline {
namespace {

/// The mean over the repeats in which it is known.
std::optional<double> mean_latency_ms(const UnitFigures& unit) {
  double sum = 0;
  std::size_t known = 0;
  for (const RepeatFigures& repeat : unit.repeats) {
    sum += repeat.latency_ms.value_or(0);
    known += repeat.latency_ms.has_value();
  }
  return known > 0 ? std::optional(sum / static_cast<double>(known)) : std::nullopt;
}

/// Of the unit's answers, each once, where that of all is known.
std::optional<double> cost_of(const UnitFigures& unit) {
  std::optional<double> sum;
  for (const RepeatFigures& repeat : unit.repeats) {
    if (!repeat.answered || repeat.copy) continue;
    if (!repeat.cost) return std::nullopt;
    sum = sum.value_or(0) + *repeat.cost;
  }
  return sum;
}

/// `other` is the side whose names stand in the row itself.
void write_side(RecordWriter& writer, std::string_view name, const UnitFigures& unit, const UnitId& told) {
  const JudgedRepeats judged = judged_repeats(unit);
  writer.json().key(name).begin_map();
  if (unit.id.prompt != told.prompt) writer.always("prompt", unit.id.prompt);
  if (unit.id.model != told.model) writer.always("model", unit.id.model);
  writer.always("status", unit.status);
  writer.always("score", unit.score);
  writer("flaky", unit.flaky);
  if (judged.all > 1) {
    writer.always("repeats_passed", judged.passed);
    writer.always("repeats", judged.all);
  }
  writer("cost", cost_of(unit));
  writer("latency_ms", mean_latency_ms(unit));
  writer("reason", unit.reason);
  writer.json().end_map();
}

/// Each once: the same for the same answers in another order, and however often each was given.
std::set<std::uint64_t> answers_of(const UnitFigures& unit) {
  std::set<std::uint64_t> marks;
  for (const RepeatFigures& repeat : unit.repeats) {
    if (repeat.answer != 0) marks.insert(repeat.answer);
  }
  return marks;
}

std::string_view answers_name(AnswersOfPair answers) {
  return answers == AnswersOfPair::same ? "same" : "differ";
}

/// What a reader looks for first has the lowest.
int rank_of(const UnitPair& pair, AnswersOfPair answers) {
  switch (pair.fate) {
    case UnitFate::newly_failing:
      return 0;
    case UnitFate::fixed:
      return 1;
    case UnitFate::flaky:
      return 2;
    case UnitFate::still_failing:
      return 3;
    case UnitFate::not_judged:
      return 5;
    case UnitFate::still_passing:
      return answers == AnswersOfPair::differ || pair.base->flaky || pair.candidate->flaky ? 4 : 6;
  }
  return 6;
}

}  // namespace

AnswersOfPair answers_of_pair(const UnitPair& pair) {
  const std::set<std::uint64_t> before = answers_of(*pair.base);
  const std::set<std::uint64_t> now = answers_of(*pair.candidate);
  if (before.empty() && now.empty()) return AnswersOfPair::none;
  return before == now ? AnswersOfPair::same : AnswersOfPair::differ;
}

std::string comparison_page_row(const UnitPair& pair, AnswersOfPair answers) {
  const UnitFigures& candidate = *pair.candidate;
  std::string out;
  RecordWriter writer(out);
  writer.json().begin_map();
  describe(writer, candidate.id);
  writer.always("fate", pair.fate);
  writer("must_pass", pair.base->must_pass || candidate.must_pass);
  writer("tags", candidate.tags);
  if (answers != AnswersOfPair::none) writer.always("answers", std::string(answers_name(answers)));
  write_side(writer, "base", *pair.base, candidate.id);
  write_side(writer, "candidate", candidate, candidate.id);
  writer.json().end_map();
  return out;
}

std::set<std::size_t> pairs_with_details(const JoinedUnits& joined, const std::vector<AnswersOfPair>& answers,
                                         std::size_t most) {
  std::vector<std::size_t> order(joined.pairs.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return rank_of(joined.pairs[i], answers[i]); });
  order.resize(std::min(order.size(), most));
  return {order.begin(), order.end()};
}

}  // namespace sightline
