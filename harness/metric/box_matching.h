#pragma once

#include <vector>

#include "metric/boxes.h"

namespace sightline {

/// Pairs that overlap at all, whose overlaps have the greatest sum: every expected box gets the predicted one that is
/// best for all. Reference: scipy's linear_sum_assignment(-IoU) as open-compass/VLMEvalKit vlmeval/dataset/omtgbench.py
/// has it.
std::vector<BoxPair> pairs_of_best_sum(const OverlapTable& overlaps);

/// Indices of boxes, highest score first, equal ones in their order; a box without a score counts as 1, so that
/// without scores the order of the answer remains.
std::vector<std::size_t> by_score(const std::vector<LabelledBox>& predicted);

/// Each predicted box in `order` takes the free expected box that it overlaps most, by at least `threshold`; of equal
/// ones the last. Reference: cocodataset/cocoapi PythonAPI/pycocotools/cocoeval.py, evaluateImg, without crowds and
/// areas. A threshold of 0 wants some overlap. Boxes of `pairs` are not free, and these pairs stay, before the others.
std::vector<BoxPair> pairs_by_order(const OverlapTable& overlaps, const std::vector<std::size_t>& order,
                                    double threshold, std::vector<BoxPair> pairs = {});

/// From `from` to `to` in steps, both included, as numpy's linspace has them in cocoeval's parameters.
std::vector<double> iou_thresholds(double from, double to, double step);

}  // namespace sightline
