#include "model/suite.h"

namespace sightline {
namespace {

template <typename T>
void put(std::optional<T>& setting, const std::optional<T>& over) {
  if (over) setting = over;
}

}  // namespace

bool Gate::any() const {
  return pass_rate || errors || !metrics.empty() || unparsed_rate || cost || latency_p95 || lower_bound ||
         regressions || non_inferior;
}

std::vector<std::string> Gate::needs_baseline() const {
  std::vector<std::string> names;
  if (regressions) names.emplace_back("regressions");
  if (non_inferior) names.emplace_back("non_inferior");
  return names;
}

Gate merged(const Gate& base, const Gate& over) {
  Gate gate = base;
  put(gate.pass_rate, over.pass_rate);
  put(gate.errors, over.errors);
  put(gate.unparsed_rate, over.unparsed_rate);
  put(gate.cost, over.cost);
  put(gate.latency_p95, over.latency_p95);
  put(gate.lower_bound, over.lower_bound);
  put(gate.regressions, over.regressions);
  put(gate.inconclusive, over.inconclusive);
  if (over.non_inferior) {
    if (!gate.non_inferior) gate.non_inferior.emplace();
    put(gate.non_inferior->margin, over.non_inferior->margin);
    put(gate.non_inferior->confidence, over.non_inferior->confidence);
  }
  for (const auto& [metric, bound] : over.metrics) {
    put(gate.metrics[metric].min, bound.min);
    put(gate.metrics[metric].max, bound.max);
  }
  return gate;
}

}  // namespace sightline
