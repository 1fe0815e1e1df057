#include "assertion/jq_protocol.h"

#include "json/json.h"

namespace sightline {
namespace {

/// A value of the deepest sort, inside the list or map of a line.
constexpr JsonLimits kLineLimits{256 + 4};

std::string text_of(const Node* node) {
  return node != nullptr && node->is_string() ? node->string() : "";
}
Node value_of(const Node* node) {
  return node != nullptr ? *node : Node();
}

Expected<Node> map_from(std::string_view line) {
  Expected<Node> node = parse_json(line, kLineLimits);
  if (node && !node->is_map()) return failure("the jq worker's line is no JSON object");
  return node;
}

}  // namespace

std::string to_line(const JqRequest& request) {
  std::string out;
  JsonWriter json(out);
  json.begin_map().member("filter", request.filter).member("seconds", request.seconds);
  if (!request.only_compile) json.member("input", request.input).member("vars", request.vars);
  json.end_map();
  return out;
}

Expected<JqRequest> jq_request_from(std::string_view line) {
  const Expected<Node> node = map_from(line);
  if (!node) return tl::unexpected(node.error());
  const Node* seconds = node->find("seconds");
  return JqRequest{text_of(node->find("filter")), node->find("input") == nullptr,
                   seconds != nullptr && seconds->is_number() ? static_cast<unsigned>(seconds->number()) : 0,
                   value_of(node->find("input")), value_of(node->find("vars"))};
}

std::string to_line(const JqAnswer& answer) {
  std::string out;
  JsonWriter json(out);
  json.begin_map().key("values").begin_list();
  for (const Node& value : answer.outputs.values) json.value(value);
  json.end_list().member("model_error", answer.outputs.model_error).key("complaints").begin_list();
  for (const std::string& complaint : answer.complaints) json.value(complaint);
  json.end_list().member("trouble", answer.trouble).end_map();
  return out;
}

Expected<JqAnswer> jq_answer_from(std::string_view line) {
  Expected<Node> node = map_from(line);
  if (!node) return tl::unexpected(node.error());
  JqAnswer answer;
  if (Node* values = node->find("values"); values != nullptr && values->is_list()) {
    answer.outputs.values = std::move(values->list());
  }
  if (const Node* complaints = node->find("complaints"); complaints != nullptr && complaints->is_list()) {
    for (const Node& complaint : complaints->list()) answer.complaints.push_back(text_of(&complaint));
  }
  answer.outputs.model_error = text_of(node->find("model_error"));
  answer.trouble = text_of(node->find("trouble"));
  return answer;
}

std::string jq_error_text(const Node& message) {
  return message.is_string() ? message.string() : to_json(message);
}

}  // namespace sightline
