#include "assertion/place_shapes.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

namespace sightline {
namespace {

constexpr std::array<std::string_view, 12> kBoxKeys{"bbox_2d",      "bbox",     "box_2d",   "box",
                                                    "bounding_box", "bboxes",   "boxes",    "coordinates",
                                                    "coord",        "location", "position", "coords"};
constexpr std::array<std::string_view, 9> kPointKeys{"point_2d", "point",    "points_2d", "points", "coordinates",
                                                     "coord",    "location", "position",  "coords"};
constexpr std::array<std::array<std::string_view, 4>, 2> kBoxMembers{
    {{"x1", "y1", "x2", "y2"}, {"xmin", "ymin", "xmax", "ymax"}}};

bool is_number(const Node& node) {
  return node.is_number() && std::isfinite(node.number());
}

bool is_coordinate(const Node& node) {
  return node.is_number() && std::abs(node.number()) <= kLargestCoordinate;
}

bool are_numbers(const Node& node, std::size_t count) {
  return node.is_list() && node.list().size() == count && std::ranges::all_of(node.list(), is_coordinate);
}

const Node* first_of(const Node& map, std::span<const std::string_view> keys) {
  for (const std::string_view key : keys) {
    if (const Node* value = map.find(key)) return value;
  }
  return nullptr;
}

class ShapeFinder {
 public:
  explicit ShapeFinder(const PlaceWanted& wanted) : wanted_(wanted), size_(wanted.kind == PlaceKind::box ? 4 : 2) {}

  void find(const Node& value, const MarkedPlace& around) {
    if (value.is_map()) return find_in_map(value, around);
    if (!value.is_list()) return;
    if (value.list().empty()) found.has_empty_list = true;
    if (take_place(value, around)) return;
    const bool is_of_numbers = !value.list().empty() && std::ranges::all_of(value.list(), &Node::is_number);
    if (is_of_numbers) ++found.malformed;
    for (const Node& item : value.list()) find(item, around);
  }

  ShapesFound found;

 private:
  void find_in_map(const Node& map, const MarkedPlace& around) {
    const MarkedPlace own = described(map, around);
    const bool is_box = wanted_.kind == PlaceKind::box;
    const Node* place = is_box ? first_of(map, kBoxKeys) : first_of(map, kPointKeys);
    if (place != nullptr) return find_under_key(*place, own);
    if (take_members(map, own)) return;
    for (const Node::Member& member : map.map()) {
      if (!member.value.is_map() && !member.value.is_list()) continue;
      MarkedPlace inner = own;
      // {"cat": [[…], […]]}: the key says what they are, where nothing else does. {"objects": [{…}]} only groups.
      const bool is_group = member.value.is_map() || (!member.value.list().empty() && member.value.list()[0].is_map());
      if (inner.label.empty() && !is_group) inner.label = member.key;
      find(member.value, inner);
    }
  }

  void find_under_key(const Node& value, const MarkedPlace& own) {
    if (value.is_list() && value.list().empty()) {
      found.has_empty_list = true;
    } else if (take_place(value, own) || take_pair(value, own)) {
      return;
    } else if (value.is_map() || (value.is_list() && std::ranges::none_of(value.list(), &Node::is_number))) {
      const std::size_t before = found.places.size() + found.malformed;
      find(value, own);
      if (found.places.size() + found.malformed == before && !found.has_empty_list) ++found.malformed;
    } else {
      ++found.malformed;
    }
  }

  bool take_place(const Node& value, const MarkedPlace& own) {
    if (!are_numbers(value, size_)) return false;
    MarkedPlace place = own;
    for (std::size_t i = 0; i < size_; ++i) place.numbers[i] = value.list()[i].number();
    found.places.push_back(std::move(place));
    return true;
  }

  /// [[x1, y1], [x2, y2]] is a box where the key says that it is one.
  bool take_pair(const Node& value, const MarkedPlace& own) {
    if (wanted_.kind != PlaceKind::box || !value.is_list() || value.list().size() != 2) return false;
    const Node& first = value.list()[0];
    const Node& second = value.list()[1];
    if (!are_numbers(first, 2) || !are_numbers(second, 2)) return false;
    return take_place(Node(Node::List{first.list()[0], first.list()[1], second.list()[0], second.list()[1]}), own);
  }

  bool take_members(const Node& map, const MarkedPlace& own) {
    if (wanted_.kind == PlaceKind::point) return take_named(map, std::array<std::string_view, 2>{"x", "y"}, own);
    return std::ranges::any_of(kBoxMembers, [&](const auto& names) { return take_named(map, names, own); });
  }

  bool take_named(const Node& map, std::span<const std::string_view> names, const MarkedPlace& own) {
    Node::List numbers;
    for (const std::string_view name : names) {
      const Node* number = map.find(name);
      if (number == nullptr) return false;
      numbers.push_back(*number);
    }
    if (!take_place(Node(std::move(numbers)), own)) ++found.malformed;
    return true;
  }

  MarkedPlace described(const Node& map, const MarkedPlace& around) const {
    MarkedPlace own = around;
    for (const std::string& key : label_keys()) {
      const std::string& name = wanted_.label_key.empty() ? key : wanted_.label_key;
      const Node* label = map.find(name);
      if (label == nullptr || !(label->is_string() || label->is_number())) continue;
      own.label = label->is_string() ? label->string() : label->number_text();
      break;
    }
    for (const char* key : {"score", "confidence"}) {
      const Node* score = map.find(key);
      if (score != nullptr && is_number(*score)) own.score = score->number();
    }
    return own;
  }

  const PlaceWanted& wanted_;
  std::size_t size_;
};

}  // namespace

ShapesFound find_shapes(const Node& value, const PlaceWanted& wanted) {
  ShapeFinder finder(wanted);
  finder.find(value, {});
  return std::move(finder.found);
}

const std::vector<std::string>& label_keys() {
  static const std::vector<std::string> keys{"label", "name", "category", "class", "object", "text", "description"};
  return keys;
}

}  // namespace sightline
