#include "assertion/outside_request.h"

#include <algorithm>
#include <string_view>

#include "json/json.h"

namespace sightline {
namespace {

void add_text(Node& map, std::string_view key, const std::string& text) {
  if (!text.empty()) map.set(std::string(key), text);
}

Node image_node(const ImagePart& part, bool with_paths) {
  const Image& image = *part.image;
  Node node;
  node.set("type", "image");
  if (image.origin != Image::Origin::data_url) node.set("name", image.hint);
  if (image.origin == Image::Origin::remote_url) node.set("url", image.url);
  if (with_paths) add_text(node, "path", image.path);
  add_text(node, "sha256", image.sha256);
  if (image.width > 0) {
    node.set("width", static_cast<int>(image.width));
    node.set("height", static_cast<int>(image.height));
  }
  add_text(node, "detail", part.detail);
  return node;
}

/// The case's variables, with images as image_node() has them.
Node vars_node(const Observation& seen, bool with_paths) {
  Node vars(Node::Map{});
  if (!seen.vars.is_map()) return vars;
  for (const Node::Member& member : seen.vars.map()) {
    const auto* images = seen.image_vars;
    const auto image = images == nullptr ? decltype(images->end()){} : images->find(member.key);
    const bool is_image = images != nullptr && image != images->end();
    vars.set(member.key, is_image ? image_node(image->second, with_paths) : member.value);
  }
  return vars;
}

Node calls_node(const std::vector<ToolCall>& calls) {
  Node::List list;
  for (const ToolCall& call : calls) {
    Node node;
    node.set("id", call.id);
    node.set("name", call.name);
    node.set("arguments", call.arguments);
    list.push_back(std::move(node));
  }
  return Node(std::move(list));
}

Node parts_node(const std::vector<Part>& parts, bool with_paths) {
  Node::List list;
  for (const Part& part : parts) {
    if (const auto* image = std::get_if<ImagePart>(&part)) {
      list.push_back(image_node(*image, with_paths));
      continue;
    }
    Node text;
    text.set("type", "text");
    text.set("text", std::get<std::string>(part));
    list.push_back(std::move(text));
  }
  return Node(std::move(list));
}

Node message_node(const Message& message, bool with_paths) {
  Node node;
  node.set("role", role_name(message.role));
  if (const auto* text = std::get_if<std::string>(&message.content)) node.set("content", *text);
  if (const auto* parts = std::get_if<std::vector<Part>>(&message.content)) {
    node.set("content", parts_node(*parts, with_paths));
  }
  if (!message.tool_calls.empty()) node.set("tool_calls", calls_node(message.tool_calls));
  add_text(node, "tool_call_id", message.tool_call_id);
  return node;
}

Node usage_node(const Usage& usage) {
  Node node(Node::Map{});
  const auto add = [&node](const char* key, const std::optional<std::int64_t>& tokens) {
    if (tokens) node.set(key, Node(Node::Number{static_cast<double>(*tokens), std::to_string(*tokens)}));
  };
  add("prompt_tokens", usage.prompt_tokens);
  add("completion_tokens", usage.completion_tokens);
  add("total_tokens", usage.total_tokens);
  add("cached_tokens", usage.cached_tokens);
  add("reasoning_tokens", usage.reasoning_tokens);
  add("image_tokens", usage.image_tokens);
  return node;
}

void add_unit(const Observation& seen, Node& request) {
  if (seen.unit == nullptr) return;
  request.set("suite", seen.unit->suite);
  request.set("case", seen.unit->case_id);
  request.set("prompt", seen.unit->prompt);
  request.set("model", seen.unit->model);
  request.set("repeat", static_cast<int>(seen.repeat));
}

}  // namespace

std::string outside_request(const Observation& seen, const OutsideQuestion& question) {
  Node request;
  request.set("answer", seen.reply.text);
  if (question.expected != nullptr) request.set("expected", *question.expected);
  if (question.value != nullptr) request.set("value", *question.value);
  request.set("vars", vars_node(seen, question.with_paths));
  add_unit(seen, request);
  Node::List messages;
  for (const Message& message : seen.messages) messages.push_back(message_node(message, question.with_paths));
  request.set("messages", Node(std::move(messages)));
  add_text(request, "refusal", seen.reply.refusal);
  add_text(request, "finish_reason", seen.reply.finish_reason);
  request.set("tool_calls", calls_node(seen.reply.tool_calls));
  request.set("usage", usage_node(seen.reply.usage));
  return to_json(request);
}

}  // namespace sightline
