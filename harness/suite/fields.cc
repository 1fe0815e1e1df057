#include "suite/fields.h"

#include "base/duration.h"
#include "suite/shape_check.h"

namespace sightline {

const Node* field(const Node& map, std::string_view key) {
  const Node* value = map.find(key);
  return value == nullptr || value->is_null() ? nullptr : value;
}

std::string text_of(const Node* value) {
  return value == nullptr ? std::string() : value->string();
}

std::string text_field(const Node& map, std::string_view key) {
  return text_of(field(map, key));
}

std::optional<double> number_field(const Node& map, std::string_view key) {
  const Node* value = field(map, key);
  return value == nullptr ? std::nullopt : std::optional(value->number());
}

std::optional<std::chrono::milliseconds> duration_of(const Node* value) {
  return value == nullptr ? std::nullopt : parse_duration(value->string());
}

std::optional<std::chrono::milliseconds> duration_field(const Node& map, std::string_view key) {
  return duration_of(field(map, key));
}

std::vector<std::string> texts_of(const Node* value) {
  if (value == nullptr) return {};
  if (value->is_string()) return {value->string()};
  std::vector<std::string> texts;
  for (const Node& item : value->list()) {
    if (item.is_string()) texts.push_back(item.string());
  }
  return texts;
}

std::vector<const Node::Member*> entries_of(const Node* dictionary) {
  std::vector<const Node::Member*> entries;
  if (dictionary == nullptr || !dictionary->is_map()) return entries;
  for (const Node::Member& member : dictionary->map()) {
    if (!member.value.is_null() && !is_ignored_key(member.key)) entries.push_back(&member);
  }
  return entries;
}

namespace {

std::optional<NonInferior> non_inferior_of(const Node* value) {
  if (value == nullptr) return std::nullopt;
  if (value->is_number()) return NonInferior{.margin = value->number(), .confidence = {}};
  return NonInferior{.margin = number_field(*value, "margin"), .confidence = number_field(*value, "confidence")};
}

std::optional<Undecided> undecided_of(const std::string& word) {
  if (word.empty()) return std::nullopt;
  return word == "pass" ? Undecided::pass : Undecided::fail;
}

std::optional<std::int64_t> count_field(const Node& map, std::string_view key) {
  const auto number = number_field(map, key);
  return number ? std::optional(static_cast<std::int64_t>(*number)) : std::nullopt;
}

}  // namespace

Gate gate_of(const Node* value) {
  Gate gate;
  if (value == nullptr) return gate;
  gate.pass_rate = number_field(*value, "pass_rate");
  gate.errors = count_field(*value, "errors");
  for (const Node::Member* metric : entries_of(field(*value, "metrics"))) {
    gate.metrics[metric->key] = {number_field(metric->value, "min"), number_field(metric->value, "max")};
  }
  gate.unparsed_rate = number_field(*value, "unparsed_rate");
  gate.cost = number_field(*value, "cost");
  gate.latency_p95 = duration_field(*value, "latency_p95");
  gate.lower_bound = number_field(*value, "lower_bound");
  gate.regressions = count_field(*value, "regressions");
  gate.non_inferior = non_inferior_of(field(*value, "non_inferior"));
  gate.inconclusive = undecided_of(text_field(*value, "inconclusive"));
  return gate;
}

}  // namespace sightline
