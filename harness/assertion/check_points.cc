#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "assertion/catalogue.h"
#include "assertion/option_schema.h"
#include "assertion/pass_mark.h"
#include "assertion/point_regions.h"
#include "assertion/verdicts.h"
#include "assertion/vision_subject.h"
#include "assertion/wording.h"

namespace sightline {
namespace {

constexpr PassMark::Default kPointsMark{.threshold = 1};

/// The most points of an answer that are looked at.
constexpr std::size_t kMostPoints = 1'000;

/// What is made of the points that are where they should be.
enum class PointScore {
  fraction,  ///< Their share.
  first,     ///< Whether the first one is.
  all,       ///< Whether all are.
  distance   ///< 1 less the distance to the nearest expected point, the image's sides being 1; the mean of all.
};

struct PointScoreName {
  std::string_view name;
  std::string_view title;
  PointScore score;
};
constexpr std::array kPointScores{
    PointScoreName{"fraction", "pointing accuracy", PointScore::fraction},
    PointScoreName{"first", "first-point accuracy", PointScore::first},
    PointScoreName{"all", "all-points accuracy", PointScore::all},
    PointScoreName{"distance", "closeness", PointScore::distance},
};

struct SeenPoint {
  Spot spot{};
  std::string label;
  std::optional<std::size_t> region = {};  ///< The first that holds it.
  bool is_out_of_range = false;
  double distance = 0;  ///< To the nearest expected point, where there are such.

  bool is_inside() const { return region.has_value(); }
};

class Points final : public Check {
 public:
  Points(VisionSubject subject, PointExpectation expectation, const PointScoreName& score,
         std::optional<std::size_t> count, PassMark mark)
      : subject_(std::move(subject)), expectation_(std::move(expectation)), score_(score), count_(count), mark_(mark) {}

  Verdict judge(const Observation& seen) const override {
    const auto scene = subject_.scene(seen);
    if (!scene) return scene.error();
    const auto regions = expectation_.on(*scene);
    if (!regions) return regions.error();
    auto places = subject_.places(seen);
    Verdict verdict = places ? judge_places(*places, *regions, *scene, outcome_of(seen.reply)) : places.error();
    scene->describe(verdict.evidence);
    Node::List told;
    for (const PointRegion& region : *regions) told.push_back(node_of(region));
    verdict.evidence.set("expected", std::move(told));
    return verdict;
  }

 private:
  Verdict judge_places(const AnswerPlaces& places, const std::vector<PointRegion>& regions, const Scene& scene,
                       Verdict::Outcome outcome) const {
    if (places.places.size() > kMostPoints) {
      return failed(
          fmt::format("the answer has {} points; 'points' looks at most at {}", places.places.size(), kMostPoints));
    }
    std::vector<SeenPoint> points;
    for (const MarkedPlace& place : places.places) points.push_back(seen_point(place, regions, scene));
    const auto outside = static_cast<std::size_t>(std::ranges::count_if(points, &SeenPoint::is_out_of_range));
    const std::string format = subject_.format_trouble(places, outside);
    Verdict verdict = format.empty() ? judge_points(points, outcome) : failed(format, outcome);
    verdict.evidence = evidence(places, points, outside);
    return verdict;
  }

  static SeenPoint seen_point(const MarkedPlace& place, const std::vector<PointRegion>& regions, const Scene& scene) {
    SeenPoint point{.spot = scene.from_answer.spot({place.numbers[0], place.numbers[1]}), .label = place.label};
    point.is_out_of_range = !scene.holds(point.spot[0], point.spot[1]);
    const auto holds = [&](const PointRegion& region) { return holds_point(region, point.spot, scene); };
    const auto held_by = std::ranges::find_if(regions, holds);
    if (held_by != regions.end()) point.region = static_cast<std::size_t>(held_by - regions.begin());
    std::optional<double> nearest;
    for (const PointRegion& region : regions) {
      const auto* near = std::get_if<NearRegion>(&region);
      if (near == nullptr) continue;
      const double distance = unit_distance(point.spot, near->centre, scene);
      if (!nearest || distance < *nearest) nearest = distance;
    }
    point.distance = nearest.value_or(0);
    return point;
  }

  Verdict judge_points(const std::vector<SeenPoint>& points, Verdict::Outcome outcome) const {
    if (count_ && points.size() != *count_) {
      Verdict verdict = failed(
          fmt::format("expected {}, got {}", counted(*count_, "point"), counted(points.size(), "point")), outcome);
      verdict.value = 0;
      return verdict;
    }
    const double score = score_of(points);
    return mark_.verdict({.name = score_.title, .value = score, .score = score, .seen = seen_text(points)}, outcome);
  }

