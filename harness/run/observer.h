#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "model/result.h"
#include "run/lane_news.h"

namespace sightline {

/// Told what happens in a run, on the loop's thread, in the order in which it happens.
class RunObserver {
 public:
  virtual ~RunObserver() = default;
  virtual void run_started(std::uint64_t planned_results) = 0;
  virtual void request_sent(const UnitId& unit, unsigned repeat, unsigned turn, unsigned send) = 0;
  virtual void retry_planned(const UnitId& unit, unsigned repeat, const Failure& failure,
                             std::chrono::milliseconds wait) = 0;
  virtual void result_ready(const CaseResult& result) = 0;
  /// A model's API is asked less, or more again, than before.
  virtual void lane_changed(const std::string& model, const LaneNews& news) = 0;
  /// A model's part of the run ends: 401, 403, or no answer (then the failure's status is 0 or 5xx).
  virtual void model_stopped(const std::string& model, const Failure& failure) = 0;
  /// Nothing new is sent from here on.
  virtual void run_stopping(const std::string& why) = 0;
};

}  // namespace sightline
