#include "metric/average_precision.h"

#include <algorithm>

#include "metric/box_matching.h"

namespace sightline {
namespace {

constexpr std::size_t kRecallSteps = 100;

struct RecallCurve {
  std::vector<double> recall;     ///< Rising.
  std::vector<double> precision;  ///< Falling.
};

RecallCurve curve_of(const std::vector<RankedHit>& hits, std::size_t expected) {
  RecallCurve curve;
  double found = 0;
  double seen = 0;
  for (const RankedHit& hit : hits) {
    ++seen;
    if (hit.is_hit) ++found;
    curve.recall.push_back(found / static_cast<double>(expected));
    curve.precision.push_back(found / seen);
  }
  for (std::size_t i = hits.size(); i > 1; --i) {
    curve.precision[i - 2] = std::max(curve.precision[i - 2], curve.precision[i - 1]);
  }
  return curve;
}

}  // namespace

double average_precision(std::vector<RankedHit> hits, std::size_t expected) {
  std::ranges::stable_sort(hits, std::ranges::greater{}, &RankedHit::score);
  const RecallCurve curve = curve_of(hits, expected);
  double sum = 0;
  for (std::size_t step = 0; step <= kRecallSteps; ++step) {
    const double recall = step == kRecallSteps ? 1 : static_cast<double>(step) * 0.01;
    const auto reached = std::ranges::lower_bound(curve.recall, recall);
    if (reached == curve.recall.end()) break;
    sum += curve.precision[static_cast<std::size_t>(reached - curve.recall.begin())];
  }
  return sum / static_cast<double>(kRecallSteps + 1);
}

HitsByLabel hits_by_label(const std::vector<LabelledBox>& expected, const std::vector<LabelledBox>& predicted,
                          const std::vector<double>& thresholds) {
  HitsByLabel labels;
  for (const LabelledBox& box : expected) ++labels[box.label].expected;
  std::map<std::string, std::vector<std::size_t>> ranked;
  for (const std::size_t i : by_score(predicted)) {
    auto& of_label = ranked[predicted[i].label];
    if (of_label.size() < kMostDetections) of_label.push_back(i);
  }
  std::vector<std::size_t> order;
  for (const auto& [label, boxes] : ranked) {
    labels[label];
    order.insert(order.end(), boxes.begin(), boxes.end());
  }
  for (auto& [label, hits] : labels) hits.hits.resize(thresholds.size());
  const OverlapTable overlaps(expected, predicted);
  for (std::size_t t = 0; t < thresholds.size(); ++t) {
    std::vector<bool> is_hit(predicted.size());
    for (const BoxPair& pair : pairs_by_order(overlaps, order, thresholds[t])) is_hit[pair.predicted] = true;
    for (const std::size_t i : order) {
      labels[predicted[i].label].hits[t].push_back({predicted[i].score.value_or(1), is_hit[i]});
    }
  }
  return labels;
}

std::optional<double> mean_average_precision(const HitsByLabel& labels) {
  double sum = 0;
  std::size_t count = 0;
  for (const auto& [label, of_label] : labels) {
    if (of_label.expected == 0) continue;
    for (const auto& hits : of_label.hits) {
      sum += average_precision(hits, of_label.expected);
      ++count;
    }
  }
  return count == 0 ? std::nullopt : std::optional(sum / static_cast<double>(count));
}

}  // namespace sightline
