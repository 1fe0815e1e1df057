#include "compare/answer_shape.h"

#include <algorithm>

#include "base/text.h"
#include "json/json.h"
#include "sse/sse.h"

namespace sightline {
namespace {

void add(const Node& node, const std::string& path, AnswerShape& shape) {
  if (node.is_null()) return;
  shape.members[path].emplace(kind_name(node.kind()));
  if (node.is_list()) {
    for (const Node& item : node.list()) add(item, path + "/*", shape);
  } else if (node.is_map()) {
    for (const Node::Member& member : node.map()) add(member.value, path + "/" + pointer_token(member.key), shape);
  }
}

void add_json(std::string_view text, AnswerShape& shape) {
  const auto json = parse_json(text);
  if (!json) return;
  shape.readable = true;
  add(*json, "", shape);
}

std::string kinds_text(const AnswerShape& shape, const std::string& path) {
  const auto found = shape.members.find(path);
  if (found == shape.members.end()) return "absent";
  return join({found->second.begin(), found->second.end()}, " or ");
}

bool is_below(const std::string& path, const ShapeChange& change) {
  return path.starts_with(change.path + "/");
}

}  // namespace

AnswerShape answer_shape(const RecordedResponse& response) {
  AnswerShape shape;
  shape.stream = response.stream;
  if (!response.stream) {
    add_json(response.body, shape);
    return shape;
  }
  std::vector<SseEvent> events;
  SseReader().feed(response.body, events);
  for (const SseEvent& event : events) add_json(event.data, shape);
  return shape;
}

std::vector<ShapeChange> shape_changes(const AnswerShape& before, const AnswerShape& after) {
  if (!before.readable || !after.readable) return {};
  if (before.stream != after.stream) {
    const auto form = [](const AnswerShape& shape) { return shape.stream ? "a stream" : "one JSON text"; };
    return {{"", form(before), form(after)}};
  }
  std::set<std::string> paths;
  for (const AnswerShape* shape : {&before, &after}) {
    for (const auto& [path, kinds] : shape->members) paths.insert(path);
  }
  std::vector<ShapeChange> changes;
  for (const std::string& path : paths) {
    ShapeChange change{path, kinds_text(before, path), kinds_text(after, path)};
    const bool is_told = std::ranges::any_of(changes, [&](const ShapeChange& told) { return is_below(path, told); });
    if (change.before != change.after && !is_told) changes.push_back(std::move(change));
  }
  return changes;
}

}  // namespace sightline
