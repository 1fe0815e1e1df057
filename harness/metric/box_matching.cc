#include "metric/box_matching.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "stats/assignment.h"

namespace sightline {
namespace {

constexpr double kSomeOverlap = std::numeric_limits<double>::min();
constexpr double kMostThreshold = 1 - 1e-10;  ///< So that rounding cannot keep equal boxes apart.

}  // namespace

std::vector<BoxPair> pairs_of_best_sum(const OverlapTable& overlaps) {
  const auto columns = best_assignment(overlaps.rows(), overlaps.columns(),
                                       [&](std::size_t row, std::size_t column) { return -overlaps.at(row, column); });
  std::vector<BoxPair> pairs;
  for (std::size_t row = 0; row < columns.size(); ++row) {
    const double iou = columns[row] ? overlaps.at(row, *columns[row]) : 0;
    if (iou > 0) pairs.push_back({row, *columns[row], iou});
  }
  return pairs;
}

std::vector<std::size_t> by_score(const std::vector<LabelledBox>& predicted) {
  std::vector<std::size_t> order(predicted.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto score = [&](std::size_t i) { return predicted[i].score.value_or(1); };
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return score(a) > score(b); });
  return order;
}

std::vector<BoxPair> pairs_by_order(const OverlapTable& overlaps, const std::vector<std::size_t>& order,
                                    double threshold, std::vector<BoxPair> pairs) {
  std::vector<bool> is_taken(overlaps.rows());
  std::vector<bool> is_paired(overlaps.columns());
  for (const BoxPair& pair : pairs) is_taken[pair.expected] = is_paired[pair.predicted] = true;
  const double least = std::max(std::min(threshold, kMostThreshold), kSomeOverlap);
  for (const std::size_t column : order) {
    if (is_paired[column]) continue;
    BoxPair best{.expected = overlaps.rows(), .predicted = column, .iou = least};
    for (std::size_t row = 0; row < overlaps.rows(); ++row) {
      if (is_taken[row] || overlaps.at(row, column) < best.iou) continue;
      best.expected = row;
      best.iou = overlaps.at(row, column);
    }
    if (best.expected == overlaps.rows()) continue;
    is_taken[best.expected] = true;
    pairs.push_back(best);
  }
  return pairs;
}

std::vector<double> iou_thresholds(double from, double to, double step) {
  const auto steps = static_cast<std::size_t>(std::nearbyint((to - from) / step));
  const double width = steps == 0 ? 0 : (to - from) / static_cast<double>(steps);
  std::vector<double> thresholds;
  for (std::size_t i = 0; i < steps; ++i) thresholds.push_back(from + static_cast<double>(i) * width);
  thresholds.push_back(to);
  return thresholds;
}

}  // namespace sightline
