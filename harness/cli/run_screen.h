#pragma once

#include <cstdint>
#include <map>

#include "base/clock.h"
#include "cli/terminal.h"
#include "run/observer.h"

namespace sightline {

/// Shows a run as it goes: a progress line on a terminal, plain lines elsewhere.
class RunScreen final : public RunObserver {
 public:
  struct Options {
    bool quiet = false;
    bool verbose = false;
  };
  RunScreen(Terminal& terminal, const Clock& clock, Options options)
      : terminal_(terminal), clock_(clock), options_(options) {}
  void run_started(std::uint64_t planned_results) override;
  void request_sent(const UnitId& unit, unsigned repeat, unsigned turn, unsigned send) override;
  void retry_planned(const UnitId& unit, unsigned repeat, const Failure& failure,
                     std::chrono::milliseconds wait) override;
  void result_ready(const CaseResult& result) override;
  void lane_changed(const std::string& model, const LaneNews& news) override;
  void model_stopped(const std::string& model, const Failure& failure) override;
  void run_stopping(const std::string& why) override;

 private:
  void show_progress();
  /// True where the same text was told so often that it is told no more.
  bool is_told(const std::string& text);
  Terminal& terminal_;
  const Clock& clock_;
  Options options_;
  Clock::Instant started_{};
  Clock::Instant shown_{};
  std::uint64_t planned_ = 0;
  std::uint64_t done_ = 0;
  std::uint64_t failed_ = 0;
  std::uint64_t errors_ = 0;
  std::map<std::string, std::uint64_t>
      said_;  ///< Messages by text: the same trouble is told a few times, then counted.
  double cost_ = 0;
};

}  // namespace sightline
