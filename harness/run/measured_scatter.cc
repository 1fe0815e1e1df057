#include "run/measured_scatter.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "report/unit_measures.h"
#include "report/units.h"

namespace sightline {
namespace {

/// Variance of one answer of a unit around its share, unbiased; nothing where it has but one.
std::optional<double> answer_variance(const JudgedUnit& unit) {
  if (unit.repeats < 2) return std::nullopt;
  const double k = unit.repeats;
  return unit.share() * (1 - unit.share()) * k / (k - 1);
}

struct ClusterMean {
  double share = 0;
  double noise = 0;         ///< Variance that the answers' own scatter gives the mean, with the repeats that there are.
  double noise_of_one = 0;  ///< The same with one repeat each.
};

/// One side of one cell.
class Side {
 public:
  void add(const JudgedUnit& unit) { clusters_[unit.cluster].push_back(&unit); }

  bool within_known() const {
    return std::ranges::any_of(clusters_, [](const auto& cluster) {
      return std::ranges::any_of(cluster.second, [](const JudgedUnit* unit) { return unit->repeats > 1; });
    });
  }

  std::vector<ClusterMean> means() const {
    const double typical = typical_variance();
    std::vector<ClusterMean> means;
    for (const auto& [name, units] : clusters_) {
      ClusterMean mean;
      const auto n = static_cast<double>(units.size());
      for (const JudgedUnit* unit : units) {
        const double variance = answer_variance(*unit).value_or(typical);
        mean.share += unit->share() / n;
        mean.noise += variance / unit->repeats / (n * n);
        mean.noise_of_one += variance / (n * n);
      }
      means.push_back(mean);
    }
    return means;
  }

 private:
  /// Over the units that have repeats; 0 where none has.
  double typical_variance() const {
    double sum = 0;
    double count = 0;
    for (const auto& [name, units] : clusters_) {
      for (const JudgedUnit* unit : units) {
        const auto variance = answer_variance(*unit);
        sum += variance.value_or(0);
        count += variance.has_value();
      }
    }
    return count > 0 ? sum / count : 0;
  }

