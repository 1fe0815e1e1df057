#include "stats/bootstrap.h"

#include <array>
#include <catch2/catch.hpp>
#include <cmath>

#include "stats/pcg64.h"

namespace sightline {
namespace {

TEST_CASE("the generator gives the published numbers") {
  // pcg-c, test-high/expected/check-pcg64.out: seed 42, stream 54.
  Pcg64 random(42, 54);
  for (const std::uint64_t expected : {0x86b1da1d72062b68U, 0x1304aa46c9853d39U, 0xa3670e9e0dd50358U,
                                       0xf9090e529a7dae00U, 0xc85b9fd837996f2cU, 0x606121f8e3919196U}) {
    CHECK(random.next() == expected);
  }
}

TEST_CASE("bounded draws are the same for a seed on every machine") {
  // A transcription in Python.
  Pcg64 random(12345);
  for (const std::uint32_t expected : {0, 3, 9, 1, 7, 4, 0, 5, 7, 5, 5, 4, 3, 2, 5, 5, 3, 1, 0, 4}) {
    CHECK(random.below(10) == expected);
  }
}

TEST_CASE("each bounded draw is as likely as any other") {
  // Of this bound every third number would come up twice as often if nothing were drawn again.
  constexpr std::uint32_t kBound = 3U << 30;
  Pcg64 random(5);
  std::array<int, 3> remainders{};
  for (int i = 0; i < 30000; ++i) {
    const std::uint32_t drawn = random.below(kBound);
    REQUIRE(drawn < kBound);
    ++remainders[drawn % 3];
  }
  for (const int count : remainders) CHECK(std::abs(count - 10000) < 400);  // Five standard deviations.
  CHECK(random.below(1) == 0);
}

const std::vector<double> kValues{0, 0.1, 0.3, -0.2, 0.1, 0, 1, 0.9, 0, 0.05, 0.2, -0.1, 0.6, 0, 0.3};
const std::vector<std::uint32_t> kClusters{0, 0, 1, 2, 2, 2, 3, 3, 4, 5, 5, 6, 7, 7, 7};

std::optional<double> mean_of(ClusterCounts counts) {
  double sum = 0;
  double size = 0;
  for (std::size_t i = 0; i < kValues.size(); ++i) {
    sum += counts[kClusters[i]] * kValues[i];
    size += counts[kClusters[i]];
  }
  return sum / size;
}

bool leaves_out_one(ClusterCounts counts) {
  const auto ones = std::ranges::count(counts, 1U);
  const auto zeros = std::ranges::count(counts, 0U);
  return zeros == 1 && ones == static_cast<std::ptrdiff_t>(counts.size()) - 1;
}

void check_interval(const BootstrapResult& result, double low, double high) {
  CHECK(result.interval.low == Approx(low).margin(1e-9));
  CHECK(result.interval.high == Approx(high).margin(1e-9));
}

TEST_CASE("the bootstrap of a mean is that of a separate program") {
  // A transcription in Python with exact fractions, of the generator as well.
  const auto first = bootstrap_mean(kValues, kClusters, 8, {.seed = 12345, .resamples = 500}).value();
  CHECK(first.observed == Approx(0.21666666666666667));
  CHECK(first.p == Approx(0.06786427145708583));
  CHECK(first.bias_corrected);
  CHECK(first.resamples == 500);
  CHECK(first.seed == 12345);
  check_interval(first, 0.04491897415813785, 0.5291616481386142);
  const auto other = bootstrap_mean(kValues, kClusters, 8, {.seed = 7, .resamples = 400, .confidence = 0.9}).value();
  CHECK(other.p == Approx(0.05486284289276808));
  check_interval(other, 0.059143546239004745, 0.47983876008280885);
}

TEST_CASE("any statistic is bootstrapped like the mean") {
  const BootstrapOptions options{.seed = 12345, .resamples = 500};
  const auto result = bootstrap(8, options, mean_of).value();
  CHECK(result.bias_corrected);
  CHECK(result.p == Approx(0.06786427145708583));
  check_interval(result, 0.04491897415813785, 0.5291616481386142);
}

TEST_CASE("where the skew cannot be told the interval is the percentile one") {
  const BootstrapOptions options{.seed = 12345, .resamples = 500};
  const auto undefined = bootstrap(8, options, [](ClusterCounts counts) {
                           return leaves_out_one(counts) ? std::nullopt : mean_of(counts);
                         }).value();
  CHECK_FALSE(undefined.bias_corrected);
  check_interval(undefined, 0.03127450980392161, 0.4655357142857142);
  const auto few = bootstrap(8, {.resamples = 7}, mean_of).value();
  CHECK_FALSE(few.bias_corrected);
}

TEST_CASE("the BCa interval of a variance is the published one") {
  // Efron and Tibshirani 1993, section 14.2: the spatial test data, 90 %: 115.8 to 259.6 by 2000 resamples.
  const std::array<double, 26> data{48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6,
                                    0,  33, 28, 34, 4,  32, 24, 47, 41, 24, 26, 30, 41};
  const auto variance = [&](ClusterCounts counts) -> std::optional<double> {
    double mean = 0;
    double squares = 0;
    for (std::size_t i = 0; i < data.size(); ++i) mean += counts[i] * data[i] / 26;
    for (std::size_t i = 0; i < data.size(); ++i) squares += counts[i] * (data[i] - mean) * (data[i] - mean) / 26;
    return squares;
  };
  const auto result = bootstrap(26, {.resamples = 4000, .confidence = 0.9}, variance).value();
  CHECK(result.observed == Approx(171.534).epsilon(1e-5));
  CHECK(result.bias_corrected);
  CHECK(result.interval.low == Approx(115.8).margin(4));
  CHECK(result.interval.high == Approx(259.6).margin(8));
}

TEST_CASE("resamples that the statistic is not defined on count neither way") {
  int calls = 0;
  const auto result = bootstrap(8, {.resamples = 100}, [&](ClusterCounts counts) {
                        ++calls;
                        return counts[0] == 0 ? std::nullopt : mean_of(counts);
                      }).value();
  CHECK(result.resamples < 80);
  CHECK(result.resamples > 50);
  CHECK(calls > 100);
  CHECK_FALSE(result.bias_corrected);
}

TEST_CASE("equal values have an interval without width") {
  const std::vector<double> tenths(30, 0.1);
  const std::vector<double> zeros(30, 0);
  std::vector<std::uint32_t> clusters(30);
  for (std::uint32_t i = 0; i < 30; ++i) clusters[i] = i / 2;
  const auto equal = bootstrap_mean(tenths, clusters, 15, {.resamples = 99}).value();
  CHECK((equal.interval.low == 0.1 && equal.interval.high == 0.1));
  CHECK(equal.p == Approx(0.01));
  const auto none = bootstrap_mean(zeros, clusters, 15, {.resamples = 99}).value();
  CHECK((none.interval.low == 0 && none.interval.high == 0));
  CHECK(none.p == 1);
}

TEST_CASE("a bootstrap that cannot be gives nothing") {
  const auto of_mean = [](const BootstrapOptions& options) { return bootstrap_mean(kValues, kClusters, 8, options); };
  CHECK(of_mean({}));
  CHECK_FALSE(of_mean({.resamples = 0}));
  for (const double confidence : {0.0, 1.0, -1.0, 95.0, std::nan("")}) {
    CAPTURE(confidence);
    CHECK_FALSE(of_mean({.confidence = confidence}));
    CHECK_FALSE(bootstrap(8, {.confidence = confidence}, mean_of));
  }
  CHECK_FALSE(bootstrap_mean({}, {}, 0, {}));
  const std::array<double, 2> values{0, 1};
  const std::array<std::uint32_t, 2> clusters{3, 3};
  CHECK_FALSE(bootstrap_mean(values, clusters, 5, {}));
  CHECK_FALSE(bootstrap(1, {}, [](ClusterCounts) { return std::optional(1.0); }));
  CHECK_FALSE(bootstrap(8, {}, [](ClusterCounts) { return std::optional<double>(); }));
  int calls = 0;
  CHECK_FALSE(bootstrap(8, {}, [&](ClusterCounts) { return ++calls == 1 ? std::optional(1.0) : std::nullopt; }));
  CHECK(calls > 1);
}

}  // namespace
}  // namespace sightline
