#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "fakes/fake_clock.h"
#include "model/http.h"

namespace sightline::fakes {

/// An answer of that status, whole.
Outcome answer(int status, std::string body, std::vector<Header> headers = {});
/// The same with content-type application/json.
Outcome json_answer(int status, std::string json);
/// A 200 with a chat completion that says `text`.
Outcome chat_answer(std::string_view text);
/// A request that got no answer.
Outcome no_answer(Outcome::Trouble trouble, std::string text);

/// The text of a body; a file's segment stands there as "<base64 of PATH>".
std::string body_text(const std::vector<Segment>& body);

/// A transport whose answers are written down beforehand. Time is the FakeClock's: wait() moves it to the next
/// completion, or by its limit. A request that the script does not know completes with trouble `other`.
/// A sink hears the whole answer when it is due.
class ScriptedTransport final : public Transport {
 public:
  struct Started {
    Ticket ticket = 0;
    HttpRequest request;
    std::string body;
    std::chrono::nanoseconds at{};  ///< Since the clock was made.
  };
  using Delay = std::chrono::microseconds;

  explicit ScriptedTransport(FakeClock& clock) : clock_(clock) {}

  /// The next request that no earlier line of the script fits gets `outcome`, `after` it was started. Once.
  ScriptedTransport& next(Outcome outcome, Delay after = {});
  /// The next request whose URL or body holds `part`. Once.
  ScriptedTransport& when(std::string part, Outcome outcome, Delay after = {});
  /// Every request whose URL or body holds `part` ("": every one) that no earlier line fits.
  ScriptedTransport& always(std::string part, Outcome outcome, Delay after = {});

  /// wait() hands out so many completions at most; the others that are due come next, whatever is cancelled by then.
  void hand_out(std::size_t most) { most_at_once_ = most; }
  const std::vector<Started>& started() const { return started_; }
  std::size_t under_way() const { return pending_.size(); }
  /// The most requests that were under way at once.
  std::size_t most_under_way() const { return most_under_way_; }
  /// Lines of next() and when() that no request has used.
  std::size_t unused() const;

  void start(Ticket ticket, HttpRequest request) override;
  std::vector<Completion> wait(std::chrono::milliseconds limit) override;
  void cancel(Ticket ticket) override;
  void cancel_all() override;
  void wake() noexcept override { woken_ = true; }

 private:
  struct Line {
    std::string part;
    Outcome outcome;
    Delay after{};
    bool again = false;
  };
  struct Pending {
    Clock::Instant due;
    Completion completion;
    std::shared_ptr<AnswerSink> sink;
  };
  Line take_line(const Started& request);

  FakeClock& clock_;
  std::deque<Line> script_;
  std::vector<Started> started_;
  /// By due time; of those that are due together, in the order of their start.
  std::vector<Pending> pending_;
  std::size_t most_under_way_ = 0;
  std::size_t most_at_once_ = SIZE_MAX;
  std::atomic<bool> woken_{false};
};

}  // namespace sightline::fakes
