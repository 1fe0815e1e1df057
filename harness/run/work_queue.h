#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "run/plan.h"

namespace sightline {

/// Hands out the plan's repeats, each model at its own concurrency: a slow model does not hold up a fast one. Within a
/// model the order is that given.
class WorkQueue {
 public:
  /// `order` names the plan's units; `concurrency` replaces that of every model, if given.
  WorkQueue(const Plan& plan, const std::vector<std::size_t>& order, std::optional<unsigned> concurrency);

  struct Item {
    const PlannedUnit* unit = nullptr;
    unsigned repeat = 0;
  };
  /// The next repeat of a model that has a free slot. The slot is taken until release().
  std::optional<Item> next();
  void release(const ModelSpec& model);
  /// While a model is held next() gives nothing of it.
  void hold(const ModelSpec& model, bool held);
  /// Leaves out what is left of a model.
  void stop(const ModelSpec& model);
  void stop_all();
  /// Leaves out units of which no repeat was handed out. So many repeats are those.
  std::uint64_t leave_out(const std::function<bool(const PlannedUnit&)>& is_left_out);
  /// Repeats that were not handed out, those of stopped models included.
  std::uint64_t left() const { return left_; }
  /// True where next() could give something, now or after a release().
  bool has_more() const;

 private:
  struct Lane {
    std::vector<std::uint32_t> units;  ///< Indices into the plan.
    std::size_t next_unit = 0;
    unsigned next_repeat = 0;
    unsigned active = 0;
    unsigned concurrency = 1;
    bool held = false;
    bool stopped = false;
    bool empty() const { return stopped || next_unit == units.size(); }
  };
  const Plan& plan_;
  std::vector<Lane> lanes_;
  std::map<std::string, std::size_t, std::less<>> lane_of_model_;
  std::size_t turn_ = 0;
  std::uint64_t left_ = 0;
};

}  // namespace sightline
