#include "unit/chat/outcomes.h"

#include <fmt/format.h>

#include "chat/chat.h"
#include "json/json.h"

namespace sightline {
namespace {

void add(std::string& out, const char* name, const std::string& value) {
  if (!value.empty()) out += fmt::format("{}: {}\n", name, value);
}

void add(std::string& out, const char* name, const std::optional<std::int64_t>& value) {
  if (value) out += fmt::format("{}: {}\n", name, *value);
}

}  // namespace

std::string shown(const Reply& reply) {
  std::string out;
  add(out, "text", reply.text);
  add(out, "refusal", reply.refusal);
  add(out, "reasoning", reply.reasoning);
  for (const ToolCall& call : reply.tool_calls) {
    out += fmt::format("call: {}|{}|{}\n", call.id, call.name, call.arguments);
  }
  add(out, "finish", reply.finish_reason);
  add(out, "model", reply.model);
  add(out, "id", reply.id);
  add(out, "fingerprint", reply.system_fingerprint);
  if (reply.created != 0) out += fmt::format("created: {}\n", reply.created);
  add(out, "prompt", reply.usage.prompt_tokens);
  add(out, "completion", reply.usage.completion_tokens);
  add(out, "total", reply.usage.total_tokens);
  add(out, "cached", reply.usage.cached_tokens);
  add(out, "reasoning tokens", reply.usage.reasoning_tokens);
  add(out, "image", reply.usage.image_tokens);
  if (reply.stated_cost) out += fmt::format("cost: {}\n", *reply.stated_cost);
  if (!reply.logprobs.is_null()) add(out, "logprobs", to_json(reply.logprobs));
  return out;
}

std::string shown(const Failure& failure) {
  std::string out = fmt::format("{} {}", failure_name(failure.kind), failure.status);
  if (!failure.request_id.empty()) out += fmt::format(" id={}", failure.request_id);
  if (failure.retry_after_ms) out += fmt::format(" retry={}", *failure.retry_after_ms);
  return out + ": " + failure.message;
}

std::string decoded_text(const Outcome& outcome) {
  const Decoded decoded = decode(outcome);
  return decoded.answer ? shown(*decoded.answer) : shown(decoded.answer.error());
}

}  // namespace sightline
