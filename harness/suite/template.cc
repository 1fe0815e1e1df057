#include "suite/template.h"

#include <charconv>
#include <utility>

#include "base/text.h"
#include "suite/mustache_render.h"
#include "suite/mustache_tags.h"
#include "suite/template_scope.h"

namespace sightline {
namespace {

void add_text(std::string_view text, std::vector<Part>& parts) {
  if (!trimmed(text).empty()) parts.emplace_back(std::string(text));
}

/// Takes filled text apart at its marks: what stands between two of them is an index into `shown`.
std::vector<Part> split_at_images(std::string_view filled, const std::vector<ImagePart>& shown) {
  std::vector<Part> parts;
  const std::vector<std::string_view> pieces = split(filled, kImageMark);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (i % 2 == 0) {
      add_text(pieces[i], parts);
      continue;
    }
    std::size_t index = 0;
    std::from_chars(pieces[i].data(), pieces[i].data() + pieces[i].size(), index);
    if (index < shown.size()) parts.emplace_back(shown[index]);
  }
  return parts;
}

void place_at(Node& node, Position at) {
  node.at = at;
  if (node.is_list()) {
    for (Node& item : node.list()) place_at(item, at);
  } else if (node.is_map()) {
    for (Node::Member& member : node.map()) {
      member.key_at = at;
      place_at(member.value, at);
    }
  }
}

Node render_string(const Node& string, const Node& vars) {
  const std::string& text = string.string();
  const std::string_view name = lone_variable(text);
  const Node* value = name.empty() ? nullptr : value_of(vars, name);
  Node filled = value == nullptr ? Node(render_template(text, vars)) : *value;
  place_at(filled, string.at);
  return filled;
}

}  // namespace

bool has_template(std::string_view text) {
  return text.find("{{") != std::string_view::npos;
}

std::string_view lone_variable(std::string_view text) {
  if (!text.starts_with("{{") || !text.ends_with("}}")) return {};
  const MustacheScan scan = scan_mustache(text, 1);
  if (scan.tags.empty()) return {};
  const MustacheTag& tag = scan.tags.front();
  const bool alone = tag.kind == MustacheTag::Kind::variable && tag.end == text.size();
  return alone && is_variable_name(tag.name) ? tag.name : std::string_view();
}

std::string render_template(std::string_view text, const Node& vars) {
  if (!has_template(text)) return std::string(text);
  std::vector<ImagePart> none;
  return fill_mustache(text, vars, {}, none);
}

std::vector<Part> render_parts(std::string_view text, const Node& vars,
                               const std::map<std::string, ImagePart>& images) {
  if (!has_template(text)) return {std::string(text)};
  std::vector<ImagePart> shown;
  std::string filled = fill_mustache(text, vars, images, shown);
  if (shown.empty()) return {std::move(filled)};
  return split_at_images(filled, shown);
}

Node render_node(const Node& node, const Node& vars) {
  if (node.is_string()) return render_string(node, vars);
  Node filled;
  if (node.is_list()) {
    Node::List items;
    for (const Node& item : node.list()) items.push_back(render_node(item, vars));
    filled = Node(std::move(items));
  } else if (node.is_map()) {
    Node::Map members;
    for (const Node::Member& member : node.map()) {
      members.push_back({member.key, render_node(member.value, vars), member.key_at});
    }
    filled = Node(std::move(members));
  } else {
    filled = node;
  }
  filled.at = node.at;
  return filled;
}

}  // namespace sightline
