#pragma once

#include <string>
#include <vector>

#include "run/observer.h"

namespace sightline::fakes {

/// Writes each event of a run down as one line, to be compared whole.
class EventTape final : public RunObserver {
 public:
  void run_started(std::uint64_t planned_results) override;
  void request_sent(const UnitId& unit, unsigned repeat, unsigned turn, unsigned send) override;
  void retry_planned(const UnitId& unit, unsigned repeat, const Failure& failure,
                     std::chrono::milliseconds wait) override;
  void result_ready(const CaseResult& result) override;
  void lane_changed(const std::string& model, const LaneNews& news) override;
  void model_stopped(const std::string& model, const Failure& failure) override;
  void run_stopping(const std::string& why) override;

  const std::vector<std::string>& lines() const { return lines_; }
  /// The lines joined, each with its line feed.
  std::string text() const;

 private:
  std::vector<std::string> lines_;
};

}  // namespace sightline::fakes
