#include "assertion/box_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "assertion/pass_mark.h"
#include "assertion/wording.h"
#include "base/number.h"
#include "base/text.h"

namespace sightline {
namespace {

Node box_node(const LabelledBox& box, const Scene& scene) {
  Node::List corners;
  for (const double corner : box.corners) corners.emplace_back(corner);
  Node told;
  told.set("box", std::move(corners));
  if (!box.label.empty()) told.set("label", box.label);
  if (box.score) told.set("score", *box.score);
  if (is_inverted(box.corners)) told.set("inverted", true);
  if (is_out_of_range(box.corners, scene)) told.set("out_of_range", true);
  return told;
}

Node pairs_node(const std::vector<BoxPair>& pairs) {
  Node::List list;
  for (const BoxPair& pair : pairs) {
    Node told;
    told.set("expected", static_cast<double>(pair.expected));
    told.set("predicted", static_cast<double>(pair.predicted));
    told.set("iou", pair.iou);
    list.push_back(std::move(told));
  }
  return list;
}

/// Indices below `count` that no pair has.
Node alone(std::size_t count, const std::vector<BoxPair>& pairs, std::size_t BoxPair::*side) {
  std::vector<bool> is_paired(count);
  for (const BoxPair& pair : pairs) is_paired[pair.*side] = true;
  Node::List list;
  for (std::size_t i = 0; i < count; ++i) {
    if (!is_paired[i]) list.emplace_back(static_cast<double>(i));
  }
  return list;
}

std::vector<std::string> shown_corners(const Corners& corners) {
  std::vector<std::string> texts;
  for (const double corner : corners) texts.push_back(measured_text(corner));
  return texts;
}

/// "'cat' at [10, 20, 200, 300]" for each expected box that is not found at the least threshold.
std::vector<std::string> missed_boxes(const SeenBoxes& boxes, const BoxFigures& figures, double threshold) {
  std::vector<bool> is_found(boxes.expected.size());
  for (const BoxPair& pair : figures.pairs) is_found[pair.expected] = pair.iou >= threshold;
  std::vector<std::string> missed;
  for (std::size_t i = 0; i < boxes.expected.size(); ++i) {
    if (is_found[i]) continue;
    const LabelledBox& box = boxes.expected[i];
    const std::string label = box.label.empty() ? "" : quoted(box.label) + " at ";
    missed.push_back(fmt::format("{}[{}]", label, join(shown_corners(box.corners), ", ")));
  }
  return missed;
}

/// Boxes whose labels were not found match none, however well they lie.
bool lack_labels(const SeenBoxes& boxes) {
  return boxes.are_labels_compared && !boxes.predicted.empty() &&
         std::ranges::all_of(boxes.predicted, [](const LabelledBox& box) { return box.label.empty(); });
}

std::string plural(std::size_t count) {
  return fmt::format("{} box{}", count, count == 1 ? "" : "es");
}
std::string is_are(std::size_t count) {
  return fmt::format("{} {}", count, count == 1 ? "is" : "are");
}

}  // namespace

std::string BoxRule::at() const {
  const std::string from = "IoU " + number_text(thresholds.front());
  return thresholds.size() == 1 ? from : from + " to " + number_text(thresholds.back());
}

bool is_out_of_range(const Corners& box, const Scene& scene) {
  return !scene.holds(box[0], box[1]) || !scene.holds(box[2], box[3]);
}

Node boxes_node(const std::vector<LabelledBox>& boxes, const Scene& scene) {
  Node::List list;
  for (const LabelledBox& box : boxes) list.push_back(box_node(box, scene));
  return list;
}

Node evidence_of(const SeenBoxes& boxes, const Scene& scene, const BoxFigures& figures, const BoxRule& rule) {
  Node told;
  told.set("variant", rule.variant);
  told.set("score", rule.score->name);
  Node::List thresholds;
  for (const double threshold : rule.thresholds) thresholds.emplace_back(threshold);
  told.set("iou", std::move(thresholds));
  scene.describe(told);
  told.set("expected", boxes_node(boxes.expected, scene));
  told.set("predicted", boxes_node(boxes.predicted, scene));
  told.set("pairs", pairs_node(figures.pairs));
  told.set("missed", alone(boxes.expected.size(), figures.pairs, &BoxPair::expected));
  told.set("extra", alone(boxes.predicted.size(), figures.pairs, &BoxPair::predicted));
  told.set("figures", evidence_of(figures));
  told.set("inverted", static_cast<double>(boxes.inverted));
  told.set("out_of_range", static_cast<double>(boxes.out_of_range));
  return told;
}

std::string seen_boxes_text(const SeenBoxes& boxes, const BoxFigures& figures, const BoxRule& rule) {
  const std::size_t expected = boxes.expected.size();
  std::string text;
  if (expected == 0) {
    text = boxes.predicted.empty()
               ? "no box is expected, and the answer has none"
               : fmt::format("no box is expected, and the answer has {}", plural(boxes.predicted.size()));
  } else {
    text = fmt::format("{} of {} found at {}, {} in the answer", figures.found.front(), plural(expected), rule.at(),
                       plural(boxes.predicted.size()));
  }
  const auto missed = missed_boxes(boxes, figures, rule.thresholds.front());
  if (!missed.empty()) text += "; missed " + first_few(missed);
  if (lack_labels(boxes)) text += "; no box in the answer has a label (`label_key` says where labels stand)";
  if (boxes.inverted > 0) text += fmt::format("; {} inverted", is_are(boxes.inverted));
  if (boxes.out_of_range > 0) text += fmt::format("; {} partly outside of the image", is_are(boxes.out_of_range));
  return text;
}

}  // namespace sightline
