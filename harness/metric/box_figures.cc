#include "metric/box_figures.h"

#include <algorithm>
#include <utility>

#include "base/number.h"
#include "metric/average_precision.h"
#include "metric/box_matching.h"

namespace sightline {
namespace {

double share(double part, std::size_t whole) {
  return whole == 0 ? 0 : part / static_cast<double>(whole);
}

/// Pairs two lists of boxes at any threshold.
class BoxMatcher {
 public:
  BoxMatcher(const std::vector<LabelledBox>& expected, const std::vector<LabelledBox>& predicted, BoxMatching matching,
             double threshold)
      : overlaps_(expected, predicted), order_(by_score(predicted)), is_optimal_(matching == BoxMatching::optimal) {
    if (matching == BoxMatching::coco) keep_most(predicted);
    pairs_ = is_optimal_ ? pairs_of_best_sum(overlaps_)
                         : pairs_by_order(overlaps_, order_, 0, pairs_by_order(overlaps_, order_, threshold));
  }

  const std::vector<BoxPair>& pairs() const { return pairs_; }
  std::size_t predicted() const { return order_.size(); }

  std::size_t found(double threshold) const {
    if (!is_optimal_) return pairs_by_order(overlaps_, order_, threshold).size();
    return static_cast<std::size_t>(
        std::ranges::count_if(pairs_, [&](const BoxPair& pair) { return pair.iou >= threshold; }));
  }

 private:
  void keep_most(const std::vector<LabelledBox>& predicted) {
    std::map<std::string, std::size_t> seen;
    std::erase_if(order_, [&](std::size_t i) { return ++seen[predicted[i].label] > kMostDetections; });
  }

  OverlapTable overlaps_;
  std::vector<std::size_t> order_;
  bool is_optimal_;
  std::vector<BoxPair> pairs_;
};

BoxFigures figures_of_nothing(std::size_t thresholds) {
  BoxFigures figures;
  figures.precision = figures.recall = figures.f1 = figures.mean_iou = figures.count = figures.ap = figures.center = 1;
  figures.accuracy.fill(1);
  figures.found.assign(thresholds, 0);
  return figures;
}

void add_threshold(BoxFigures& figures, std::size_t found, std::size_t expected, std::size_t predicted,
                   std::size_t thresholds) {
  const auto hits = static_cast<double>(found);
  figures.found.push_back(found);
  figures.precision += share(share(hits, predicted), thresholds);
  figures.recall += share(share(hits, expected), thresholds);
  figures.f1 += share(share(2 * hits, expected + predicted), thresholds);
}

}  // namespace

BoxFigures box_figures(const std::vector<LabelledBox>& expected, const std::vector<LabelledBox>& predicted,
                       BoxMatching matching, const std::vector<double>& thresholds) {
  if (expected.empty() && predicted.empty()) return figures_of_nothing(thresholds.size());
  const BoxMatcher matcher(expected, predicted, matching, thresholds.front());
  BoxFigures figures;
  for (const double threshold : thresholds) {
    add_threshold(figures, matcher.found(threshold), expected.size(), matcher.predicted(), thresholds.size());
  }
  for (std::size_t i = 0; i < kAccuracyThresholds.size(); ++i) {
    figures.accuracy[i] = share(static_cast<double>(matcher.found(kAccuracyThresholds[i])), expected.size());
  }
  figures.pairs = matcher.pairs();
  for (const BoxPair& pair : figures.pairs) {
    figures.iou_sum += pair.iou;
    if (has_centre_in(predicted[pair.predicted].corners, expected[pair.expected].corners)) ++figures.centers;
  }
  figures.mean_iou = share(figures.iou_sum, expected.size());
  figures.center = share(static_cast<double>(figures.centers), expected.size());
  figures.count = expected.size() == predicted.size() ? 1 : 0;
  figures.ap = mean_average_precision(hits_by_label(expected, predicted, thresholds)).value_or(0);
  return figures;
}

const std::array<BoxScore, 7>& box_scores() {
  static constexpr std::array<BoxScore, 7> kScores{{{"f1", "F1", &BoxFigures::f1},
                                                    {"precision", "precision", &BoxFigures::precision},
                                                    {"recall", "recall", &BoxFigures::recall},
                                                    {"mean_iou", "mean IoU", &BoxFigures::mean_iou},
                                                    {"count", "count accuracy", &BoxFigures::count},
                                                    {"ap", "AP", &BoxFigures::ap},
                                                    {"center", "centre accuracy", &BoxFigures::center}}};
  return kScores;
}

Node evidence_of(const BoxFigures& figures) {
  Node evidence;
  for (const BoxScore& score : box_scores()) evidence.set(std::string(score.name), figures.*(score.figure));
  Node accuracy;
  for (std::size_t i = 0; i < kAccuracyThresholds.size(); ++i) {
    accuracy.set(number_text(kAccuracyThresholds[i]), figures.accuracy[i]);
  }
  evidence.set("accuracy", std::move(accuracy));
  return evidence;
}

}  // namespace sightline
