#include "assertion/verdicts.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "assertion/wording.h"
#include "base/text.h"

namespace sightline {
namespace {

std::string called_names(const Reply& reply) {
  std::vector<std::string> names;
  for (const ToolCall& call : reply.tool_calls) names.push_back(unquoted(call.name));
  return join(names, ", ");
}

}  // namespace

bool is_blank(std::string_view text) {
  for (;;) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n\f\v"), text.size()));
    if (text.empty()) return true;
    std::size_t size = 1;
    while (size < text.size() && (text[size] & 0xC0) == 0x80) ++size;
    if (!collapsed_spaces(text.substr(0, size)).empty()) return false;
    text.remove_prefix(size);
  }
}

Verdict passed(std::string reason) {
  Verdict verdict;
  verdict.reason = std::move(reason);
  return verdict;
}

Verdict failed(std::string reason, Verdict::Outcome outcome) {
  Verdict verdict;
  verdict.status = Verdict::Status::fail;
  verdict.score = 0;
  verdict.outcome = outcome;
  verdict.reason = std::move(reason);
  return verdict;
}

Verdict trouble(std::string reason) {
  Verdict verdict = failed(std::move(reason));
  verdict.status = Verdict::Status::error;
  return verdict;
}

Verdict::Outcome outcome_of(const Reply& reply) {
  if (!reply.refusal.empty()) return Verdict::Outcome::refused;
  if (reply.finish_reason == "length") return Verdict::Outcome::truncated;
  if (reply.tool_calls.empty() && is_blank(reply.text)) return Verdict::Outcome::empty;
  return Verdict::Outcome::judged;
}

std::string what_came(const Reply& reply) {
  if (!reply.refusal.empty()) return "the model refused: " + quoted(reply.refusal);
  const bool cut = reply.finish_reason == "length";
  if (!is_blank(reply.text)) return "got " + quoted(reply.text) + (cut ? ", cut off by the token limit" : "");
  if (cut) return "got no text before the token limit cut it off";
  if (!reply.tool_calls.empty()) return "got no text, only a call of " + called_names(reply);
  return "got an empty answer";
}

}  // namespace sightline
