#include "suite/metrics.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "assertion/assertion.h"
#include "assertion/tally.h"
#include "base/suggest.h"
#include "base/text.h"
#include "suite/fields.h"

namespace sightline {
namespace {

constexpr std::array<std::pair<std::string_view, Aggregate>, 5> kAggregates{{{"mean", Aggregate::mean},
                                                                             {"micro", Aggregate::micro},
                                                                             {"corpus", Aggregate::corpus},
                                                                             {"min", Aggregate::min},
                                                                             {"p95", Aggregate::p95}}};

/// The assertions of a suite that measure something, by the metric's name.
using Measuring = std::map<std::string, std::vector<const Assertion*>>;

Measuring measuring(const Suite& suite) {
  Measuring found;
  const auto add = [&](const std::vector<AssertionPtr>& assertions) {
    for (const AssertionPtr& assertion : assertions) {
      if (!assertion->metric.empty()) found[assertion->metric].push_back(assertion.get());
    }
  };
  for (const Case& a_case : suite.cases) add(a_case.assertions);
  for (const Prompt& prompt : suite.prompts) {
    for (const auto& turn : prompt.turn_assertions) add(turn);
  }
  return found;
}

/// How an assertion's tallies are counted, where its kind has several ways: "coco, tokenize none".
std::string way_of(const Assertion& assertion) {
  const Node tally = assertion.check->tally_of_nothing();
  std::vector<std::string> ways;
  for (const char* key : {"variant", "tokenize", "score"}) {
    const Node* way = tally.is_map() ? tally.find(key) : nullptr;
    if (way != nullptr && way->is_string()) ways.push_back(fmt::format("`{}: {}`", key, way->string()));
  }
  return join(ways, ", ");
}

/// What keeps assertions from being put together so; "" where nothing does.
std::string trouble_with(const std::vector<const Assertion*>& assertions, std::string_view name, Aggregate aggregate) {
  if (aggregate != Aggregate::micro && aggregate != Aggregate::corpus) return {};
  const Assertion& first = *assertions.front();
  for (const Assertion* assertion : assertions) {
    if (tally_fold(assertion->tally, aggregate) == nullptr) {
      return fmt::format(
          "{} at {} has no {} aggregate; the assertions that have one are told by `sightline assertions`",
          quoted(assertion->name), assertion->place.text(), name);
    }
    if (assertion->tally == first.tally) {
      if (way_of(*assertion) == way_of(first)) continue;
      return fmt::format("{} at {} counts with {}, and at {} with {}: one {} aggregate cannot hold both",
                         quoted(first.name), first.place.text(), way_of(first), assertion->place.text(),
                         way_of(*assertion), name);
    }
    return fmt::format("{} at {} and {} at {} count different things: one {} aggregate cannot hold both",
                       quoted(first.name), first.place.text(), quoted(assertion->name), assertion->place.text(), name);
  }
  return {};
}

}  // namespace

std::map<std::string, Aggregate> read_metrics(const Node* metrics) {
  std::map<std::string, Aggregate> read;
  for (const Node::Member* metric : entries_of(metrics)) {
    const std::string name = text_field(metric->value, "aggregate");
    const auto* found = std::ranges::find(kAggregates, name, &std::pair<std::string_view, Aggregate>::first);
    read[metric->key] = found == kAggregates.end() ? Aggregate::mean : found->second;
  }
  return read;
}

void check_metrics(const Node& document, const Suite& suite, const Source& source, Diagnostics& diagnostics) {
  const Node* gate = field(document, "gate");
  const Node* bounds = gate ? field(*gate, "metrics") : nullptr;
  const Node* aggregates = field(document, "metrics");
  if (bounds == nullptr && aggregates == nullptr) return;
  const Measuring measured = measuring(suite);
  std::vector<std::string> names;
  for (const auto& [name, assertions] : measured) names.push_back(name);
  for (const Node* dictionary : {aggregates, bounds}) {
    for (const Node::Member* metric : entries_of(dictionary)) {
      if (measured.contains(metric->key)) continue;
      diagnostics.add(source, metric->key_at,
                      fmt::format("no assertion of this suite has the metric {}{}", quoted(metric->key),
                                  suggestion(metric->key, names)));
    }
  }
  for (const Node::Member* metric : entries_of(aggregates)) {
    const auto assertions = measured.find(metric->key);
    if (assertions == measured.end()) continue;
    const Node* aggregate = metric->value.find("aggregate");
    const std::string trouble = trouble_with(assertions->second, aggregate->string(), suite.metrics.at(metric->key));
    if (!trouble.empty()) diagnostics.add(source, aggregate->at, trouble);
  }
}

}  // namespace sightline
