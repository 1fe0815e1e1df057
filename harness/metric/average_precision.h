#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "metric/boxes.h"

namespace sightline {

/// A predicted box as a detector is judged by it.
struct RankedHit {
  double score = 1;
  bool is_hit = false;
};

/// Average precision by 101 points of recall, precision made to fall. `hits` stand in the order of their images, and
/// within one by their score; `expected` is above 0. Reference: cocodataset/cocoapi
/// PythonAPI/pycocotools/cocoeval.py, accumulate, for all areas, less the rounding step it adds to what it divides by.
double average_precision(std::vector<RankedHit> hits, std::size_t expected);

/// Boxes of one label over images: how many are expected, and the predicted ones by threshold.
struct LabelHits {
  std::size_t expected = 0;
  std::vector<std::vector<RankedHit>> hits;  ///< One list a threshold, each as long as the others.
};
using HitsByLabel = std::map<std::string, LabelHits>;

/// The most boxes of a label that an image counts with, those of the highest scores: cocoeval's maxDets.
inline constexpr std::size_t kMostDetections = 100;

/// The hits of one image at each threshold.
HitsByLabel hits_by_label(const std::vector<LabelledBox>& expected, const std::vector<LabelledBox>& predicted,
                          const std::vector<double>& thresholds);

/// The mean over thresholds and over labels that are expected somewhere: cocoeval's AP. Nothing where none is.
std::optional<double> mean_average_precision(const HitsByLabel& labels);

}  // namespace sightline
