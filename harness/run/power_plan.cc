#include "run/power_plan.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "run/judge_case.h"

namespace sightline {
namespace {

constexpr unsigned kMostRepeats = 1'000;

/// A cell in the making.
struct Tally {
  PowerCell cell;
  std::set<std::string> clusters;
};

Tally& tally_of(std::vector<Tally>& tallies, const PlannedUnit& unit) {
  const auto found = std::ranges::find_if(tallies, [&](const Tally& tally) {
    return tally.cell.model == unit.model->name && tally.cell.prompt == unit.prompt->name;
  });
  if (found != tallies.end()) return *found;
  tallies.emplace_back();
  tallies.back().cell = {
      .model = unit.model->name, .prompt = unit.prompt->name, .of_images = true, .repeats = unit.repeat.n};
  return tallies.back();
}

void add(Tally& tally, const PlannedUnit& unit) {
  const Case& a_case = *unit.a_case;
  const bool by_id = a_case.cluster->empty() && a_case.images.empty();
  ++tally.cell.cases;
  // Ids are unique within a suite; what clusters are named after else is the same in all of them.
  tally.clusters.insert(by_id ? unit.suite->name + "/" + a_case.id : unjudged_result(unit, 0).cluster);
  tally.cell.of_images = tally.cell.of_images && a_case.cluster->empty() && !by_id;
  tally.cell.repeats = std::min(tally.cell.repeats, unit.repeat.n);
}

bool is_judged(const Case& a_case) {
  return !a_case.settings->skip && !a_case.settings->xfail && a_case.control->empty();
}

double sd_with(const Scatter& scatter, unsigned repeats) {
  return sd_of_paired_difference(scatter.between, scatter.rho, scatter.within, repeats);
}

/// By halving: the detectable change only shrinks with more repeats.
std::optional<unsigned> repeats_that_do(std::uint64_t clusters, const Scatter& scatter, double change,
                                        const PowerOptions& options) {
  const auto do_it = [&](unsigned repeats) {
    return minimum_detectable(clusters, sd_with(scatter, repeats), options) <= change;
  };
  if (!do_it(kMostRepeats)) return std::nullopt;
  unsigned low = 0;
  unsigned high = kMostRepeats;
  while (high - low > 1) {
    const unsigned middle = (low + high) / 2;
    (do_it(middle) ? high : low) = middle;
  }
  return high;
}

}  // namespace

std::vector<PowerCell> power_cells(const Plan& plan) {
  std::vector<Tally> tallies;
  for (const PlannedUnit& unit : plan.units) {
    if (is_judged(*unit.a_case)) add(tally_of(tallies, unit), unit);
  }
  std::vector<PowerCell> cells;
  for (Tally& tally : tallies) {
    tally.cell.clusters = tally.clusters.size();
    cells.push_back(std::move(tally.cell));
  }
  return cells;
}

PowerAnswer power_answer(const PowerCell& cell, const Scatter& scatter, double change, const PowerOptions& options) {
  const double sd = sd_with(scatter, cell.repeats);
  return {.detectable = minimum_detectable(cell.clusters, sd, options),
          .needed = items_needed(change, sd, options),
          .repeats_needed = repeats_that_do(cell.clusters, scatter, change, options)};
}

}  // namespace sightline
