#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/terminal.h"
#include "run/measured_scatter.h"
#include "run/planned_requests.h"
#include "run/power_plan.h"

namespace sightline {

class VerbOptions;

/// What `check` is asked about power; nothing of it where no change is named.
struct PowerArguments {
  std::optional<double> detect;
  std::optional<double> power;
  std::optional<double> alpha;
  std::vector<std::string> from;
};

void add_power_options(VerbOptions& options, PowerArguments& arguments);
/// Errors: values out of their range, and options that say nothing without --detect.
Errors wrong_power_arguments(const PowerArguments& arguments);

/// What the cases of a plan can show, beside what they cost.
class PowerCheck {
 public:
  /// Nothing where something is wrong with the runs that are named; it has been said.
  static std::optional<PowerCheck> open(const Files& files, const PowerArguments& arguments, Terminal& terminal);
  bool is_asked() const { return arguments_.detect.has_value(); }
  /// `cost` is an estimate in USD; nothing where the model has no price.
  void add_cost(const PlannedUnit& unit, const std::optional<double>& cost);
  void tell(const Plan& plan, Terminal& terminal) const;

 private:
  using CellName = std::pair<std::string, std::string>;
  struct Cost {
    double sum = 0;
    bool known = true;
  };
  explicit PowerCheck(PowerArguments arguments) : arguments_(std::move(arguments)) {}
  PowerOptions options() const;
  std::string head_text(const std::vector<PowerCell>& cells) const;
  std::string basis_text(const PowerCell& cell) const;
  std::string cell_text(const PowerCell& cell) const;
  std::string cost_text(const PowerCell& cell, double times) const;

  PowerArguments arguments_;
  ScatterByCell measured_;
  std::map<CellName, Cost> costs_;
};

}  // namespace sightline
