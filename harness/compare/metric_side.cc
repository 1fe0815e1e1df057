#include "compare/metric_side.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "assertion/tally.h"

namespace sightline {
namespace {

using Entries = std::vector<MetricEntry>;

std::vector<std::uint32_t> each_once(std::uint32_t cluster_count) {
  return std::vector<std::uint32_t>(cluster_count, 1);
}

class LeastSide final : public MetricSide {
 public:
  LeastSide(const Entries& entries, std::uint32_t cluster_count) : least_(cluster_count) {
    for (const MetricEntry& entry : entries) {
      std::optional<double>& least = least_[entry.cluster];
      least = std::min(least.value_or(entry.figure->score), entry.figure->score);
    }
  }
  std::optional<double> observed() const override {
    return value(each_once(static_cast<std::uint32_t>(least_.size())));
  }
  std::optional<double> value(ClusterCounts counts) const override {
    std::optional<double> least;
    for (std::size_t c = 0; c < least_.size(); ++c) {
      if (counts[c] > 0 && least_[c]) least = std::min(least.value_or(*least_[c]), *least_[c]);
    }
    return least;
  }
  double steps() const override { return static_cast<double>(least_.size()); }

 private:
  std::vector<std::optional<double>> least_;  ///< By cluster.
};

double percentile_figure(const MetricFigure& figure) {
  return figure.value.value_or(figure.score);
}

/// True where what scores more has the lower value, as with distances, times and errors. Where the scores do not tell
/// (all are 1), it is: a 95th percentile is asked of what should stay small. Values that are the scores are not.
bool lower_values_score_more(const Entries& entries) {
  double score = 0, value = 0, product = 0;
  bool has_values = false;
  for (const MetricEntry& entry : entries) {
    has_values = has_values || entry.figure->value.has_value();
    score += entry.figure->score / static_cast<double>(entries.size());
    value += percentile_figure(*entry.figure) / static_cast<double>(entries.size());
  }
  for (const MetricEntry& entry : entries) {
    product += (entry.figure->score - score) * (percentile_figure(*entry.figure) - value);
  }
  return has_values && product <= 0;
}

/// The 95th percentile by linear interpolation, as stats/percentile.h, found from above among values that are sorted
/// once.
class PercentileSide final : public MetricSide {
 public:
  PercentileSide(const Entries& entries, std::uint32_t cluster_count)
      : sizes_(cluster_count), lower_is_better_(lower_values_score_more(entries)) {
    for (const MetricEntry& entry : entries) {
      ++sizes_[entry.cluster];
      falling_.push_back({percentile_figure(*entry.figure), entry.cluster});
      if (entry.figure->value) has_values_ = true;
    }
    std::ranges::sort(falling_, std::greater<>(), &Placed::value);
  }
  std::optional<double> observed() const override {
    return value(each_once(static_cast<std::uint32_t>(sizes_.size())));
  }
  std::optional<double> value(ClusterCounts counts) const override {
    double all = 0;
    for (std::size_t c = 0; c < sizes_.size(); ++c) all += counts[c] * static_cast<double>(sizes_[c]);
    if (all == 0) return std::nullopt;
    const double place = (all - 1) * kShare;
    const double below = std::floor(place);
    const double from_above = all - 1 - below;  // How many lie above the lower of the two neighbours.
    double seen = 0;
    double upper = 0;
    for (const Placed& placed : falling_) {
      if (counts[placed.cluster] == 0) continue;
      if (seen < from_above) upper = placed.value;
      seen += counts[placed.cluster];
      if (seen > from_above) return placed.value + (upper - placed.value) * (place - below);
    }
    return std::nullopt;
  }
  double steps() const override { return static_cast<double>(sizes_.size() + falling_.size() / 10); }
  bool higher_is_better() const override { return !lower_is_better_; }
  std::optional<double> whole() const override { return has_values_ ? std::nullopt : std::optional(1.0); }

 private:
  static constexpr double kShare = 0.95;
  struct Placed {
    double value;
    std::uint32_t cluster;
  };
  std::vector<Placed> falling_;
  std::vector<std::uint32_t> sizes_;  ///< Entries by cluster.
  bool lower_is_better_;
  bool has_values_ = false;
};

/// A fold of all entries.
class FoldedSide : public MetricSide {
 public:
  FoldedSide(std::unique_ptr<TallyFold> fold, const Entries& entries) : fold_(std::move(fold)) {
    for (const MetricEntry& entry : entries) {
      fold_->add_repeat(entry.figure->tally, *entry.cluster_name, entry.repeat);
    }
  }
  std::optional<double> observed() const override { return fold_->value(); }
  bool higher_is_better() const override { return fold_->higher_is_better(); }
  std::optional<double> whole() const override { return fold_->whole(); }

