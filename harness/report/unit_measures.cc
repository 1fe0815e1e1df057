#include "report/unit_measures.h"

#include <algorithm>
#include <functional>

namespace sightline {
namespace {

bool has_outcome(const CaseResult& result, Verdict::Outcome outcome) {
  return std::ranges::any_of(result.assertions, [&](const AssertionResult& a) { return a.verdict.outcome == outcome; });
}

bool any_reply(const CaseResult& result, bool (*is)(const Reply&)) {
  return std::ranges::any_of(result.exchanges, [&](const Exchange& e) { return e.reply && is(*e.reply); });
}

AnswerCounts counts_of(const CaseResult& result) {
  if (!has_answer(result)) return {};
  AnswerCounts counts{.answers = 1};
  counts.unparsed = has_outcome(result, Verdict::Outcome::unparsed);
  counts.truncated = has_outcome(result, Verdict::Outcome::truncated) ||
                     any_reply(result, [](const Reply& reply) { return reply.finish_reason == "length"; });
  counts.refused = has_outcome(result, Verdict::Outcome::refused) ||
                   any_reply(result, [](const Reply& reply) { return !reply.refusal.empty(); });
  return counts;
}

class Measures {
 public:
  explicit Measures(const std::map<std::string, Aggregate>& aggregates) : aggregates_(aggregates) {}

  void add(const CaseResult& result) {
    score_sum_ += result.score;
    ++results_;
    unit_.repeats.n += result.status != Status::skipped;
    unit_.repeats.passed += result.status == Status::passed || result.status == Status::xpassed;
    unit_.answers += counts_of(result);
    for (const AssertionResult& assertion : result.assertions) {
      if (assertion.metric.empty() || assertion.verdict.status == Verdict::Status::error) continue;
      metric(assertion.metric).verdicts.push_back({&assertion.verdict, &result});
    }
  }

  bool is_empty() const { return results_ == 0; }

  UnitMeasures finish() {
    unit_.score = score_sum_ / results_;
    return std::move(unit_);
  }

 private:
  UnitMetric& metric(const std::string& name) {
    const auto known = std::ranges::find_if(unit_.metrics, [&](const UnitMetric& m) { return *m.name == name; });
    if (known != unit_.metrics.end()) return *known;
    const auto declared = aggregates_.find(name);
    const Aggregate aggregate = declared == aggregates_.end() ? Aggregate::mean : declared->second;
    return unit_.metrics.emplace_back(UnitMetric{.name = &name, .aggregate = aggregate});
  }

  const std::map<std::string, Aggregate>& aggregates_;
  UnitMeasures unit_;
  double score_sum_ = 0;
  double results_ = 0;
};

}  // namespace

std::uint32_t ClusterNumbers::number_of(const CaseResult& result) {
  const std::string& name = result.cluster.empty() ? result.unit.case_id : result.cluster;
  return numbers_.try_emplace(std::hash<std::string>{}(name), count()).first->second;
}

AnswerCounts& AnswerCounts::operator+=(const AnswerCounts& other) {
  answers += other.answers;
  unparsed += other.unparsed;
  truncated += other.truncated;
  refused += other.refused;
  return *this;
}

UnitMeasures measures_of(const std::vector<CaseResult>& repeats, const std::map<std::string, Aggregate>& aggregates,
                         ClusterNumbers& clusters) {
  Measures measures(aggregates);
  for (const CaseResult& result : repeats) {
    if (!is_copy(result)) measures.add(result);
  }
  // The answer that they copy is not in this run.
  if (measures.is_empty()) measures.add(repeats.front());
  UnitMeasures unit = measures.finish();
  unit.cluster = clusters.number_of(repeats.front());
  return unit;
}

bool has_answer(const CaseResult& result) {
  return !result.exchanges.empty() && result.exchanges.back().reply.has_value();
}

bool is_copy(const CaseResult& result) {
  return std::ranges::any_of(result.exchanges, [](const Exchange& e) { return e.provenance.copy; });
}

}  // namespace sightline
