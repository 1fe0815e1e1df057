#include "fakes/scripted_transport.h"

#include <algorithm>
#include <utility>

#include "json/json.h"

namespace sightline::fakes {
namespace {

std::string segment_text(const std::string& text) {
  return text;
}
std::string segment_text(const std::shared_ptr<const std::string>& text) {
  return *text;
}
std::string segment_text(const FileAsBase64& file) {
  return "<base64 of " + file.path + ">";
}

void tell(const std::shared_ptr<AnswerSink>& sink, const Outcome& outcome) {
  if (!sink || outcome.status == 0) return;
  sink->head(outcome.status, outcome.headers);
  if (!outcome.body.empty()) sink->bytes(outcome.body);
}

}  // namespace

Outcome answer(int status, std::string body, std::vector<Header> headers) {
  Outcome outcome;
  outcome.status = status;
  outcome.headers = std::move(headers);
  outcome.body = std::move(body);
  if (!outcome.body.empty()) outcome.arrivals = {Arrival{}};
  return outcome;
}

Outcome json_answer(int status, std::string json) {
  return answer(status, std::move(json), {{"content-type", "application/json"}});
}

Outcome chat_answer(std::string_view text) {
  std::string json;
  JsonWriter writer(json);
  writer.begin_map().member("id", "chatcmpl-1").member("object", "chat.completion").member("created", 1786000000);
  writer.member("model", "scripted").key("choices").begin_list().begin_map().member("index", 0);
  writer.key("message").begin_map().member("role", "assistant").member("content", text).end_map();
  writer.member("finish_reason", "stop").end_map().end_list();
  writer.key("usage").begin_map().member("prompt_tokens", 10).member("completion_tokens", 5);
  writer.member("total_tokens", 15).end_map().end_map();
  return json_answer(200, std::move(json));
}

Outcome no_answer(Outcome::Trouble trouble, std::string text) {
  Outcome outcome;
  outcome.trouble = trouble;
  outcome.trouble_text = std::move(text);
  return outcome;
}

std::string body_text(const std::vector<Segment>& body) {
  std::string text;
  for (const Segment& segment : body) {
    text += std::visit([](const auto& part) { return segment_text(part); }, segment);
  }
  return text;
}

ScriptedTransport& ScriptedTransport::next(Outcome outcome, Delay after) {
  return when("", std::move(outcome), after);
}

ScriptedTransport& ScriptedTransport::when(std::string part, Outcome outcome, Delay after) {
  script_.push_back(Line{std::move(part), std::move(outcome), after, false});
  return *this;
}

ScriptedTransport& ScriptedTransport::always(std::string part, Outcome outcome, Delay after) {
  script_.push_back(Line{std::move(part), std::move(outcome), after, true});
  return *this;
}

std::size_t ScriptedTransport::unused() const {
  return static_cast<std::size_t>(
      std::count_if(script_.begin(), script_.end(), [](const Line& line) { return !line.again; }));
}

ScriptedTransport::Line ScriptedTransport::take_line(const Started& started) {
  const auto fits = [&started](const Line& line) {
    return started.request.url.find(line.part) != std::string::npos ||
           started.body.find(line.part) != std::string::npos;
  };
  const auto found = std::find_if(script_.begin(), script_.end(), fits);
  if (found == script_.end()) {
    return Line{
        "", no_answer(Outcome::Trouble::other, "the script has no answer for " + started.request.url), {}, true};
  }
  Line line = *found;
  if (!line.again) script_.erase(found);
  return line;
}

void ScriptedTransport::start(Ticket ticket, HttpRequest request) {
  std::string body = body_text(request.body);
  std::shared_ptr<AnswerSink> sink = std::move(request.sink);
  started_.push_back(Started{ticket, std::move(request), std::move(body), clock_.elapsed()});
  Line line = take_line(started_.back());
  if (line.outcome.total_us == 0) line.outcome.total_us = line.after.count();
  const Clock::Instant due = clock_.now() + line.after;
  const auto place = std::upper_bound(pending_.begin(), pending_.end(), due,
                                      [](Clock::Instant at, const Pending& other) { return at < other.due; });
  pending_.insert(place, Pending{due, Completion{ticket, std::move(line.outcome)}, std::move(sink)});
  most_under_way_ = std::max(most_under_way_, pending_.size());
}

std::vector<Transport::Completion> ScriptedTransport::wait(std::chrono::milliseconds limit) {
  const bool woken = woken_.exchange(false);
  const Clock::Instant last = clock_.now() + (woken ? std::chrono::milliseconds(0) : limit);
  const Clock::Instant until =
      pending_.empty() ? last : std::clamp(pending_.front().due, clock_.now(), std::max(last, clock_.now()));
  clock_.advance(until - clock_.now());
  std::vector<Completion> completed;
  while (!pending_.empty() && pending_.front().due <= until && completed.size() < most_at_once_) {
    tell(pending_.front().sink, pending_.front().completion.outcome);
    completed.push_back(std::move(pending_.front().completion));
    pending_.erase(pending_.begin());
  }
  return completed;
}

void ScriptedTransport::cancel(Ticket ticket) {
  const auto found = std::find_if(pending_.begin(), pending_.end(),
                                  [&](const Pending& pending) { return pending.completion.ticket == ticket; });
  if (found == pending_.end()) return;
  found->due = clock_.now();
  found->completion.outcome = no_answer(Outcome::Trouble::cancelled, "cancelled");
  std::rotate(pending_.begin(), found, found + 1);
}

void ScriptedTransport::cancel_all() {
  for (Pending& pending : pending_) {
    if (most_at_once_ != SIZE_MAX && pending.due <= clock_.now()) continue;
    pending.due = clock_.now();
    pending.completion.outcome = no_answer(Outcome::Trouble::cancelled, "cancelled");
  }
}

}  // namespace sightline::fakes
