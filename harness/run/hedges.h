#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <queue>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "model/http.h"
#include "run/plan.h"
#include "run/throttle.h"

namespace sightline {

/// Requests whose answers do not begin, and the equal ones that were sent beside them. At most one in kOneIn requests
/// that are watched gets a second, and the first that wants one.
class Hedges {
 public:
  using Ticket = Transport::Ticket;
  static constexpr std::uint64_t kOneIn = 20;

  /// What a send took.
  struct Sent {
    SendSlip slip;
    double reserved_cost = 0;  ///< USD
    Clock::Instant at{};
  };
  struct Pair {
    Ticket first = 0;
    Ticket second = 0;
    Sent of_second;
  };
  /// A request whose answer is not wanted any more.
  struct Loser {
    const PlannedUnit* unit = nullptr;
    Sent sent;
  };

  /// Watches a request until `due`; what it gives is to hear the answer.
  std::shared_ptr<AnswerSink> watch(Ticket first, Clock::Instant due);
  /// When take_due() may give something; nothing where nothing is watched.
  std::optional<Clock::Instant> due() const;
  /// A request that is watched.
  struct Watched {
    Ticket ticket = 0;
    std::shared_ptr<AnswerSink> sink;
  };
  /// The requests that are due and whose answer has not begun. Each is told once, but for what is put off.
  std::vector<Watched> take_due(Clock::Instant now);
  /// A second could not leave now: it is told again at `due`.
  void put_off(const Watched& watched, Clock::Instant due);
  /// True where one more second is within the share.
  bool has_allowance() const { return kOneIn * seconds_ < watched_; }
  void add(const Pair& pair);
  /// The pair that a ticket is of, which is one no more; nothing where it is of none.
  std::optional<Pair> take_pair(Ticket either);
  void add_loser(Ticket ticket, const Loser& loser);
  std::optional<Loser> take_loser(Ticket ticket);
  /// False where there are neither pairs nor losers.
  bool any() const { return !pairs_.empty() || !losers_.empty(); }

 private:
  class Begun;
  struct Watch {
    Clock::Instant due;
    Ticket ticket;
    std::shared_ptr<Begun> begun;
    bool operator>(const Watch& other) const { return due > other.due; }
  };
  std::priority_queue<Watch, std::vector<Watch>, std::greater<>> watches_;
  std::unordered_map<Ticket, Pair> pairs_;  ///< By either ticket.
  std::unordered_map<Ticket, Loser> losers_;
  std::uint64_t watched_ = 0;
  std::uint64_t seconds_ = 0;
};

}  // namespace sightline