  std::map<std::string, std::vector<const JudgedUnit*>> clusters_;
};

template <typename T>
double mean_of(const std::vector<T>& values, const std::function<double(const T&)>& figure) {
  double sum = 0;
  for (const T& value : values) sum += figure(value);
  return sum / static_cast<double>(values.size());
}

double variance_of(const std::vector<double>& values) {
  const double mean = mean_of<double>(values, std::identity());
  double sum = 0;
  for (const double value : values) sum += (value - mean) * (value - mean);
  return sum / static_cast<double>(values.size() - 1);
}

/// Variances of one side: between clusters, and of one answer.
struct Parts {
  double between = 0;
  double within = 0;
  double noise = 0;
};

Parts parts_of(const std::vector<ClusterMean>& means) {
  std::vector<double> shares;
  for (const ClusterMean& mean : means) shares.push_back(mean.share);
  Parts parts;
  parts.noise = mean_of<ClusterMean>(means, [](const ClusterMean& m) { return m.noise; });
  parts.within = mean_of<ClusterMean>(means, [](const ClusterMean& m) { return m.noise_of_one; });
  parts.between = std::max(0.0, variance_of(shares) - parts.noise);
  return parts;
}

std::optional<MeasuredScatter> measured(const Side& side) {
  const std::vector<ClusterMean> means = side.means();
  if (means.size() < 2) return std::nullopt;
  const Parts parts = parts_of(means);
  if (parts.between + parts.within == 0) return std::nullopt;
  return MeasuredScatter{.scatter = {.between = std::sqrt(parts.between), .within = std::sqrt(parts.within)},
                         .clusters = means.size(),
                         .within_known = side.within_known()};
}

std::optional<MeasuredScatter> measured(const Side& base, const Side& candidate) {
  const std::vector<ClusterMean> a = base.means();
  const std::vector<ClusterMean> b = candidate.means();
  if (a.size() < 2) return std::nullopt;
  std::vector<double> differences;
  for (std::size_t i = 0; i < a.size(); ++i) differences.push_back(b[i].share - a[i].share);
  const Parts of_a = parts_of(a);
  const Parts of_b = parts_of(b);
  // What the cases themselves add to the variance of a difference: 2 between² (1 - rho).
  const double of_cases = std::max(0.0, variance_of(differences) - of_a.noise - of_b.noise);
  const double within = (of_a.within + of_b.within) / 2;
  if (of_cases + within == 0) return std::nullopt;
  double between = (of_a.between + of_b.between) / 2;
  if (between == 0) between = of_cases / 2;
  const double rho = between > 0 ? 1 - of_cases / (2 * between) : 0;
  return MeasuredScatter{.scatter = {.between = std::sqrt(between), .rho = rho, .within = std::sqrt(within)},
                         .clusters = a.size(),
                         .within_known = base.within_known() || candidate.within_known(),
                         .rho_known = true};
}

using Sides = std::map<std::pair<std::string, std::string>, std::pair<Side, Side>>;

}  // namespace

std::vector<JudgedUnit> judged_units(const RunReader& run) {
  std::vector<JudgedUnit> units;
  for_each_unit(run, [&](const std::vector<CaseResult>& repeats) {
    const CaseResult& first = repeats.front();
    if (!first.control.empty() || !first.group.kind.empty()) return;
    JudgedUnit unit{.id = first.unit, .cluster = first.cluster};
    for (const CaseResult& result : repeats) {
      if (result.status == Status::skipped || result.status == Status::xfailed || is_copy(result)) continue;
      ++unit.repeats;
      unit.passed += result.status == Status::passed;
    }
    if (unit.cluster.empty() || unit.cluster == first.unit.case_id)
      unit.cluster = unit.id.suite + "/" + unit.id.case_id;
    if (unit.repeats > 0) units.push_back(std::move(unit));
  });
  return units;
}

ScatterByCell measure_scatter(const std::vector<JudgedUnit>& run) {
  std::map<std::pair<std::string, std::string>, Side> sides;
  for (const JudgedUnit& unit : run) sides[{unit.id.model, unit.id.prompt}].add(unit);
  ScatterByCell cells;
  for (const auto& [cell, side] : sides) {
    if (auto found = measured(side)) cells[cell] = *found;
  }
  return cells;
}

ScatterByCell measure_scatter(const std::vector<JudgedUnit>& base, const std::vector<JudgedUnit>& candidate) {
  std::map<UnitId, JudgedUnit> counterparts;
  for (const JudgedUnit& unit : candidate) counterparts[unit.id] = unit;
  Sides sides;
  for (const JudgedUnit& unit : base) {
    const auto found = counterparts.find(unit.id);
    if (found == counterparts.end()) continue;
    // A case may have another image now; it stays in its cluster.
    found->second.cluster = unit.cluster;
    auto& [of_base, of_candidate] = sides[{unit.id.model, unit.id.prompt}];
    of_base.add(unit);
    of_candidate.add(found->second);
  }
  ScatterByCell cells;
  for (const auto& [cell, both] : sides) {
    if (auto found = measured(both.first, both.second)) cells[cell] = *found;
  }
  return cells;
}

std::optional<MeasuredScatter> scatter_for(const ScatterByCell& cells, const std::string& model,
                                           const std::string& prompt) {
  if (cells.empty()) return std::nullopt;
  if (const auto own = cells.find({model, prompt}); own != cells.end()) return own->second;
  MeasuredScatter mean{.scatter = {.between = 0, .rho = 0, .within = 0}};
  const auto count = static_cast<double>(cells.size());
  for (const auto& [name, cell] : cells) {
    mean.scatter.between += cell.scatter.between * cell.scatter.between / count;
    mean.scatter.within += cell.scatter.within * cell.scatter.within / count;
    mean.scatter.rho += cell.scatter.rho / count;
    mean.clusters += cell.clusters;
    mean.within_known = mean.within_known || cell.within_known;
    mean.rho_known = cell.rho_known;
  }
  mean.scatter.between = std::sqrt(mean.scatter.between);
  mean.scatter.within = std::sqrt(mean.scatter.within);
  return mean;
}

}  // namespace sightline
