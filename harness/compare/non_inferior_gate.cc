#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "compare/baseline_gates.h"
#include "compare/compared_scope.h"
#include "report/verdict.h"
#include "stats/mean.h"
#include "stats/multiplicity.h"

namespace sightline {

namespace {

using GateStatus = GateVerdict::Status;
constexpr const char* kName = "non_inferior";

/// A cell with its paired difference; none where the baseline has nothing of it.
struct Loss {
  const CellSummary* cell = nullptr;
  const MeasureDifference* difference = nullptr;
  double p = 1;  ///< One-sided, of "it has not become worse"; adjusted for the number of cells.
};

const MeasureDifference* pass_rate_of(const ComparedSlice* slice) {
  if (slice == nullptr) return nullptr;
  const auto found = std::ranges::find(slice->measures, "pass_rate", &MeasureDifference::measure);
  return found == slice->measures.end() || found->pairs == 0 ? nullptr : &*found;
}

/// Of clusters that all have lost as much, none tells how they scatter: then their signs are tested.
double clustered_p(const MeasureDifference& difference) {
  if (difference.standard_error == 0.0) {
    return difference.difference < 0 ? mcnemar_test({.lost = difference.clusters, .gained = 0}).worse : 1;
  }
  const auto test = mean_test({.count = difference.pairs,
                               .clusters = difference.clusters,
                               .mean = difference.difference,
                               .standard_error = difference.standard_error},
                              0);
  return test ? test->below : 1;
}

/// Where units share clusters, each may tell the same as another: then the clustered test has a say too.
double one_sided_p(const MeasureDifference& difference) {
  const double exact = difference.mcnemar ? difference.mcnemar->worse : 1;
  return difference.clusters == difference.pairs ? exact : std::max(exact, clustered_p(difference));
}

class NonInferiority {
 public:
  NonInferiority(const NonInferior& gate, const GateScope& scope, const CompareWithBaseline& compare)
      : margin_(gate.margin.value_or(kNonInferiorMargin)),
        confidence_(gate.confidence.value_or(kNonInferiorConfidence)),
        scope_(scope),
        compared_(scope, compare, {.confidence = confidence_, .margin = margin_, .resamples = {}, .bootstrap = false}) {
    for (const CellSummary* cell : judged_cells(scope)) {
      losses_.push_back({.cell = cell, .difference = pass_rate_of(compared_.slice(*cell))});
    }
    adjust();
  }

  GateVerdict verdict() const {
    if (losses_.empty()) return nothing_judged({kName, "difference from the baseline", -margin_}, scope_);
    std::vector<CellVerdict> verdicts;
    for (const Loss& loss : losses_) {
      verdicts.push_back(loss.difference ? verdict_of(loss) : nothing_to_compare(kName, -margin_, scope_, *loss.cell));
    }
    GateVerdict worst = worst_of(verdicts);
    worst.sentence += compared_.gone_text();
    return worst;
  }

 private:
  void adjust() {
    std::vector<double> p_values;
    for (const Loss& loss : losses_) {
      if (loss.difference) p_values.push_back(one_sided_p(*loss.difference));
    }
    const std::vector<double> adjusted = holm(p_values);
    auto next = adjusted.begin();
    for (Loss& loss : losses_) {
      if (loss.difference) loss.p = *next++;
    }
  }

  GateStatus status_of(const Loss& loss) const {
    const auto& interval = loss.difference->interval;
    if (interval && interval->low > -margin_) return GateStatus::pass;
    const bool is_lower = loss.difference->difference < 0 && loss.p < 1 - confidence_;
    if (is_lower || (interval && interval->high < -margin_)) return GateStatus::fail;
    return GateStatus::inconclusive;
  }

  CellVerdict verdict_of(const Loss& loss) const {
    const MeasureDifference& d = *loss.difference;
    const double low = d.interval ? d.interval->low : d.difference;
    const GateStatus status = status_of(loss);
    GateVerdict verdict{.gate = kName,
                        .scope = scope_.name,
                        .model = loss.cell->model,
                        .prompt = loss.cell->prompt,
                        .status = status,
                        .measured = low,
                        .limit = -margin_,
                        .sentence = fmt::format("pass rate {}{} ({})", difference_text(d), conclusion(loss, status),
                                                cell_text(*loss.cell))};
    return {.verdict = std::move(verdict), .room = low + margin_};
  }

  std::string difference_text(const MeasureDifference& d) const {
    const HundredthsText text = hundredths(d);
    std::string told = fmt::format("{} points {} than in the baseline", text(std::abs(d.difference)),
                                   d.difference < 0 ? "lower" : "higher");
    if (d.difference == 0) told = "as in the baseline";
    if (!d.interval) return fmt::format("{} over {}", told, counted(d.pairs, "unit"));
    return fmt::format("{} over {} ({:g} % interval {} to {})", told, counted(d.pairs, "unit"), confidence_ * 100,
                       text(d.interval->low), text(d.interval->high));
  }

  HundredthsText hundredths(const MeasureDifference& d) const {
    if (!d.interval) return HundredthsText({d.difference}, -margin_);
    return HundredthsText({d.difference, d.interval->low, d.interval->high}, -margin_);
  }

  std::string conclusion(const Loss& loss, GateStatus status) const {
    const std::string margin = fmt::format("{:g} point{}", margin_ * 100, margin_ == 0.01 ? "" : "s");
    const auto& interval = loss.difference->interval;
    if (status == GateStatus::pass) return ": no loss beyond " + margin;
    if (status == GateStatus::fail && interval && interval->high < -margin_) return ": a loss beyond " + margin;
    if (status == GateStatus::fail) {
      return fmt::format(": lower beyond chance (p {:.2g}), and a loss beyond {} is not excluded", loss.p, margin);
    }
    return fmt::format(", so it cannot be told whether the loss stays within {}{}", margin,
                       more_cases_text(more_cases(*loss.difference)));
  }

  /// About how many, if they come out as those that there are.
  std::optional<std::uint64_t> more_cases(const MeasureDifference& d) const {
    if (!d.interval) return std::nullopt;
    if (d.discordant && d.discordant->lost + d.discordant->gained == 0) return more_without_discordant(d);
    // The interval narrows with the square root of their number.
    const double to_margin = std::abs(d.difference + margin_);
    const double half = d.difference > -margin_ ? d.difference - d.interval->low : d.interval->high - d.difference;
    const double factor = half * half / (to_margin * to_margin);
    constexpr double kMost = 1e8, kNoise = 1e-6;
    const double more = std::ceil(static_cast<double>(d.pairs) * (factor - 1) - kNoise);
    if (!(more < kMost)) return std::nullopt;
    return static_cast<std::uint64_t>(std::max(more, 1.0));
  }

  std::optional<std::uint64_t> more_without_discordant(const MeasureDifference& d) const {
    const double independent = static_cast<double>(d.clusters) / static_cast<double>(d.pairs);
    const auto count = least_count(d.pairs, [&](std::uint64_t pairs) {
      return paired_share_interval(0, 0, static_cast<double>(pairs) * independent, confidence_).low > -margin_;
    });
    return count ? std::optional(*count - d.pairs) : std::nullopt;
  }

  const double margin_;
  const double confidence_;
  const GateScope& scope_;
  const ComparedScope compared_;
  std::vector<Loss> losses_;
};

}  // namespace

GateVerdict judge_non_inferior(const NonInferior& gate, const GateScope& scope, const CompareWithBaseline& compare) {
  return NonInferiority(gate, scope, compare).verdict();
}

}  // namespace sightline
