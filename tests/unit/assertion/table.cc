#include "table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>

#include "assertion/catalogue.h"
#include "base/base64.h"
#include "base/duration.h"
#include "base/files.h"
#include "base/text.h"
#include "json/json.h"
#include "suite/yaml.h"

namespace sightline::test {
namespace {

const std::string kFolder = std::string(SIGHTLINE_SOURCE_DIR) + "/tests/assertions/";

void require_known(const Source& source, const Node& map, const std::vector<std::string>& keys) {
  for (const Node::Member& member : map.map()) {
    if (std::ranges::find(keys, member.key) != keys.end()) continue;
    throw std::runtime_error(fmt::format("{}:{}: unknown key {}", source.path, member.key_at.line, quoted(member.key)));
  }
}

std::string text_at(const Node& map, std::string_view key, std::string fallback = "") {
  const Node* value = map.find(key);
  if (value == nullptr) return fallback;
  return value->is_number() ? value->number_text() : value->string();
}

std::optional<double> milliseconds_at(const Node& map, std::string_view key) {
  const Node* value = map.find(key);
  if (value == nullptr) return std::nullopt;
  if (value->is_number()) return value->number();
  return static_cast<double>(parse_duration(value->string()).value().count());
}

std::optional<std::int64_t> tokens_at(const Node& usage, std::string_view key) {
  const Node* value = usage.find(key);
  return value == nullptr ? std::nullopt : std::optional(static_cast<std::int64_t>(value->number()));
}

Usage usage_of(const Node& usage) {
  Usage out;
  out.prompt_tokens = tokens_at(usage, "prompt");
  out.completion_tokens = tokens_at(usage, "completion");
  out.total_tokens = tokens_at(usage, "total");
  return out;
}

std::vector<ToolCall> calls_of(const Node& list) {
  std::vector<ToolCall> calls;
  for (const Node& call : list.list()) calls.push_back({"call", text_at(call, "name"), text_at(call, "arguments")});
  return calls;
}

/// `{text: ab, times: 1000}`
std::string repeated_text(const Node& repeated) {
  require_known({}, repeated, {"text", "times"});
  std::string text;
  const auto times = static_cast<int>(repeated.find("times")->number());
  for (int i = 0; i < times; ++i) text += repeated.find("text")->string();
  return text;
}

/// By name: `photo: {width: 640, height: 480, orientation: 6}`; without a size it is one of a URL.
std::map<std::string, ImagePart> table_images(const Node& map) {
  std::map<std::string, ImagePart> images;
  for (const Node::Member& member : map.map()) {
    require_known({}, member.value, {"width", "height", "orientation"});
    Image image{.path = "/project/suites/" + member.key, .url = {}, .hint = member.key, .sha256 = member.key};
    image.width = static_cast<std::uint32_t>(member.value.find("width")->number());
    image.height = static_cast<std::uint32_t>(member.value.find("height")->number());
    if (image.width == 0) {
      image.origin = Image::Origin::remote_url;
      image.url = "https://images.example/" + member.key;
      image.sha256.clear();
    }
    if (const Node* turn = member.value.find("orientation")) image.orientation = static_cast<int>(turn->number());
    images.emplace(member.key, ImagePart{std::make_shared<const Image>(std::move(image)), ""});
  }
  return images;
}

/// A text, or {base64: …}.
std::string bytes_of(const Node& file) {
  const Node* base64 = file.find("base64");
  return base64 == nullptr ? file.string() : from_base64(base64->string()).value();
}

Row row_of(const Table& table, const Node& node) {
  require_known(table.source, node,
                {"args", "reply", "others", "vars", "images", "coordinates", "outside", "asked", "status", "score",
                 "outcome", "reason", "value", "unit", "evidence"});
  Row row;
  row.item.set(table.name, *node.find("args"));
  row.place = table.source.path + ":" + std::to_string(node.at.line) + " " + to_json(*node.find("args"));
  row.answer = answer_in(node);
  row.status = text_at(node, "status");
  row.score = node.find("score")->number();
  row.outcome = text_at(node, "outcome", "judged");
  row.reason = text_at(node, "reason");
  if (const Node* value = node.find("value")) row.value = value->number();
  if (const Node* unit = node.find("unit")) row.unit = unit->string();
  row.evidence = node.find("evidence");
  row.asked = node.find("asked");
  return row;
}

Table read_table(const std::string& name) {
  Table table;
  table.name = name;
  table.root = read_test_yaml(table.source, name + ".yaml");
  require_known(table.source, table.root, {"files", "rows"});
  if (const Node* files = table.root.find("files")) {
    for (const Node::Member& file : files->map()) table.files.emplace_back(file.key, bytes_of(file.value));
  }
  for (const Node& row : table.root.find("rows")->list()) table.rows.push_back(row_of(table, row));
  return table;
}

}  // namespace

Observation Answer::seen() const {
  if (messages.empty() && !images.empty()) {
    std::vector<Part> parts;
    for (const auto& [name, part] : images) parts.emplace_back(part);
    messages.push_back({.role = Role::user, .content = std::move(parts)});
  }
  return {.reply = reply,
          .vars = vars,
          .timing = timing,
          .cost = cost,
          .model = &model,
          .messages = messages,
          .image_vars = &images,
          .unit = &unit,
          .repeat = 0,
          .outside = outside.get(),
          .others = &others};
}

void OtherReplies::add(const std::string& case_id, const Node& reply) {
  OtherAnswer& answer = answers_[case_id];
  if (reply.is_map() && reply.find("trouble")) {
    answer.trouble = reply.find("trouble")->string();
    return;
  }
  replies_[case_id] = std::make_shared<const Reply>(answer_of(reply).reply);
  answer.reply = replies_[case_id].get();
  static const Node no_vars{Node::Map{}};
  answer.vars = &no_vars;
}

const OtherAnswer* OtherReplies::find(std::string_view case_id) const {
  const auto known = answers_.find(case_id);
  return known == answers_.end() ? nullptr : &known->second;
}

Node read_test_yaml(Source& source, const std::string& file_name) {
  auto text = DiskFiles().read(kFolder + file_name);
  if (!text) throw std::runtime_error(render(text.error()));
  source = {file_name, std::move(*text)};
  auto read = read_yaml(source);
  if (!read.diagnostics.empty()) throw std::runtime_error(render(read.diagnostics));
  return std::move(read.value);
}

Answer answer_of(const Node& reply) {
  Answer answer;
  answer.reply.finish_reason = "stop";
  if (!reply.is_map()) {
    answer.reply.text = reply.string();
    return answer;
  }
  require_known({}, reply,
                {"text", "repeated", "refusal", "finish_reason", "model", "tool_calls", "usage", "streamed", "latency",
                 "first_token", "cost", "logprobs"});
  answer.reply.text = text_at(reply, "text");
  if (const Node* repeated = reply.find("repeated")) answer.reply.text = repeated_text(*repeated);
  answer.reply.refusal = text_at(reply, "refusal");
  answer.reply.finish_reason = text_at(reply, "finish_reason", "stop");
  answer.reply.model = text_at(reply, "model");
  if (const Node* calls = reply.find("tool_calls")) answer.reply.tool_calls = calls_of(*calls);
  if (const Node* usage = reply.find("usage")) answer.reply.usage = usage_of(*usage);
  if (const Node* logprobs = reply.find("logprobs")) answer.reply.logprobs = *logprobs;
  if (const Node* streamed = reply.find("streamed")) answer.reply.streamed = streamed->boolean();
  answer.timing.total_ms = milliseconds_at(reply, "latency");
  answer.timing.first_token_ms = milliseconds_at(reply, "first_token");
  if (const Node* cost = reply.find("cost")) answer.cost = cost->number();
  return answer;
}

Answer answer_in(const Node& node) {
  Answer answer = answer_of(*node.find("reply"));
  if (const Node* others = node.find("others")) {
    for (const Node::Member& other : others->map()) answer.others.add(other.key, other.value);
  }
  if (const Node* vars = node.find("vars")) answer.vars = *vars;
  if (const Node* images = node.find("images")) answer.images = table_images(*images);
  if (const Node* coordinates = node.find("coordinates")) answer.model.coordinates = *coordinates;
  if (const Node* outside = node.find("outside")) {
    answer.outside = std::make_shared<const fakes::ScriptedOutside>(*outside);
  }
  return answer;
}

Permissions test_permissions() {
  return {.exec = true,
          .webhooks = {"https://judge.example.org", "http://127.0.0.1:8080"},
          .secret_variables = {"LOCAL_KEY"}};
}

std::vector<Table> read_tables() {
  std::vector<Table> tables;
  for (const AssertionKind& kind : assertion_kinds()) tables.push_back(read_table(std::string(kind.name)));
  return tables;
}

}  // namespace sightline::test
