#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "assertion/box_expectation.h"
#include "assertion/point_regions.h"
#include "assertion/wording.h"
#include "base/text.h"
#include "json/json.h"

namespace sightline {
namespace {

constexpr std::string_view kWanted =
    "where points may be, such as {in_box: [10, 20, 200, 300]}, or a list of such places; [] where nothing is to be "
    "found";

std::optional<Spot> spot_of(const Node& node) {
  if (!node.is_list() || node.list().size() != 2) return std::nullopt;
  const auto x = coordinate_of(node.list()[0]);
  const auto y = coordinate_of(node.list()[1]);
  return x && y ? std::optional(Spot{*x, *y}) : std::nullopt;
}

bool tell_wrong(Options& options, const Node& written, std::string_view key, std::string_view what) {
  options.tell(&written,
               fmt::format("'{}' of {} wants {}, got {}", key, quoted(options.owner()), what, shown(written)));
  return false;
}

}  // namespace

PointExpectation::PointExpectation(Options& options, const Coordinates& coordinates) : coordinates_(coordinates) {
  const Node one = one_region(options);
  const Node* written = options.find("expected");
  if (!one.is_null()) {
    if (written != nullptr)
      options.tell(written, "'points' takes 'expected', or one region beside its options, not both");
    read_one(options, one);
    return;
  }
  written = options.need("expected", kWanted);
  if (written == nullptr) return;
  Node cell;
  if (written->is_string()) {
    // A cell of a table: its JSON.
    auto read_cell = parse_json(written->string());
    if (read_cell) cell = std::move(*read_cell);
  }
  read(options, written->is_string() ? cell : *written);
}

Node PointExpectation::one_region(Options& options) {
  Node region;
  for (const char* key : {"in_box", "in_polygon", "in_mask", "near", "distance"}) {
    const Node* value = options.find(key);
    if (value == nullptr) continue;
    if (region.is_null()) region.at = value->at;
    region.set(key, *value);
  }
  return region;
}

void PointExpectation::read(Options& options, const Node& written) {
  if (!written.is_list() && !written.is_map()) return options.refuse("expected", kWanted);
  const Node::List one = written.is_map() ? Node::List{written} : Node::List{};
  for (const Node& item : written.is_map() ? one : written.list()) read_one(options, item);
  if (regions_.size() <= kMost) return;
  options.tell(&written,
               fmt::format("{} takes at most {} regions, got {}", quoted(options.owner()), kMost, regions_.size()));
}

void PointExpectation::read_one(Options& options, const Node& written) {
  const Node* distance = written.find("distance");
  const std::size_t keys = written.is_map() ? written.map().size() : 0;
  if (const Node* near = written.find("near"); near != nullptr && keys == (distance == nullptr ? 1 : 2)) {
    read_near(options, *near, distance);
    return;
  }
  if (keys == 1) {
    const Node& value = written.map().front().value;
    const std::string& key = written.map().front().key;
    if (key == "in_box") return static_cast<void>(read_box(options, value));
    if (key == "in_polygon") return static_cast<void>(read_polygon(options, value));
    if (key == "in_mask") return static_cast<void>(read_mask_file(options, value));
  }
  options.tell(&written, fmt::format("a region of {} is one of 'in_box', 'in_polygon', 'in_mask', or 'near' with "
                                     "'distance', got {}",
                                     quoted(options.owner()), shown(written)));
}

bool PointExpectation::read_box(Options& options, const Node& written) {
  const auto numbers = four_numbers(written);
  if (!numbers) return tell_wrong(options, written, "in_box", "four numbers such as [10, 20, 200, 300]");
  const Corners box = Projection(coordinates_.order, {1, 1}, {1, 1}).corners(*numbers);
  if (box[2] < box[0] || box[3] < box[1]) return tell_wrong(options, written, "in_box", "a box that is not inverted");
  regions_.emplace_back(BoxRegion{*numbers});
  return true;
}

bool PointExpectation::read_polygon(Options& options, const Node& written) {
  constexpr std::size_t kFewest = 3;
  constexpr std::string_view kPolygon = "3 to 300 points such as [[10, 20], [200, 20], [100, 300]]";
  PolygonRegion region;
  if (!written.is_list()) return tell_wrong(options, written, "in_polygon", kPolygon);
  for (const Node& item : written.list()) {
    const auto vertex = spot_of(item);
    if (!vertex) return tell_wrong(options, item, "in_polygon", kPolygon);
    region.vertices.push_back(*vertex);
  }
  if (region.vertices.size() < kFewest || region.vertices.size() > kMost) {
    return tell_wrong(options, written, "in_polygon", kPolygon);
  }
  regions_.emplace_back(std::move(region));
  return true;
}

bool PointExpectation::read_mask_file(Options& options, const Node& written) {
  if (!written.is_string()) return tell_wrong(options, written, "in_mask", "the path of a PNG file");
  Compilation& compilation = options.compilation();
  auto mask = compilation.taken(compilation.parts.mask(written, compilation.source));
  if (mask) regions_.emplace_back(MaskRegion{std::move(mask), written.string()});
  return mask != nullptr;
}

bool PointExpectation::read_near(Options& options, const Node& written, const Node* distance) {
  const auto centre = spot_of(written);
  if (!centre) return tell_wrong(options, written, "near", "two numbers such as [100, 200]");
  const bool is_distance =
      distance == nullptr || (distance->is_number() && std::isfinite(distance->number()) && distance->number() >= 0);
  if (!is_distance) return tell_wrong(options, *distance, "distance", "a number of 0 or more");
  regions_.emplace_back(NearRegion{
      .centre = *centre, .distance = distance == nullptr ? -1 : distance->number(), .raster = {}, .reach = {}});
  return true;
}

bool PointExpectation::lacks_distance() const {
  return std::ranges::any_of(regions_, [](const PointRegion& region) {
    const auto* near = std::get_if<NearRegion>(&region);
    return near != nullptr && near->distance < 0;
  });
}

OptionSchema& add_point_expectation(OptionSchema& schema) {
  constexpr std::string_view kRegions = R"({"anyOf": [
    {"type": "array", "items": {"type": "object", "minProperties": 1, "maxProperties": 2, "additionalProperties": false,
      "properties": {"in_box": true, "in_polygon": true, "in_mask": true, "near": true, "distance": true}}},
    {"type": "object", "minProperties": 1, "maxProperties": 2, "additionalProperties": false,
      "properties": {"in_box": true, "in_polygon": true, "in_mask": true, "near": true, "distance": true}},
    {"type": "string"}]})";
  constexpr std::string_view kList =
      R"({"anyOf": [{"type": "array", "items": {"type": "object"}}, {"type": "string"}]})";
  return schema.short_form(kList)
      .option("expected", kRegions)
      .option("in_box", R"({"type": "array", "items": {"type": ["number", "string"]}, "minItems": 4, "maxItems": 4})")
      .option("in_polygon", R"({"type": "array", "items": {"type": "array"}, "minItems": 3, "maxItems": 300})")
      .option("in_mask", R"({"type": "string",
        "description": "The path of a PNG file over the image: what is not black is inside"})")
      .option("near", R"({"type": "array", "items": {"type": ["number", "string"]}, "minItems": 2, "maxItems": 2})")
      .option("distance", R"({"type": "number", "minimum": 0, "description": "How far off `near` a point may be"})");
}

}  // namespace sightline
