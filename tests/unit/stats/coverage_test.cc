#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <numeric>
#include <vector>

#include "stats/bootstrap.h"
#include "stats/discordant.h"
#include "stats/interval.h"
#include "stats/mean.h"
#include "stats/pcg64.h"

namespace sightline {
namespace {

constexpr int kDraws = 2000;

/// Between 0 and 1, neither of them.
double uniform(Pcg64& random) {
  return (static_cast<double>(random.next() >> 11) + 0.5) / 9007199254740992.0;
}

double normal(Pcg64& random) {
  return std::sqrt(-2 * std::log(uniform(random))) * std::cos(2 * M_PI * uniform(random));
}

/// How often the interval of a sample holds the truth.
double coverage(double truth, const std::function<Interval(Pcg64&)>& interval_of_a_sample) {
  Pcg64 random(2024);
  int held = 0;
  for (int draw = 0; draw < kDraws; ++draw) {
    const Interval interval = interval_of_a_sample(random);
    held += interval.low <= truth && truth <= interval.high ? 1 : 0;
  }
  return static_cast<double>(held) / kDraws;
}

void check_nominal(double covered) {
  CHECK(covered >= 0.93);
  CHECK(covered <= 0.97);
}

struct Sample {
  std::vector<double> values;
  std::vector<std::uint32_t> clusters;
};

/// Clusters of one to four values that share much of their deviation.
Sample clustered(std::uint32_t cluster_count, Pcg64& random) {
  Sample sample;
  for (std::uint32_t cluster = 0; cluster < cluster_count; ++cluster) {
    const double shared = normal(random);
    const std::uint32_t size = 1 + random.below(4);
    for (std::uint32_t i = 0; i < size; ++i) {
      sample.values.push_back(0.4 + shared + 0.5 * normal(random));
      sample.clusters.push_back(cluster);
    }
  }
  return sample;
}

TEST_CASE("the interval of a clustered mean covers as often as it says") {
  const auto interval = [](Pcg64& random) {
    const Sample sample = clustered(40, random);
    return mean_estimate(sample.values, sample.clusters, 40).interval.value();
  };
  check_nominal(coverage(0.4, interval));
}

TEST_CASE("without its clusters the interval of a clustered mean covers too seldom") {
  const auto interval = [](Pcg64& random) {
    Sample sample = clustered(40, random);
    std::iota(sample.clusters.begin(), sample.clusters.end(), 0U);
    return mean_estimate(sample.values, sample.clusters, static_cast<std::uint32_t>(sample.values.size()))
        .interval.value();
  };
  CHECK(coverage(0.4, interval) < 0.9);
}

std::uint64_t successes(std::uint64_t trials, double p, Pcg64& random) {
  std::uint64_t count = 0;
  for (std::uint64_t trial = 0; trial < trials; ++trial) count += uniform(random) < p ? 1 : 0;
  return count;
}

TEST_CASE("Wilson's interval covers as often as it says") {
  check_nominal(coverage(0.3, [](Pcg64& random) { return wilson_interval(successes(200, 0.3, random), 200); }));
}

TEST_CASE("the exact interval covers at least as often as it says") {
  const double covered =
      coverage(0.08, [](Pcg64& random) { return clopper_pearson_interval(successes(40, 0.08, random), 40); });
  CHECK(covered >= 0.95);
  CHECK(covered < 1);
}

TEST_CASE("the interval of paired shares covers as often as it says") {
  const auto interval = [](Pcg64& random) {
    double lost = 0;
    double gained = 0;
    for (int pair = 0; pair < 100; ++pair) {
      const double drawn = uniform(random);
      lost += drawn < 0.08 ? 1 : 0;
      gained += drawn > 0.85 ? 1 : 0;
    }
    return paired_share_interval(lost, gained, 100);
  };
  check_nominal(coverage(0.07, interval));
}

TEST_CASE("the BCa interval covers as often as it says") {
  const auto interval = [](Pcg64& random) {
    const Sample sample = clustered(60, random);
    const BootstrapOptions options{.seed = random.next(), .resamples = 400};
    const auto result = bootstrap_mean(sample.values, sample.clusters, 60, options).value();
    REQUIRE(result.bias_corrected);
    return result.interval;
  };
  check_nominal(coverage(0.4, interval));
}

TEST_CASE("the percentile interval covers as often as it says") {
  const auto interval = [](Pcg64& random) {
    std::vector<double> values(60);
    for (double& value : values) value = normal(random);
    // Not defined without one cluster, so that there is nothing to correct the bias by.
    const auto mean = [&](ClusterCounts counts) -> std::optional<double> {
      double sum = 0;
      std::size_t once = 0;
      for (std::size_t i = 0; i < counts.size(); ++i) {
        sum += counts[i] * values[i];
        once += counts[i] == 1 ? 1 : 0;
      }
      return once == counts.size() - 1 ? std::nullopt : std::optional(sum / 60);
    };
    const auto result = bootstrap(60, {.seed = random.next(), .resamples = 250}, mean).value();
    REQUIRE_FALSE(result.bias_corrected);
    return result.interval;
  };
  check_nominal(coverage(0, interval));
}

}  // namespace
}  // namespace sightline