 protected:
  const TallyFold& fold() const { return *fold_; }

 private:
  std::unique_ptr<TallyFold> fold_;
};

/// Where counts add up: those of each cluster are put together once.
class SummedSide final : public FoldedSide {
 public:
  SummedSide(std::unique_ptr<TallyFold> fold, const Entries& entries, std::uint32_t cluster_count)
      : FoldedSide(std::move(fold), entries), clusters_(cluster_count) {
    std::vector<std::vector<double>> counts;
    for (const MetricEntry& entry : entries) {
      counts.push_back(this->fold().counts(entry.figure->tally));
      width_ = std::max(width_, counts.back().size());
    }
    sums_.resize(clusters_ * width_);
    for (std::size_t i = 0; i < entries.size(); ++i) {
      for (std::size_t k = 0; k < counts[i].size(); ++k) sums_[entries[i].cluster * width_ + k] += counts[i][k];
    }
  }
  std::optional<double> value(ClusterCounts counts) const override {
    std::vector<double> total(width_);
    const double* sums = sums_.data();
    for (std::size_t c = 0; c < clusters_; ++c, sums += width_) {
      if (counts[c] == 0) continue;
      for (std::size_t k = 0; k < width_; ++k) total[k] += counts[c] * sums[k];
    }
    return fold().value_of(total);
  }
  double steps() const override { return static_cast<double>(clusters_ * (width_ + 1)); }

 private:
  std::size_t clusters_;
  std::size_t width_ = 0;
  std::vector<double> sums_;  ///< Cluster by cluster.
};

/// Where they do not: every resample is folded anew. A cluster that is drawn twice is two images.
class RefoldedSide final : public FoldedSide {
 public:
  RefoldedSide(std::unique_ptr<TallyFold> fold, Entries entries, std::string kind, Aggregate aggregate)
      : FoldedSide(std::move(fold), entries),
        entries_(std::move(entries)),
        kind_(std::move(kind)),
        aggregate_(aggregate) {}
  std::optional<double> value(ClusterCounts counts) const override {
    const auto again = tally_fold(kind_, aggregate_);
    for (const MetricEntry& entry : entries_) {
      for (std::uint32_t copy = 0; copy < counts[entry.cluster]; ++copy) {
        const std::string name = copy == 0 ? *entry.cluster_name : fmt::format("{}\n{}", *entry.cluster_name, copy);
        again->add_repeat(entry.figure->tally, name, entry.repeat);
      }
    }
    return again->value();
  }
  double steps() const override { return kStepsOfFold * static_cast<double>(entries_.size()); }

 private:
  static constexpr double kStepsOfFold = 1000;
  Entries entries_;
  std::string kind_;
  Aggregate aggregate_;
};

std::string kind_of(const MetricEntry& entry) {
  const Node* kind = entry.figure->tally.find("kind");
  return kind != nullptr && kind->is_string() ? kind->string() : "";
}

std::unique_ptr<MetricSide> folded_side(Aggregate aggregate, Entries entries, std::uint32_t cluster_count) {
  std::erase_if(entries, [](const MetricEntry& entry) { return kind_of(entry).empty(); });
  if (entries.empty()) return nullptr;
  const std::string kind = kind_of(entries.front());
  auto fold = tally_fold(kind, aggregate);
  if (fold == nullptr) return nullptr;
  // Which kinds add up may depend on what they were asked for: the first tally tells.
  const auto trial = tally_fold(kind, aggregate);
  const MetricEntry& first = entries.front();
  trial->add_repeat(first.figure->tally, *first.cluster_name, first.repeat);
  if (trial->counts(first.figure->tally).empty()) {
    return std::make_unique<RefoldedSide>(std::move(fold), std::move(entries), kind, aggregate);
  }
  return std::make_unique<SummedSide>(std::move(fold), entries, cluster_count);
}

}  // namespace

std::unique_ptr<MetricSide> metric_side(Aggregate aggregate, Entries entries, std::uint32_t cluster_count) {
  if (entries.empty()) return nullptr;
  switch (aggregate) {
    case Aggregate::min:
      return std::make_unique<LeastSide>(entries, cluster_count);
    case Aggregate::p95:
      return std::make_unique<PercentileSide>(entries, cluster_count);
    case Aggregate::micro:
    case Aggregate::corpus:
      return folded_side(aggregate, std::move(entries), cluster_count);
    case Aggregate::mean:
      break;
  }
  return nullptr;
}

}  // namespace sightline