  double score_of(const std::vector<SeenPoint>& points) const {
    if (points.empty()) return expectation_.is_nothing() ? 1 : 0;
    const auto inside = static_cast<double>(std::ranges::count_if(points, &SeenPoint::is_inside));
    const auto all = static_cast<double>(points.size());
    switch (score_.score) {
      case PointScore::first:
        return points.front().is_inside() ? 1 : 0;
      case PointScore::all:
        return inside == all ? 1 : 0;
      case PointScore::fraction:
        return inside / all;
      case PointScore::distance:
        break;
    }
    if (expectation_.is_nothing()) return 0;
    double sum = 0;
    for (const SeenPoint& point : points) sum += std::max(0.0, 1 - point.distance);
    return sum / all;
  }

  std::string seen_text(const std::vector<SeenPoint>& points) const {
    if (expectation_.is_nothing()) return fmt::format("no point is expected, and the answer has {}", points.size());
    if (points.empty()) return "the answer has no point";
    const auto outside = std::ranges::count_if(points, &SeenPoint::is_out_of_range);
    const std::string beyond =
        outside == 0 ? "" : fmt::format("; {} {} outside of the image", outside, outside == 1 ? "is" : "are");
    if (score_.score == PointScore::distance) {
      const double farthest = std::ranges::max(points, {}, &SeenPoint::distance).distance;
      return fmt::format("{}, the farthest {} of the image's sides off{}", counted(points.size(), "point"),
                         measured_text(farthest), beyond);
    }
    return fmt::format("{} of {} inside{}", std::ranges::count_if(points, &SeenPoint::is_inside),
                       counted(points.size(), "point"), beyond);
  }

  Node evidence(const AnswerPlaces& places, const std::vector<SeenPoint>& points, std::size_t outside) const {
    Node::List list;
    for (const SeenPoint& point : points) list.push_back(node_of_point(point));
    Node told;
    told.set("parse_path", places.parse_path);
    told.set("score", score_.name);
    told.set("points", std::move(list));
    told.set("inside", static_cast<double>(std::ranges::count_if(points, &SeenPoint::is_inside)));
    told.set("out_of_range", static_cast<double>(outside));
    told.set("malformed", static_cast<double>(places.malformed));
    if (places.was_cut) told.set("cut", true);
    return told;
  }

  Node node_of_point(const SeenPoint& point) const {
    Node told;
    told.set("point", Node::List{point.spot[0], point.spot[1]});
    if (!point.label.empty()) told.set("label", point.label);
    told.set("inside", point.is_inside());
    if (point.region) told.set("region", static_cast<double>(*point.region));
    if (point.is_out_of_range) told.set("out_of_range", true);
    if (!expectation_.is_nothing() && expectation_.is_of_points()) told.set("distance", point.distance);
    return told;
  }

  VisionSubject subject_;
  PointExpectation expectation_;
  const PointScoreName& score_;
  std::optional<std::size_t> count_;
  PassMark mark_;
};

const PointScoreName& read_score(Options& options) {
  std::vector<std::string> names;
  for (const PointScoreName& score : kPointScores) names.emplace_back(score.name);
  const std::string name = options.word("score", names).value_or(names.front());
  return *std::ranges::find(kPointScores, name, &PointScoreName::name);
}

std::unique_ptr<const Check> compile_points(Options& options) {
  VisionSubject subject(options, PlaceKind::point);
  PointExpectation expectation(options, subject.expected_coordinates());
  const PointScoreName& score = read_score(options);
  const auto count = options.count("count");
  const PassMark mark(options, kPointsMark);
  if (score.score == PointScore::distance && !expectation.is_of_points()) {
    options.tell(options.find("score"), "`score: distance` of 'points' goes with expected points: {near: [100, 200]}");
  } else if (score.score != PointScore::distance && expectation.lacks_distance()) {
    const Node* near = options.find("near");
    options.tell(near == nullptr ? options.find("expected") : near,
                 "'near' of 'points' lacks 'distance', how far off a point may be; or write `score: distance`");
  }
  return std::make_unique<Points>(std::move(subject), std::move(expectation), score, count, mark);
}

Node points_schema() {
  OptionSchema schema;
  add_point_expectation(schema)
      .option("score", R"({"enum": ["fraction", "first", "all", "distance"],
        "description": "The share of points inside (the default), whether the first or all are, or how close they are"})")
      .option("count", R"({"type": "integer", "minimum": 0, "description": "How many points there must be"})");
  add_vision_subject(schema);
  return add_pass_mark(schema, kPointsMark).node();
}

}  // namespace

AssertionKind kind_of_points() {
  return {
      .name = "points",
      .family = "vision",
      .summary = "The points in the answer lie in a box, a polygon, a mask, or near a place.",
      .example = "points: {in_box: [40, 60, 200, 180], count: 1}",
      .example_pass =
          R"({reply: '[{"point_2d": [100, 100]}]', coordinates: pixels, images: {photo: {width: 640, height: 480}}})",
      .example_fail =
          R"({reply: '[{"point_2d": [300, 100]}]', coordinates: pixels, images: {photo: {width: 640, height: 480}}})",
      .short_option = "expected",
      .schema = points_schema,
      .compile = compile_points};
}

}  // namespace sightline
