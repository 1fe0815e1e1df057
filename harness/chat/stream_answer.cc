#include "chat/stream_answer.h"

#include <fmt/format.h>

#include <algorithm>

#include "chat/answer_json.h"
#include "chat/failures.h"
#include "chat/reply_fields.h"
#include "sse/sse.h"

namespace sightline {
namespace {

/// Takes the events of a stream, one by one, until one of them ends or breaks it.
class StreamAssembler {
 public:
  explicit StreamAssembler(const Outcome& outcome) : outcome_(outcome) { reply_.streamed = true; }

  /// False after the last event: what follows is not looked at.
  bool take(const SseEvent& event);
  tl::expected<Reply, Failure> finish() &&;
  /// Where, in the stream, the event with the first text, refusal or tool call ended.
  std::optional<std::size_t> first_token_end() const { return first_token_end_; }

 private:
  bool fail(Failure failure);
  bool take_chunk(const Node& chunk);
  bool take_choice(const Node& choice);

  const Outcome& outcome_;
  Reply reply_;
  ToolCalls calls_;
  std::optional<Failure> failure_;
  std::optional<std::size_t> first_token_end_;
  std::size_t events_ = 0;
  bool has_choice_ = false;
  bool done_ = false;
};

bool StreamAssembler::fail(Failure failure) {
  failure_ = std::move(failure);
  return false;
}

bool StreamAssembler::take(const SseEvent& event) {
  done_ = event.data == "[DONE]";
  if (done_) return false;
  ++events_;
  if (event.data.empty()) return true;
  auto chunk = read_server_json(event.data);
  if (event.name == "error") return fail(failure_told_by(chunk ? *chunk : Node(event.data), outcome_));
  if (!chunk) {
    return fail(unreadable(outcome_, fmt::format("event {} of the stream cannot be read: {}", events_, chunk.error())));
  }
  if (auto stated = stated_failure(*chunk, outcome_)) return fail(std::move(*stated));
  const bool goes_on = take_chunk(*chunk);
  const bool has_token = !reply_.text.empty() || !reply_.refusal.empty() || !calls_.empty();
  if (has_token && !first_token_end_) first_token_end_ = event.end;
  return goes_on;
}

bool StreamAssembler::take_chunk(const Node& chunk) {
  take_envelope(chunk, reply_);
  const Node* choices = member_of(chunk, "choices");
  if (!choices || !choices->is_list()) return true;
  for (const Node& choice : choices->list()) {
    if (count_of(choice, "index").value_or(0) == 0 && !take_choice(choice)) return false;
  }
  return true;
}

bool StreamAssembler::take_choice(const Node& choice) {
  has_choice_ = true;
  if (auto stated = stated_failure(choice, outcome_)) return fail(std::move(*stated));
  if (const Node* delta = member_of(choice, "delta")) {
    if (!append_words(*delta, reply_)) {
      return fail(unreadable(outcome_, fmt::format("the delta of event {} has a content that is {}", events_,
                                                   kind_name(delta->find("content")->kind()))));
    }
    calls_.take(*delta);
  }
  if (const Node* logprobs = member_of(choice, "logprobs")) append_logprobs(*logprobs, reply_.logprobs);
  if (const std::string_view reason = text_of(choice, "finish_reason"); !reason.empty()) reply_.finish_reason = reason;
  return true;
}

tl::expected<Reply, Failure> StreamAssembler::finish() && {
  if (failure_) return tl::unexpected(std::move(*failure_));
  if (!done_ && reply_.finish_reason.empty()) {
    return tl::unexpected(broken(outcome_, "the stream ended before the answer was whole"));
  }
  if (!has_choice_) {
    return tl::unexpected(unreadable(outcome_, fmt::format("no choices in the stream's {} events", events_)));
  }
  reply_.tool_calls = std::move(calls_).all();
  return std::move(reply_);
}

/// The time of the read that brought the byte before `end`.
std::optional<double> arrival_ms(const std::vector<Arrival>& arrivals, std::size_t end) {
  const auto later =
      std::find_if(arrivals.begin(), arrivals.end(), [end](const Arrival& one) { return one.offset >= end; });
  if (later == arrivals.begin()) return std::nullopt;
  return static_cast<double>(std::prev(later)->at_us) / 1000;
}

}  // namespace

StreamAnswer read_stream_answer(const Outcome& outcome) {
  SseReader reader;
  std::vector<SseEvent> events;
  reader.feed(outcome.body, events);
  StreamAssembler assembler(outcome);
  for (const SseEvent& event : events) {
    if (!assembler.take(event)) break;
  }
  const auto end = assembler.first_token_end();
  return {std::move(assembler).finish(), end ? arrival_ms(outcome.arrivals, *end) : std::nullopt};
}

}  // namespace sightline
