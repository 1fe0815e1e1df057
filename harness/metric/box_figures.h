#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "metric/boxes.h"
#include "model/node.h"

namespace sightline {

/// How expected and predicted boxes are paired.
enum class BoxMatching {
  optimal,  ///< So that the sum of their overlaps is greatest.
  greedy,   ///< By score, as cocoeval does.
  coco      ///< The same with at most 100 boxes of a label.
};

/// Figures of one answer against its expected boxes. Those that depend on a threshold of IoU are means over the
/// thresholds asked for, of which there is one at least, the least first. Nothing expected and nothing found is 1
/// everywhere (VLMEvalKit's omtgbench has it so; cocoeval leaves such an image out); where only one side is empty,
/// everything is 0.
struct BoxFigures {
  double precision = 0;
  double recall = 0;
  double f1 = 0;
  double mean_iou = 0;               ///< Over expected boxes, 0 for one that has no pair.
  double count = 0;                  ///< 1 where there are as many boxes as expected.
  double ap = 0;                     ///< average_precision.h
  double center = 0;                 ///< Share of expected boxes whose pair has its centre within them.
  std::array<double, 5> accuracy{};  ///< Share of expected boxes found at IoU kAccuracyThresholds.
  /// Whatever their overlap, as long as there is some. By score, boxes that are found at the first threshold pair
  /// before those that only overlap.
  std::vector<BoxPair> pairs;
  std::vector<std::size_t> found;  ///< Expected boxes found, by threshold.
  double iou_sum = 0;              ///< Of the pairs.
  std::size_t centers = 0;         ///< Pairs with their centre within.
};
inline constexpr std::array<double, 5> kAccuracyThresholds{0.1, 0.3, 0.5, 0.7, 0.9};

BoxFigures box_figures(const std::vector<LabelledBox>& expected, const std::vector<LabelledBox>& predicted,
                       BoxMatching matching, const std::vector<double>& thresholds);

/// A figure that can be the score.
struct BoxScore {
  std::string_view name;   ///< As authors write it: "mean_iou".
  std::string_view title;  ///< For reasons: "mean IoU".
  double BoxFigures::*figure;
};
/// `f1` first.
const std::array<BoxScore, 7>& box_scores();

/// `figures`, for a verdict's evidence.
Node evidence_of(const BoxFigures& figures);

}  // namespace sightline
