#include "assertion/point_regions.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "assertion/verdicts.h"
#include "base/number.h"

namespace sightline {
namespace {

bool is_between(double value, double a, double b) {
  return value >= std::min(a, b) && value <= std::max(a, b);
}

bool is_on_edge(const Spot& point, const Spot& a, const Spot& b) {
  const double cross = (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]);
  return cross == 0 && is_between(point[0], a[0], b[0]) && is_between(point[1], a[1], b[1]);
}

/// True where a ray from the point to the right crosses the edge.
bool crosses(const Spot& point, const Spot& a, const Spot& b) {
  if ((a[1] > point[1]) == (b[1] > point[1])) return false;
  return point[0] < a[0] + (point[1] - a[1]) / (b[1] - a[1]) * (b[0] - a[0]);
}

bool holds(const BoxRegion& region, const Spot& point, const Scene& /*scene*/) {
  const Corners& box = region.corners;
  return point[0] >= box[0] && point[0] <= box[2] && point[1] >= box[1] && point[1] <= box[3];
}

bool holds(const PolygonRegion& region, const Spot& point, const Scene& /*scene*/) {
  bool is_inside = false;
  for (std::size_t i = 0; i < region.vertices.size(); ++i) {
    const Spot& a = region.vertices[i];
    const Spot& b = region.vertices[(i + 1) % region.vertices.size()];
    if (is_on_edge(point, a, b)) return true;
    if (crosses(point, a, b)) is_inside = !is_inside;
  }
  return is_inside;
}

bool holds(const MaskRegion& region, const Spot& point, const Scene& scene) {
  const auto pixel = [](double place, double plane, std::size_t pixels) {
    return std::nearbyint(place / plane * static_cast<double>(pixels));
  };
  return region.mask->holds(pixel(point[0], scene.plane.width, region.mask->width),
                            pixel(point[1], scene.plane.height, region.mask->height));
}

bool holds(const NearRegion& region, const Spot& point, const Scene& scene) {
  const double across = (point[0] - region.centre[0]) / scene.plane.width * region.raster.width;
  const double down = (point[1] - region.centre[1]) / scene.plane.height * region.raster.height;
  return std::hypot(across, down) <= region.distance;
}

/// Brings a region from the coordinates it is written in to the plane.
struct Placing {
  const Scene& scene;

  PointRegion operator()(const BoxRegion& region) const {
    return BoxRegion{scene.from_expected.corners(region.corners)};
  }
  PointRegion operator()(PolygonRegion region) const {
    for (Spot& vertex : region.vertices) vertex = scene.from_expected.spot(vertex);
    return region;
  }
  PointRegion operator()(const MaskRegion& region) const { return region; }
  PointRegion operator()(NearRegion region) const {
    region.centre = scene.from_expected.spot(region.centre);
    region.raster = scene.from_expected.raster();
    region.reach = {region.distance * scene.plane.width / region.raster.width,
                    region.distance * scene.plane.height / region.raster.height};
    return region;
  }
};

/// A mask may be smaller than its image, but for rounding it has its shape.
bool has_shape_of(const Mask& mask, const PixelSize& image) {
  const auto width = static_cast<double>(mask.width);
  const auto height = static_cast<double>(mask.height);
  return std::abs(width * image.height - height * image.width) <= std::max(image.width, image.height);
}

/// What keeps a mask from being laid over the scene, or "".
std::string mask_trouble(const MaskRegion& region, const Scene& scene) {
  const Mask& mask = *region.mask;
  if (!scene.size) {
    return scene.is_in_pixels
               ? fmt::format("the mask '{}' cannot be laid over an image whose size is not known", region.path)
               : "";
  }
  if (has_shape_of(mask, *scene.size)) return "";
  return fmt::format(
      "the mask '{}' is {} x {} pixels and has another shape than the image, which is {} x {} as displayed",
      region.path, mask.width, mask.height, number_text(scene.size->width), number_text(scene.size->height));
}

Node list_of(std::initializer_list<double> numbers) {
  Node::List list;
  for (const double number : numbers) list.emplace_back(number);
  return list;
}

struct Telling {
  Node operator()(const BoxRegion& region) const {
    const Corners& box = region.corners;
    return told("in_box", list_of({box[0], box[1], box[2], box[3]}));
  }
  Node operator()(const PolygonRegion& region) const {
    Node::List vertices;
    for (const Spot& vertex : region.vertices) vertices.push_back(list_of({vertex[0], vertex[1]}));
    return told("in_polygon", std::move(vertices));
  }
  Node operator()(const MaskRegion& region) const { return told("in_mask", region.path); }
  Node operator()(const NearRegion& region) const {
    Node node = told("near", list_of({region.centre[0], region.centre[1]}));
    if (region.distance < 0) return node;
    node.set("distance", region.distance);
    node.set("reach", list_of({region.reach.width, region.reach.height}));
    return node;
  }

  static Node told(std::string key, Node value) {
    Node node;
    node.set(std::move(key), std::move(value));
    return node;
  }
};

}  // namespace

bool holds_point(const PointRegion& region, const Spot& point, const Scene& scene) {
  return std::visit([&](const auto& one) { return holds(one, point, scene); }, region);
}

double unit_distance(const Spot& a, const Spot& b, const Scene& scene) {
  return std::hypot((a[0] - b[0]) / scene.plane.width, (a[1] - b[1]) / scene.plane.height);
}

bool PointExpectation::is_of_points() const {
  return std::ranges::all_of(regions_, [](const PointRegion& one) { return std::holds_alternative<NearRegion>(one); });
}

tl::expected<std::vector<PointRegion>, Verdict> PointExpectation::on(const Scene& scene) const {
  std::vector<PointRegion> placed;
  for (const PointRegion& region : regions_) {
    placed.push_back(std::visit(Placing{scene}, region));
    const auto* mask = std::get_if<MaskRegion>(&placed.back());
    if (mask == nullptr) continue;
    std::string why = mask_trouble(*mask, scene);
    if (!why.empty()) return tl::unexpected(trouble(std::move(why)));
  }
  return placed;
}

Node node_of(const PointRegion& region) {
  return std::visit(Telling{}, region);
}

}  // namespace sightline
