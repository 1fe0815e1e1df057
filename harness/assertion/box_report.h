#pragma once

#include <string>
#include <vector>

#include "assertion/vision_subject.h"
#include "metric/box_figures.h"

namespace sightline {

/// How boxes are paired and what is made of it.
struct BoxRule {
  BoxMatching matching = BoxMatching::optimal;
  std::string variant;
  std::vector<double> thresholds;
  const BoxScore* score = nullptr;

  /// "IoU 0.5", "IoU 0.5 to 0.95".
  std::string at() const;
};

/// An answer's boxes beside the expected ones, on the scene's plane.
struct SeenBoxes {
  std::vector<LabelledBox> expected;
  std::vector<LabelledBox> predicted;
  std::size_t inverted = 0;
  std::size_t out_of_range = 0;
  std::size_t misplaced = 0;  ///< One of both, or both.
  bool are_labels_compared = false;
};

bool is_out_of_range(const Corners& box, const Scene& scene);

/// Boxes as a verdict's evidence tells them: corners, label, score, `inverted`, `out_of_range`.
Node boxes_node(const std::vector<LabelledBox>& boxes, const Scene& scene);

/// What a verdict's evidence tells of boxes: variant, thresholds, image, expected and predicted boxes, pairs, figures.
Node evidence_of(const SeenBoxes& boxes, const Scene& scene, const BoxFigures& figures, const BoxRule& rule);

/// "2 of 3 boxes found at IoU 0.5, 4 boxes in the answer; missed 'cat' at [1, 2, 3, 4]; 1 is inverted".
std::string seen_boxes_text(const SeenBoxes& boxes, const BoxFigures& figures, const BoxRule& rule);

}  // namespace sightline
