#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "assertion/box_expectation.h"
#include "assertion/box_figures.h"
#include "assertion/box_matching.h"
#include "assertion/catalogue.h"
#include "assertion/option_schema.h"
#include "assertion/pass_mark.h"
#include "assertion/tally_boxes.h"
#include "assertion/verdicts.h"
#include "assertion/vision_subject.h"
#include "assertion/wording.h"
#include "base/number.h"
#include "base/text.h"

namespace sightline {
namespace {

/// The most boxes of an answer that are compared.
constexpr std::size_t kMostBoxes = 1'000;
constexpr std::size_t kMostThresholds = 100;

/// How boxes are paired and what is made of it.
struct BoxRule {
  BoxMatching matching = BoxMatching::optimal;
  std::string variant;
  std::vector<double> thresholds;
  const BoxScore* score = nullptr;

  /// "IoU 0.5", "IoU 0.5 to 0.95".
  std::string at() const {
    const std::string from = "IoU " + number_text(thresholds.front());
    return thresholds.size() == 1 ? from : from + " to " + number_text(thresholds.back());
  }
};

/// An answer's boxes beside the expected ones, on the scene's plane.
struct SeenBoxes {
  std::vector<LabelledBox> expected;
  std::vector<LabelledBox> predicted;
  std::size_t inverted = 0;
  std::size_t out_of_range = 0;
};

/// What labels are compared by.
std::vector<LabelledBox> in_label_form(std::vector<LabelledBox> boxes, const BoxExpectation& expectation) {
  for (LabelledBox& box : boxes) box.label = expectation.label_form(box.label);
  return boxes;
}

bool is_out_of_range(const Corners& box, const Scene& scene) {
  return !scene.holds(box[0], box[1]) || !scene.holds(box[2], box[3]);
}

Node node_of(const LabelledBox& box, const Scene& scene) {
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

Node node_of(const std::vector<LabelledBox>& boxes, const Scene& scene) {
  Node::List list;
  for (const LabelledBox& box : boxes) list.push_back(node_of(box, scene));
  return list;
}

Node node_of(const std::vector<BoxPair>& pairs) {
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

class Boxes final : public Check {
 public:
  Boxes(VisionSubject subject, BoxExpectation expectation, BoxRule rule, PassMark mark)
      : subject_(std::move(subject)), expectation_(std::move(expectation)), rule_(std::move(rule)), mark_(mark) {}

  Verdict judge(const Observation& seen) const override {
    const auto scene = subject_.scene(seen);
    if (!scene) return scene.error();
    SeenBoxes boxes;
    auto expected = expectation_.on(*scene);
    if (!expected) return expected.error();
    boxes.expected = std::move(*expected);
    const auto places = subject_.places(seen);
    if (!places) return without_boxes(places.error(), *scene, boxes);
    if (places->places.size() > kMostBoxes) {
      return without_boxes(failed(fmt::format("the answer has {} boxes; 'boxes' compares at most {}",
                                              places->places.size(), kMostBoxes)),
                           *scene, boxes);
    }
    add_predicted(*places, *scene, boxes);
    return judge_boxes(*places, *scene, boxes, outcome_of(seen.reply));
  }

 private:
  static void add_predicted(const AnswerPlaces& places, const Scene& scene, SeenBoxes& boxes) {
    for (const MarkedPlace& place : places.places) {
      boxes.predicted.push_back(
          {.corners = scene.from_answer.corners(place.numbers), .label = place.label, .score = place.score});
      const Corners& corners = boxes.predicted.back().corners;
      if (is_inverted(corners)) ++boxes.inverted;
      if (is_out_of_range(corners, scene)) ++boxes.out_of_range;
    }
  }

  Verdict judge_boxes(const AnswerPlaces& places, const Scene& scene, const SeenBoxes& boxes,
                      Verdict::Outcome outcome) const {
    const auto misplaced = static_cast<std::size_t>(std::ranges::count_if(boxes.predicted, [&](const LabelledBox& box) {
      return is_inverted(box.corners) || is_out_of_range(box.corners, scene);
    }));
    const BoxFigures figures = figures_of(boxes);
    const std::string format = subject_.format_trouble(places, misplaced);
    if (!format.empty()) {
      Verdict verdict = without_boxes(failed(format, outcome), scene, boxes);
      verdict.evidence = merged(evidence(places, scene, boxes, figures), tally_alone(verdict.evidence));
      return verdict;
    }
    const double score = figures.*(rule_.score->figure);
    Verdict verdict = mark_.verdict(
        {.name = rule_.score->title, .value = score, .score = score, .seen = seen_text(boxes, figures)}, outcome);
    verdict.evidence = evidence(places, scene, boxes, figures);
    verdict.evidence.set("tally", tally(boxes, figures));
    return verdict;
  }

  BoxFigures figures_of(const SeenBoxes& boxes) const {
    return box_figures(in_label_form(boxes.expected, expectation_), in_label_form(boxes.predicted, expectation_),
                       rule_.matching, rule_.thresholds);
  }

  Node tally(const SeenBoxes& boxes, const BoxFigures& figures) const {
    return box_tally(*rule_.score, figures, in_label_form(boxes.expected, expectation_),
                     in_label_form(boxes.predicted, expectation_), rule_.thresholds);
  }

  static Node tally_alone(const Node& evidence) {
    Node alone_in_map;
    alone_in_map.set("tally", *evidence.find("tally"));
    return alone_in_map;
  }

  /// A fail that counts as one that found nothing.
  Verdict without_boxes(Verdict verdict, const Scene& scene, SeenBoxes boxes) const {
    boxes.predicted.clear();
    BoxFigures nothing;
    nothing.found.assign(rule_.thresholds.size(), 0);
    scene.describe(verdict.evidence);
    verdict.evidence.set("expected", node_of(boxes.expected, scene));
    verdict.evidence.set("tally", tally(boxes, nothing));
    if (verdict.status == Verdict::Status::fail) verdict.value = 0;
    return verdict;
  }

  Node evidence(const AnswerPlaces& places, const Scene& scene, const SeenBoxes& boxes,
                const BoxFigures& figures) const {
    Node told;
    told.set("parse_path", places.parse_path);
    told.set("variant", rule_.variant);
    told.set("score", rule_.score->name);
    Node::List thresholds;
    for (const double threshold : rule_.thresholds) thresholds.emplace_back(threshold);
    told.set("iou", std::move(thresholds));
    told.set("labels", expectation_.label_rule());
    scene.describe(told);
    told.set("expected", node_of(boxes.expected, scene));
    told.set("predicted", node_of(boxes.predicted, scene));
    told.set("pairs", node_of(figures.pairs));
    told.set("missed", alone(boxes.expected.size(), figures.pairs, &BoxPair::expected));
    told.set("extra", alone(boxes.predicted.size(), figures.pairs, &BoxPair::predicted));
    told.set("figures", evidence_of(figures));
    told.set("inverted", static_cast<double>(boxes.inverted));
    told.set("out_of_range", static_cast<double>(boxes.out_of_range));
    told.set("malformed", static_cast<double>(places.malformed));
    if (places.was_cut) told.set("cut", true);
    return told;
  }

  /// "2 of 3 boxes found at IoU 0.5, 4 in the answer; 1 is inverted".
  std::string seen_text(const SeenBoxes& boxes, const BoxFigures& figures) const {
    const std::size_t expected = boxes.expected.size();
    std::string text;
    if (expected == 0) {
      text = boxes.predicted.empty()
                 ? "no box is expected, and the answer has none"
                 : fmt::format("no box is expected, and the answer has {}", plural(boxes.predicted.size()));
    } else {
      text = fmt::format("{} of {} found at {}, {} in the answer", figures.found.front(), plural(expected), rule_.at(),
                         plural(boxes.predicted.size()));
    }
    if (boxes.inverted > 0) text += fmt::format("; {} inverted", is_are(boxes.inverted));
    if (boxes.out_of_range > 0) text += fmt::format("; {} partly outside of the image", is_are(boxes.out_of_range));
    return text;
  }

  static std::string plural(std::size_t count) { return fmt::format("{} box{}", count, count == 1 ? "" : "es"); }
  static std::string is_are(std::size_t count) { return fmt::format("{} {}", count, count == 1 ? "is" : "are"); }

  VisionSubject subject_;
  BoxExpectation expectation_;
  BoxRule rule_;
  PassMark mark_;
};

/// A share above 0 and not above 1; nothing where it is something else.
std::optional<double> share_of(const Node* node) {
  if (node == nullptr || !node->is_number() || !(node->number() > 0) || node->number() > 1) return std::nullopt;
  return node->number();
}

std::vector<double> read_thresholds(Options& options, std::vector<double> otherwise) {
  const Node* written = options.find("iou");
  if (written == nullptr) return otherwise;
  if (const auto one = share_of(written)) return {*one};
  const auto from = share_of(written->find("from"));
  const auto to = share_of(written->find("to"));
  const auto step = share_of(written->find("step"));
  const bool is_range =
      from && to && step && *from < *to && (*to - *from) / *step < kMostThresholds && written->map().size() == 3;
  if (is_range) return iou_thresholds(*from, *to, *step);
  options.refuse("iou",
                 "a share above 0 and not above 1, such as 0.5, or a range such as {from: 0.5, to: 0.95, step: 0.05}");
  return otherwise;
}

BoxRule read_rule(Options& options) {
  constexpr double kFrom = 0.5;
  constexpr double kTo = 0.95;
  constexpr double kStep = 0.05;
  BoxRule rule;
  rule.variant = options.word("variant", {"optimal", "greedy", "coco"}).value_or("optimal");
  if (rule.variant == "greedy") rule.matching = BoxMatching::greedy;
  if (rule.variant == "coco") rule.matching = BoxMatching::coco;
  const bool is_coco = rule.matching == BoxMatching::coco;
  rule.thresholds = read_thresholds(options, is_coco ? iou_thresholds(kFrom, kTo, kStep) : std::vector{kFrom});
  std::vector<std::string> names;
  for (const BoxScore& score : box_scores()) names.emplace_back(score.name);
  const std::string name = options.word("score", names).value_or(is_coco ? "ap" : names.front());
  rule.score = &*std::ranges::find(box_scores(), name, &BoxScore::name);
  return rule;
}

std::unique_ptr<const Check> compile(Options& options) {
  VisionSubject subject(options, PlaceKind::box);
  BoxExpectation expectation(options, subject.expected_coordinates());
  BoxRule rule = read_rule(options);
  const PassMark mark(options, {.threshold = 1});
  return std::make_unique<Boxes>(std::move(subject), std::move(expectation), std::move(rule), mark);
}

Node schema() {
  OptionSchema schema;
  add_box_expectation(schema)
      .option("variant", R"({"enum": ["optimal", "greedy", "coco"], "description":
        "How boxes are paired: for the greatest sum of overlaps (optimal, the default), or by score as cocoeval does"})")
      .option("iou", R"({"anyOf": [{"type": "number", "exclusiveMinimum": 0, "maximum": 1},
        {"type": "object", "required": ["from", "to", "step"], "additionalProperties": false, "properties": {
          "from": {"type": "number"}, "to": {"type": "number"}, "step": {"type": "number"}}}],
        "description": "From what overlap on a box counts as found; 0.5 by default, 0.5 to 0.95 for coco"})")
      .option("score", R"({"enum": ["f1", "precision", "recall", "mean_iou", "count", "ap", "center"],
        "description": "The figure that is the score; f1 by default, ap for coco"})");
  add_vision_subject(schema);
  return add_pass_mark(schema).node();
}

}  // namespace

AssertionKind kind_of_boxes() {
  return {.name = "boxes",
          .family = "vision",
          .summary = "The boxes in the answer are the expected ones, by their overlap (IoU) and their labels.",
          .example = "boxes: {expected: [{box: [40, 60, 200, 180], label: cat}], iou: 0.5}",
          .short_option = "expected",
          .tally = "boxes",
          .schema = schema,
          .compile = compile};
}

}  // namespace sightline
