#include "chat/reply_fields.h"

#include <algorithm>
#include <utility>

#include "chat/answer_json.h"
#include "json/json.h"

namespace sightline {
namespace {

void take_text(const Node& map, std::string_view key, std::string& out) {
  if (const std::string_view text = text_of(map, key); !text.empty()) out = text;
}

Usage usage_of(const Node& map) {
  static const Node kNothing;
  const Node* prompt = member_of(map, "prompt_tokens_details");
  const Node* completion = member_of(map, "completion_tokens_details");
  Usage usage;
  usage.prompt_tokens = count_of(map, "prompt_tokens");
  usage.completion_tokens = count_of(map, "completion_tokens");
  usage.total_tokens = count_of(map, "total_tokens");
  usage.cached_tokens = count_of(prompt ? *prompt : kNothing, "cached_tokens");
  usage.image_tokens = count_of(prompt ? *prompt : kNothing, "image_tokens");
  usage.reasoning_tokens = count_of(completion ? *completion : kNothing, "reasoning_tokens");
  return usage;
}

/// USD of `meta.usage`, in either of its shapes.
std::optional<double> stated_cost(const Node& meta) {
  constexpr double kCreditsPerDollar = 2e6;
  const Node* usage = member_of(meta, "usage");
  if (!usage) return std::nullopt;
  auto cost = number_of(*usage, "usd_spent");
  for (const char* key : {"credits_used", "tokens_used"}) {
    const auto credits = number_of(*usage, key);
    if (!cost && credits) cost = *credits / kCreditsPerDollar;
  }
  return cost && *cost >= 0 ? cost : std::nullopt;
}

void append_part(const Node& part, Reply& reply) {
  if (part.is_string()) reply.text += part.string();
  reply.text += text_of(part, "text");
  reply.refusal += text_of(part, "refusal");
}

}  // namespace

void take_envelope(const Node& answer, Reply& reply) {
  take_text(answer, "id", reply.id);
  take_text(answer, "model", reply.model);
  take_text(answer, "system_fingerprint", reply.system_fingerprint);
  if (const auto created = count_of(answer, "created")) reply.created = *created;
  if (const Node* usage = member_of(answer, "usage")) reply.usage = usage_of(*usage);
  if (const Node* meta = member_of(answer, "meta")) {
    if (const auto cost = stated_cost(*meta)) reply.stated_cost = cost;
  }
}

bool append_words(const Node& message, Reply& reply) {
  reply.refusal += text_of(message, "refusal");
  const std::string_view reasoning = text_of(message, "reasoning_content");
  reply.reasoning += reasoning.empty() ? text_of(message, "reasoning") : reasoning;
  const Node* content = member_of(message, "content");
  if (!content) return true;
  if (content->is_string()) {
    reply.text += content->string();
  } else if (content->is_list()) {
    for (const Node& part : content->list()) append_part(part, reply);
  } else {
    return false;
  }
  return true;
}

void ToolCalls::take(const Node& message) {
  if (const Node* calls = member_of(message, "tool_calls"); calls && calls->is_list()) {
    std::int64_t position = 0;
    for (const Node& item : calls->list()) take_one(item, position++);
  } else if (const Node* call = member_of(message, "function_call")) {
    Node item;
    item.set("function", *call);
    take_one(item, 0);
  }
}

void ToolCalls::take_one(const Node& item, std::int64_t position) {
  const Node* function = member_of(item, "function");
  if (!function) function = member_of(item, "custom");
  const std::string_view id = text_of(item, "id");
  ToolCall& call = call_of(count_of(item, "index").value_or(position), id);
  if (call.id.empty()) call.id = id;
  if (!function) return;
  if (call.name.empty()) call.name = text_of(*function, "name");
  const Node* arguments = member_of(*function, "arguments");
  if (!arguments) arguments = member_of(*function, "input");
  // Some servers send the arguments as an object.
  if (arguments) call.arguments += arguments->is_string() ? arguments->string() : to_json(*arguments);
}

/// The call that a piece belongs to. A new id begins a new call: some servers give all parallel calls the index 0.
ToolCall& ToolCalls::call_of(std::int64_t index, std::string_view id) {
  const auto same = [&](const Indexed& one) {
    return one.index == index && (id.empty() || one.call.id.empty() || one.call.id == id);
  };
  const auto found = std::find_if(calls_.rbegin(), calls_.rend(), same);
  if (found != calls_.rend()) return found->call;
  return calls_.emplace_back(Indexed{index, {}}).call;
}

std::vector<ToolCall> ToolCalls::all() && {
  std::stable_sort(calls_.begin(), calls_.end(), [](const Indexed& a, const Indexed& b) { return a.index < b.index; });
  std::vector<ToolCall> calls;
  for (Indexed& one : calls_) calls.push_back(std::move(one.call));
  return calls;
}

void append_logprobs(const Node& more, Node& logprobs) {
  if (!more.is_map() || !logprobs.is_map()) {
    if (!more.is_null()) logprobs = more;
    return;
  }
  for (const Node::Member& member : more.map()) {
    Node* tokens = logprobs.find(member.key);
    if (tokens && tokens->is_list() && member.value.is_list()) {
      tokens->list().insert(tokens->list().end(), member.value.list().begin(), member.value.list().end());
    } else if (!member.value.is_null()) {
      logprobs.set(member.key, member.value);
    }
  }
}

}  // namespace sightline
