#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "assertion/box_expectation.h"
#include "assertion/box_report.h"
#include "assertion/catalogue.h"
#include "assertion/option_schema.h"
#include "assertion/pass_mark.h"
#include "assertion/tally_boxes.h"
#include "assertion/verdicts.h"
#include "assertion/vision_subject.h"
#include "metric/box_figures.h"
#include "metric/box_matching.h"

namespace sightline {
namespace {

constexpr PassMark::Default kBoxesMark{.threshold = 1};

/// The most boxes of an answer that are compared.
constexpr std::size_t kMostBoxes = 1'000;
constexpr std::size_t kMostThresholds = 100;

/// What labels are compared by.
std::vector<LabelledBox> in_label_form(std::vector<LabelledBox> boxes, const BoxExpectation& expectation) {
  for (LabelledBox& box : boxes) box.label = expectation.label_form(box.label);
  return boxes;
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
    boxes.are_labels_compared = expectation_.label_rule() != "ignore" && !boxes.expected.empty();
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

  /// What was asked to be counted; a verdict on boxes has a tally of its own, whatever the answer.
  Node tally_of_nothing() const override { return box_tally(*rule_.score, {}, {}, {}, rule_.thresholds); }

 private:
  static void add_predicted(const AnswerPlaces& places, const Scene& scene, SeenBoxes& boxes) {
    for (const MarkedPlace& place : places.places) {
      boxes.predicted.push_back(
          {.corners = scene.from_answer.corners(place.numbers), .label = place.label, .score = place.score});
      const Corners& corners = boxes.predicted.back().corners;
      const bool is_beyond = is_out_of_range(corners, scene);
      if (is_inverted(corners)) ++boxes.inverted;
      if (is_beyond) ++boxes.out_of_range;
      if (is_beyond || is_inverted(corners)) ++boxes.misplaced;
    }
  }

  Verdict judge_boxes(const AnswerPlaces& places, const Scene& scene, const SeenBoxes& boxes,
                      Verdict::Outcome outcome) const {
    const BoxFigures figures = figures_of(boxes);
    const std::string format = subject_.format_trouble(places, boxes.misplaced);
    if (!format.empty()) {
      Verdict verdict = without_boxes(failed(format, outcome), scene, boxes);
      verdict.evidence = merged(evidence(places, scene, boxes, figures), tally_alone(verdict.evidence));
      return verdict;
    }
    const double score = figures.*(rule_.score->figure);
    Verdict verdict = mark_.verdict(
        {.name = rule_.score->title, .value = score, .score = score, .seen = seen_boxes_text(boxes, figures, rule_)},
        outcome);
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

  Node evidence(const AnswerPlaces& places, const Scene& scene, const SeenBoxes& boxes,
                const BoxFigures& figures) const {
    Node told;
    told.set("parse_path", places.parse_path);
    told.set("labels", expectation_.label_rule());
    told.set("malformed", static_cast<double>(places.malformed));
    if (places.was_cut) told.set("cut", true);
    return merged(told, evidence_of(boxes, scene, figures, rule_));
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
    verdict.evidence.set("expected", boxes_node(boxes.expected, scene));
    verdict.evidence.set("tally", tally(boxes, nothing));
    if (verdict.status == Verdict::Status::fail) verdict.value = 0;
    return verdict;
  }

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

std::unique_ptr<const Check> compile_boxes(Options& options) {
  VisionSubject subject(options, PlaceKind::box);
  BoxExpectation expectation(options, subject.expected_coordinates());
  BoxRule rule = read_rule(options);
  const PassMark mark(options, kBoxesMark);
  return std::make_unique<Boxes>(std::move(subject), std::move(expectation), std::move(rule), mark);
}

Node boxes_schema() {
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
  return add_pass_mark(schema, kBoxesMark).node();
}

}  // namespace

AssertionKind kind_of_boxes() {
  return {
      .name = "boxes",
      .family = "vision",
      .summary = "The boxes in the answer are the expected ones, by their overlap (IoU) and their labels.",
      .example = "boxes: {expected: [{box: [40, 60, 200, 180], label: cat}], iou: 0.5}",
      .example_pass =
          R"({reply: '[{"bbox_2d": [42, 60, 200, 182], "label": "cat"}]', coordinates: pixels, images: {photo: {width: 640, height: 480}}})",
      .example_fail =
          R"({reply: '[{"bbox_2d": [300, 60, 460, 182], "label": "cat"}]', coordinates: pixels, images: {photo: {width: 640, height: 480}}})",
      .short_option = "expected",
      .tally = "boxes",
      .schema = boxes_schema,
      .compile = compile_boxes};
}

}  // namespace sightline
