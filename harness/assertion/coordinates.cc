#include "assertion/coordinates.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "assertion/wording.h"
#include "base/number.h"
#include "base/suggest.h"
#include "base/text.h"

namespace sightline {

std::string coordinates_schema(std::string_view description) {
  return fmt::format(R"({{"description": "{}", "anyOf": [
  {{"enum": ["relative_1000", "relative_999", "relative_1", "pixels", "resized_pixels"]}},
  {{"type": "object", "required": ["scale"], "additionalProperties": false, "properties": {{
    "scale": {{"anyOf": [{{"type": "number", "exclusiveMinimum": 0}},
      {{"enum": ["relative_1000", "relative_999", "relative_1", "pixels", "resized_pixels"]}}]}},
    "order": {{"enum": ["xyxy", "yxyx", "xywh"]}}}}}}]}})",
                     description);
}

namespace {

struct NamedScale {
  std::string_view name;
  Coordinates::Scale scale;
  double full;
};
constexpr std::array kScales{
    NamedScale{"relative_1000", Coordinates::Scale::relative, 1000},
    NamedScale{"relative_999", Coordinates::Scale::relative, 999},
    NamedScale{"relative_1", Coordinates::Scale::relative, 1},
    NamedScale{"pixels", Coordinates::Scale::pixels, 1},
    NamedScale{"resized_pixels", Coordinates::Scale::resized_pixels, 1},
};

struct NamedOrder {
  std::string_view name;
  Coordinates::Order order;
};
constexpr std::array kOrders{NamedOrder{"xyxy", Coordinates::Order::xyxy}, NamedOrder{"yxyx", Coordinates::Order::yxyx},
                             NamedOrder{"xywh", Coordinates::Order::xywh}};

template <typename Named>
std::vector<std::string> names_of(const Named& many) {
  std::vector<std::string> names;
  for (const auto& one : many) names.emplace_back(one.name);
  return names;
}

/// The entry of a table that a text names; the complaint otherwise.
template <typename Table>
tl::expected<typename Table::const_pointer, std::string> named_in(const Table& table, const Node& written,
                                                                  std::string_view or_else) {
  if (written.is_string()) {
    const auto found = std::ranges::find(table, written.string(), [](const auto& one) { return one.name; });
    if (found != table.end()) return &*found;
  }
  const auto names = names_of(table);
  const std::string near = written.is_string() ? suggestion(written.string(), names) : "";
  return tl::unexpected(fmt::format("wants {}{}, got {}{}", one_of(names), or_else, named(written), near));
}

tl::expected<Coordinates, std::string> read_scale(const Node& written, std::string_view or_else) {
  const auto found = named_in(kScales, written, or_else);
  if (!found) return tl::unexpected(found.error());
  return Coordinates{.scale = (*found)->scale, .full = (*found)->full};
}

tl::expected<Coordinates, std::string> read_map(const Node& written) {
  for (const Node::Member& member : written.map()) {
    if (member.key == "scale" || member.key == "order") continue;
    return tl::unexpected(fmt::format("has the keys 'scale' and 'order', not {}", quoted(member.key)));
  }
  const Node* scale = written.find("scale");
  if (scale == nullptr) return tl::unexpected(std::string("lacks 'scale', what the full width or height counts as"));
  tl::expected<Coordinates, std::string> read;
  if (scale->is_number() && std::isfinite(scale->number()) && scale->number() > 0) {
    read = Coordinates{.scale = Coordinates::Scale::relative, .full = scale->number()};
  } else {
    read = read_scale(*scale, " or a number above 0 as its scale");
  }
  const Node* order = written.find("order");
  if (!read || order == nullptr) return read;
  const auto found = named_in(kOrders, *order, " as its order");
  if (!found) return tl::unexpected(found.error());
  read->order = (*found)->order;
  return read;
}

}  // namespace

std::string Coordinates::text() const {
  const auto* known = std::ranges::find_if(kScales, [this](const NamedScale& one) {
    return one.scale == scale && (scale != Scale::relative || one.full == full);
  });
  const std::string name = known == kScales.end() ? number_text(full) : std::string(known->name);
  if (order == Order::xyxy && known != kScales.end()) return name;
  return fmt::format("{{scale: {}, order: {}}}", name, std::ranges::find(kOrders, order, &NamedOrder::order)->name);
}

tl::expected<Coordinates, std::string> read_coordinates(const Node& written) {
  return written.is_map() ? read_map(written) : read_scale(written, " or a map of 'scale' and 'order'");
}

std::optional<Coordinates> coordinates_option(Options& options, std::string_view option) {
  const Node* written = options.find(option);
  if (written == nullptr) return std::nullopt;
  const auto read = read_coordinates(*written);
  if (read) return *read;
  options.tell(written, fmt::format("{} {}", options.called(option), read.error()));
  return std::nullopt;
}

Corners Projection::corners(const std::array<double, 4>& numbers) const {
  auto [left, top, right, bottom] = numbers;
  if (order_ == Coordinates::Order::yxyx) {
    std::swap(left, top);
    std::swap(right, bottom);
  }
  if (order_ == Coordinates::Order::xywh) {
    right += left;
    bottom += top;
  }
  return {across(left), down(top), across(right), down(bottom)};
}

Spot Projection::spot(const std::array<double, 2>& numbers) const {
  auto [x, y] = numbers;
  if (order_ == Coordinates::Order::yxyx) std::swap(x, y);
  return {across(x), down(y)};
}

std::optional<PixelSize> raster_of(const Coordinates& coordinates, std::optional<PixelSize> image,
                                   const VisualTokens& rule) {
  switch (coordinates.scale) {
    case Coordinates::Scale::relative:
      return PixelSize{coordinates.full, coordinates.full};
    case Coordinates::Scale::pixels:
      return image;
    case Coordinates::Scale::resized_pixels:
      break;
  }
  return image ? smart_resized(*image, rule) : std::nullopt;
}

}  // namespace sightline
