#include "mock/proxied_answer.h"

#include <algorithm>
#include <chrono>

#include "base/text.h"

namespace sightline {
namespace {

/// How long a stream may be silent before the connection is asked whether it still stands.
constexpr std::chrono::milliseconds kSilence{100};

std::size_t next_line(std::string_view text, std::size_t from) {
  const std::size_t end = text.find_first_of("\r\n", from);
  return end == std::string_view::npos ? text.size() : end + 1;
}

/// How many bytes of a stream may go to the client while it is not over. Its last event stays: a client that has read
/// it takes the answer for whole, and may look for the recording.
std::size_t releasable(std::string_view pending, bool begins_within_line) {
  for (std::size_t line = begins_within_line ? next_line(pending, 0) : 0; line < pending.size();
       line = next_line(pending, line)) {
    const std::string_view rest = pending.substr(line);
    for (const std::string_view end : {"data: [DONE]", "data:[DONE]"}) {
      if (rest.starts_with(end) || end.starts_with(rest)) return line;
    }
  }
  return pending.size();
}

}  // namespace

void ProxiedAnswer::head(int status, const std::vector<Header>& headers) {
  const std::lock_guard lock(mutex_);
  known_.status = status;
  known_.headers = headers;
  known_.is_stream = std::ranges::any_of(headers, [](const Header& header) {
    return lower(header.name) == "content-type" && lower(header.value).starts_with("text/event-stream");
  });
  changed_.notify_all();
}

void ProxiedAnswer::bytes(std::string_view piece) {
  const std::lock_guard lock(mutex_);
  pending_ += piece;
  changed_.notify_all();
}

void ProxiedAnswer::end(const Outcome& outcome) {
  const std::lock_guard lock(mutex_);
  ended_ = true;
  known_.is_cut = outcome.trouble != Outcome::Trouble::none;
  known_.is_stopped = outcome.trouble == Outcome::Trouble::cancelled;
  known_.trouble = outcome.trouble_text;
  changed_.notify_all();
}

ProxiedAnswer::Known ProxiedAnswer::wait() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return ended_ || known_.is_stream; });
  Known known = known_;
  if (!known.is_stream) known.body = std::move(pending_);
  return known;
}

BodySource::Next ProxiedAnswer::next(std::string& piece) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, kSilence, [&] { return ended_ || releasable(pending_, within_line_) > 0; });
  const std::size_t size = ended_ ? pending_.size() : releasable(pending_, within_line_);
  piece = pending_.substr(0, size);
  pending_.erase(0, size);
  if (!piece.empty()) within_line_ = piece.back() != '\n' && piece.back() != '\r';
  if (!piece.empty() || !ended_) return Next::piece;
  return known_.is_cut ? Next::cut : Next::end;
}

}  // namespace sightline
