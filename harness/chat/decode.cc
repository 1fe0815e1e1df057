#include <fmt/format.h>

#include "base/text.h"
#include "chat/answer_json.h"
#include "chat/chat.h"
#include "chat/failures.h"
#include "chat/reply_fields.h"
#include "chat/stream_answer.h"

namespace sightline {
namespace {

using Answer = tl::expected<Reply, Failure>;

bool begins_as_stream(std::string_view body) {
  for (const std::string_view field : {"data:", "event:", "id:", "retry:", ":"}) {
    if (body.starts_with(field)) return true;
  }
  return false;
}

/// The content type tells, where the first bytes are not plainly those of the other.
bool is_stream(const Outcome& outcome) {
  const std::string_view body = trimmed(std::string_view(outcome.body).substr(0, 64));
  if (begins_as_stream(body)) return true;
  const bool said = lower(outcome.header("content-type").substr(0, 17)) == "text/event-stream";
  return said && !body.empty() && body.front() != '{' && body.front() != '<';
}

/// For an answer that cannot be read as JSON, and is not empty.
std::string why_unreadable(std::string_view body, const std::string& trouble) {
  constexpr std::size_t kLongestExcerpt = 80;
  const std::string_view begin = trimmed(body).substr(0, 400);
  const std::string excerpt = quoted(one_line(begin), kLongestExcerpt);
  if (begin.front() == '<') return fmt::format("the answer is HTML or XML, not JSON: {}; is base_url right?", excerpt);
  return fmt::format("the answer cannot be read: {}; it begins {}", trouble, excerpt);
}

/// JSON that ends within the object that it began: the rest was lost where HTTP did not see it.
bool lacks_its_end(std::string_view body) {
  if (!trimmed(body).starts_with('{')) return false;
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < body.size(); ++i) {
    const char c = body[i];
    if (c == '"') in_string = !in_string;
    if (in_string && c == '\\') ++i;
    if (in_string) continue;
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
  }
  return in_string || depth > 0;
}

Failure failure_of_text(const Outcome& outcome, const std::string& trouble) {
  const std::string_view body = outcome.body;
  if (trimmed(body).empty()) return broken(outcome, "the answer is empty");
  if (!lacks_its_end(body)) return unreadable(outcome, why_unreadable(body, trouble));
  return broken(outcome, fmt::format("the answer ended before it was whole, after {} bytes", body.size()));
}

Answer read_choice(const Node& answer, const Node& choice, const Outcome& outcome) {
  const auto no_reply = [&](const std::string& why) { return tl::unexpected(unreadable(outcome, why)); };
  if (!choice.is_map()) return no_reply(fmt::format("choices[0] is {}, not an object", kind_name(choice.kind())));
  if (auto stated = stated_failure(choice, outcome)) return tl::unexpected(std::move(*stated));
  const Node* message = member_of(choice, "message");
  if (!message || !message->is_map()) {
    return no_reply(fmt::format("choices[0] has no message; it has: {}", keys_of(choice)));
  }
  Reply reply;
  take_envelope(answer, reply);
  if (!append_words(*message, reply)) {
    return no_reply(
        fmt::format("the content of the answer's message is {}", kind_name(message->find("content")->kind())));
  }
  ToolCalls calls;
  calls.take(*message);
  reply.tool_calls = std::move(calls).all();
  reply.finish_reason = text_of(choice, "finish_reason");
  if (const Node* logprobs = choice.find("logprobs")) reply.logprobs = *logprobs;
  return reply;
}

Answer read_plain_answer(const Outcome& outcome) {
  const auto no_reply = [&](const std::string& why) { return tl::unexpected(unreadable(outcome, why)); };
  const auto answer = read_server_json(outcome.body);
  if (!answer) return tl::unexpected(failure_of_text(outcome, answer.error()));
  if (!answer->is_map()) return no_reply(fmt::format("the answer is {}, not an object", kind_name(answer->kind())));
  if (auto stated = stated_failure(*answer, outcome)) return tl::unexpected(std::move(*stated));
  const Node* choices = answer->find("choices");
  if (!choices) return no_reply(fmt::format("no choices in the answer; it has: {}", keys_of(*answer)));
  if (!choices->is_list()) return no_reply(fmt::format("'choices' is {}, not a list", kind_name(choices->kind())));
  if (choices->list().empty()) return no_reply("'choices' is an empty list");
  return read_choice(*answer, choices->list().front(), outcome);
}

}  // namespace

Decoded decode(const Outcome& outcome) {
  if (outcome.trouble != Outcome::Trouble::none) return {tl::unexpected(failure_of_trouble(outcome)), std::nullopt};
  if (outcome.status < 200 || outcome.status > 299) return {tl::unexpected(failure_of_status(outcome)), std::nullopt};
  if (!is_stream(outcome)) return {read_plain_answer(outcome), std::nullopt};
  StreamAnswer stream = read_stream_answer(outcome);
  return {std::move(stream.answer), stream.first_token_ms};
}

std::pair<std::optional<double>, CostSource> cost_of(const Reply& reply, const std::optional<Price>& price) {
  if (reply.stated_cost) return {reply.stated_cost, CostSource::stated};
  const Usage& usage = reply.usage;
  if (!price || !usage.prompt_tokens || !usage.completion_tokens) return {std::nullopt, CostSource::unknown};
  const double dollars_e6 = price->input * static_cast<double>(*usage.prompt_tokens) +
                            price->output * static_cast<double>(*usage.completion_tokens);
  return {dollars_e6 / 1e6, CostSource::priced};
}

}  // namespace sightline
