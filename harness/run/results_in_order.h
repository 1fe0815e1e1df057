#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string_view>
#include <vector>

#include "model/result.h"
#include "run/plan.h"

namespace sightline {

/// Brings a run's results, which come as they are judged, back into the plan's order, for as long as little has to be
/// held for it: behind an answer that is long in coming the rest of the run may wait.
class ResultsInOrder {
 public:
  /// Called with the repeats of each unit and group, in plan order.
  using Visit = std::function<void(std::vector<CaseResult>& repeats)>;
  /// `plan` must outlive it. `most_bytes` of lines are held; once there are more, all is let go, and nothing is visited
  /// any more.
  ResultsInOrder(const Plan& plan, Visit visit, std::size_t most_bytes = kMostBytes);
  /// Takes a result beside its line in the log. Where that does not say all of it, nothing is visited from its unit on.
  void take(CaseResult result, std::string_view line);

 private:
  static constexpr std::size_t kMostBytes = std::size_t{4} << 20;
  struct Next {
    std::uint64_t sequence = 0;
    unsigned results = 0;  ///< 0: there are no more units.
  };
  struct Held {
    CaseResult result;
    std::size_t bytes = 0;
  };

  Next next() const;
  void hand_on();
  bool take_unit(const Next& next);
  void give_up();

  const Plan& plan_;
  Visit visit_;
  std::size_t most_bytes_;
  std::size_t unit_ = 0;                ///< The next of the plan's units,
  std::size_t group_ = 0;               ///< and the next of its groups.
  std::map<std::uint64_t, Held> held_;  ///< By sequence.
  std::size_t bytes_ = 0;               ///< Of the lines of those held.
  std::vector<CaseResult> repeats_;     ///< Of the unit that is visited.
  bool gave_up_ = false;
};

}  // namespace sightline
