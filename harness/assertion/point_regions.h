#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "assertion/options.h"
#include "assertion/vision_subject.h"
#include "image/mask.h"

namespace sightline {

/// Where a point may be, on a scene's plane.
struct BoxRegion {
  Corners corners{};
};
struct PolygonRegion {
  std::vector<Spot> vertices;
};
struct MaskRegion {
  std::shared_ptr<const Mask> mask;
  std::string path;
};
struct NearRegion {
  Spot centre{};
  double distance = 0;  ///< In the units of the expected coordinates; below 0: none is given.
  PixelSize raster;     ///< What the plane's sides are in these units.
  PixelSize reach;      ///< `distance` on the plane, across and down.
};
using PointRegion = std::variant<BoxRegion, PolygonRegion, MaskRegion, NearRegion>;

/// Edges belong to a box and a polygon; a polygon that crosses itself is filled by the even-odd rule. In a mask the
/// pixel counts that the place rounds to, half to even, as lmms_eval/tasks/pointbench/utils.py has it
/// (EvolvingLMMs-Lab/lmms-eval); the mask is stretched over the plane.
bool holds_point(const PointRegion& region, const Spot& point, const Scene& scene);

/// Between two points, the sides of the plane being 1.
double unit_distance(const Spot& a, const Spot& b, const Scene& scene);

/// The regions that points are expected in.
class PointExpectation {
 public:
  /// Reads `expected`, or `in_box`, `in_polygon`, `in_mask`, `near` and `distance` of one region.
  PointExpectation(Options& options, const Coordinates& coordinates);

  /// The most regions, and vertices of a polygon.
  static constexpr std::size_t kMost = 300;

  bool is_nothing() const { return regions_.empty(); }
  /// True where every region is a point with a distance.
  bool is_of_points() const;
  /// On the scene's plane. An error of the harness where a mask has another shape than the image.
  tl::expected<std::vector<PointRegion>, Verdict> on(const Scene& scene) const;
  /// True where some region is a point without a distance.
  bool lacks_distance() const;

 private:
  static Node one_region(Options& options);
  void read(Options& options, const Node& written);
  void read_one(Options& options, const Node& written);
  bool read_box(Options& options, const Node& written);
  bool read_polygon(Options& options, const Node& written);
  bool read_mask_file(Options& options, const Node& written);
  bool read_near(Options& options, const Node& written, const Node* distance);

  /// In the coordinates that they are written in; their `raster` is not known yet.
  std::vector<PointRegion> regions_;
  Coordinates coordinates_;
};

/// Adds the options of PointExpectation, a list of regions being the short form.
OptionSchema& add_point_expectation(OptionSchema& schema);

/// A region as a verdict's evidence tells it: {in_box: […]}.
Node node_of(const PointRegion& region);

}  // namespace sightline
