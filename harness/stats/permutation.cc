#include "stats/permutation.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "stats/cluster_sums.h"
#include "stats/pcg64.h"

namespace sightline {
namespace {

constexpr std::size_t kMostClustersExact = 20;

/// Sums of clusters; those that are 0 are left out, for their sign makes no difference.
std::vector<double> differing(const std::vector<ClusterSum>& clusters) {
  std::vector<double> sums;
  for (const ClusterSum& cluster : clusters) {
    if (cluster.sum != 0) sums.push_back(cluster.sum);
  }
  return sums;
}

/// Counts sums that are as extreme as the observed one. Rounding makes no sum less extreme.
class ExtremeCount {
 public:
  explicit ExtremeCount(std::span<const double> sums) {
    double size = 0;
    for (const double sum : sums) {
      observed_ += sum;
      size += std::abs(sum);
    }
    slack_ = 1e-12 * size;
  }

  void add(double total) {
    ++all_;
    if (std::abs(total) >= std::abs(observed_) - slack_) ++as_far_;
    if (total <= observed_ + slack_) ++as_low_;
  }

  /// Where every way was looked at, the observed one is among them.
  PermutationTest exact() const { return test(0, true); }
  PermutationTest sampled() const { return test(1, false); }

 private:
  PermutationTest test(std::uint64_t itself, bool is_exact) const {
    const auto all = static_cast<double>(all_ + itself);
    return {.two_sided = static_cast<double>(as_far_ + itself) / all,
            .below = static_cast<double>(as_low_ + itself) / all,
            .is_exact = is_exact};
  }

  double observed_ = 0;
  double slack_ = 0;
  std::uint64_t all_ = 0;
  std::uint64_t as_far_ = 0;
  std::uint64_t as_low_ = 0;
};

void add_every_sign(std::span<const double> sums, double total, ExtremeCount& count) {
  if (sums.empty()) return count.add(total);
  add_every_sign(sums.subspan(1), total + sums.front(), count);
  add_every_sign(sums.subspan(1), total - sums.front(), count);
}

double with_random_signs(std::span<const double> sums, Pcg64& random) {
  double total = 0;
  for (std::size_t begin = 0; begin < sums.size(); begin += 64) {
    std::uint64_t signs = random.next();
    for (const double sum : sums.subspan(begin, std::min<std::size_t>(64, sums.size() - begin))) {
      total += (signs & 1) != 0 ? sum : -sum;
      signs >>= 1;
    }
  }
  return total;
}

}  // namespace

std::optional<PermutationTest> permutation_p(std::span<const double> values, std::span<const std::uint32_t> clusters,
                                             std::uint32_t cluster_count, const BootstrapOptions& options) {
  if (values.empty()) return std::nullopt;
  const std::vector<double> sums = differing(cluster_sums(values, clusters, cluster_count));
  ExtremeCount count(sums);
  if (sums.size() <= kMostClustersExact) {
    add_every_sign(sums, 0, count);
    return count.exact();
  }
  if (options.resamples == 0) return std::nullopt;
  Pcg64 random(options.seed);
  for (std::uint32_t i = 0; i < options.resamples; ++i) count.add(with_random_signs(sums, random));
  return count.sampled();
}

}  // namespace sightline
