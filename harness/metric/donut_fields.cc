#include "metric/donut_fields.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/number.h"
#include "base/text.h"
#include "metric/bit_rows.h"
#include "metric/edit_distance.h"
#include "metric/python_text.h"
#include "metric/tree_distance.h"

namespace sightline {
namespace {

constexpr double kEpsilon = 1e-6;
constexpr std::string_view kLeaf = "<leaf>";
constexpr double kMostNodePairs = 360'000;
constexpr double kMostDonutTreeWork = 6e7;

/// Whether a number is an int where Python reads it: JSON's, and what YAML has beside them.
bool is_whole(std::string_view number) {
  const bool has_digits_alone = number.find_first_not_of("+-0123456789") == std::string_view::npos;
  return has_digits_alone || number.starts_with("0x") || number.starts_with("0o");
}

/// Python's repr() of a float: its shortest digits, as an exponent below 1e-4 and from 1e16 on.
std::string printed_float(double value) {
  if (!std::isfinite(value)) return std::isnan(value) ? "nan" : value > 0 ? "inf" : "-inf";
  char digits[64];
  const double size = std::abs(value);
  const bool is_plain = size == 0 || (size >= 1e-4 && size < 1e16);
  const auto form = is_plain ? std::chars_format::fixed : std::chars_format::scientific;
  const auto end = std::to_chars(digits, digits + sizeof digits, value, form).ptr;
  std::string text(digits, end);
  if (is_plain && text.find('.') == std::string::npos) text += ".0";
  return text;
}

std::string python_str(const Node& value) {
  if (value.is_null()) return "None";
  if (value.is_boolean()) return value.boolean() ? "True" : "False";
  if (value.is_string()) return value.string();
  const std::string& text = value.number_text();
  if (!is_whole(text)) return printed_float(value.number());
  const bool is_json = text.find_first_of("+ox") == std::string::npos;
  if (!is_json) return number_text(value.number());
  return text == "-0" ? "0" : text;
}

Node stripped(const Node& value) {
  return Node(python_strip(python_str(value)));
}

bool is_empty(const Node& value) {
  return (value.is_map() && value.map().empty()) || (value.is_list() && value.list().empty());
}

Node normalised_map(const Node::Map& map) {
  std::vector<std::pair<std::size_t, const Node::Member*>> members;
  for (const Node::Member& member : map) members.emplace_back(code_point_count(member.key), &member);
  std::ranges::sort(members, [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : a.second->key < b.second->key;
  });
  Node::Map out;
  for (const auto& [length, member] : members) {
    Node value = donut_normalised(member->value);
    if (is_empty(value)) continue;
    if (!value.is_list()) value = Node(Node::List{std::move(value)});
    out.push_back({member->key, std::move(value), {}});
  }
  return Node(std::move(out));
}

Node normalised_list(const Node::List& list) {
  const bool are_maps = std::ranges::all_of(list, &Node::is_map);
  Node::List out;
  for (const Node& item : list) {
    if (are_maps) {
      if (Node map = donut_normalised(item); !is_empty(map)) out.push_back(std::move(map));
    } else if (item.is_string() || item.is_number()) {
      if (Node text = stripped(item); !text.string().empty()) out.push_back(std::move(text));
    }
  }
  return Node(std::move(out));
}

void flatten(const Node& value, const std::string& key, std::vector<DonutField>& out) {
  if (value.is_map()) {
    for (const Node::Member& member : value.map()) {
      flatten(member.value, key.empty() ? member.key : key + "." + member.key, out);
    }
  } else if (value.is_list()) {
    for (const Node& item : value.list()) flatten(item, key, out);
  } else {
    out.emplace_back(key, value.string());
  }
}

/// A node's label: that of a leaf is what stands in it beside "<leaf>".
struct DonutLabel {
  bool is_leaf = false;
  std::string text;
  std::u32string points;

  explicit DonutLabel(std::string label) : is_leaf(label.find(kLeaf) != std::string::npos), text(std::move(label)) {
    for (std::size_t at = 0; is_leaf && (at = text.find(kLeaf, at)) != std::string::npos;) text.erase(at, kLeaf.size());
    points = code_points(text);
  }

  double size() const { return static_cast<double>(points.size()); }
  /// What inserting or removing the node costs.
  double weight() const { return is_leaf ? size() : 1; }
};

struct DonutTree {
  TreeShape shape;
  std::vector<DonutLabel> labels;

  /// construct_tree_from_dict, of a normalised value.
  void add(const Node& value, const std::string& label) {
    std::size_t children = 0;
    if (value.is_map()) {
      for (const Node::Member& member : value.map()) add(member.value, member.key);
      children = value.map().size();
    } else {
      for (const Node& item : value.list()) add_item(item);
      children = value.list().size();
    }
    shape.add(children);
    labels.emplace_back(label);
  }

  void add_item(const Node& item) {
    if (item.is_map()) return add(item, "<subtree>");
    shape.add(0);
    labels.emplace_back(std::string(kLeaf) + item.string());
  }
};

DonutTree tree_of(const Node& value) {
  DonutTree tree;
  tree.add(donut_normalised(value), "<root>");
  return tree;
}

double renaming(const DonutLabel& a, const DonutLabel& b) {
  if (a.is_leaf && b.is_leaf) return static_cast<double>(edit_distance(a.points, b.points));
  if (a.is_leaf) return 1 + a.size();
  if (b.is_leaf) return 1 + b.size();
  return a.text == b.text ? 0 : 1;
}

bool is_comparable(const DonutTree& a, const DonutTree& b) {
  const double pairs = static_cast<double>(a.labels.size()) * static_cast<double>(b.labels.size());
  if (pairs > kMostNodePairs || tree_work(a.shape, b.shape) > kMostDonutTreeWork) return false;
  double work = 0;
  for (const DonutLabel& one : a.labels) {
    for (const DonutLabel& other : b.labels) work += edit_work(one.points.size(), other.points.size());
  }
  return work <= kMostEditWork;
}

double distance(const DonutTree& from, const DonutTree& to) {
  return tree_distance(
      from.shape, to.shape,
      {[&](std::size_t i) { return from.labels[i].weight(); }, [&](std::size_t j) { return to.labels[j].weight(); },
       [&](std::size_t i, std::size_t j) { return renaming(from.labels[i], to.labels[j]); }});
}

}  // namespace

Node donut_normalised(const Node& value) {
  if (value.is_map()) return normalised_map(value.map());
  if (value.is_list()) return normalised_list(value.list());
  return Node(Node::List{stripped(value)});
}

std::vector<DonutField> donut_fields(const Node& value) {
  std::vector<DonutField> fields;
  flatten(donut_normalised(value), "", fields);
  return fields;
}

double donut_f1(double hits, double misses) {
  return hits / (hits + misses / 2 + kEpsilon);
}

std::optional<double> nted_accuracy(const Node& expected, const Node& got) {
  const DonutTree wanted = tree_of(expected);
  const DonutTree answer = tree_of(got);
  if (!is_comparable(answer, wanted)) return std::nullopt;
  const double all = distance(tree_of(Node(Node::Map{})), wanted);
  if (all == 0) return std::nullopt;
  return std::max(0.0, 1 - distance(answer, wanted) / all);
}

}  // namespace sightline
