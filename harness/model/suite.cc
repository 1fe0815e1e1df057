#include "model/suite.h"

namespace sightline {
namespace {

template <typename T>
void put(std::optional<T>& setting, const std::optional<T>& over) {
  if (over) setting = over;
}

}  // namespace

bool Gate::any() const {
  return pass_rate || errors || !metrics.empty() || unparsed_rate || cost || latency_p95;
}

Gate merged(const Gate& base, const Gate& over) {
  Gate gate = base;
  put(gate.pass_rate, over.pass_rate);
  put(gate.errors, over.errors);
  put(gate.unparsed_rate, over.unparsed_rate);
  put(gate.cost, over.cost);
  put(gate.latency_p95, over.latency_p95);
  for (const auto& [metric, bound] : over.metrics) {
    put(gate.metrics[metric].min, bound.min);
    put(gate.metrics[metric].max, bound.max);
  }
  return gate;
}

}  // namespace sightline
