#include "run/latency_gradient.h"

#include <catch2/catch.hpp>
#include <random>

using namespace sightline;

namespace {

/// Takes `count` latencies around `milliseconds`, as scattered as those of a real API; how often that was too late.
int take_all(LatencyGradient& gradient, std::uint32_t kind, double milliseconds, int count) {
  static std::mt19937_64 random(7);
  std::lognormal_distribution<double> scatter(0, 0.5);
  int late = 0;
  for (int i = 0; i < count; ++i) late += gradient.take(kind, milliseconds * scatter(random)).has_value();
  return late;
}

const std::uint32_t kSmall = LatencyGradient::kind(100, 50, false);
const std::uint32_t kLarge = LatencyGradient::kind(3000, 50, false);

}  // namespace

TEST_CASE("Latencies that scatter around what is usual are not late") {
  LatencyGradient gradient;
  CHECK(take_all(gradient, kSmall, 300, 20'000) == 0);
}

TEST_CASE("Answers three times as late as before are late") {
  LatencyGradient gradient;
  take_all(gradient, kSmall, 300, 200);
  CHECK(take_all(gradient, kSmall, 900, 64) > 0);
}

TEST_CASE("Large requests after small ones are not late") {
  LatencyGradient gradient;
  CHECK(take_all(gradient, kSmall, 300, 1000) == 0);
  CHECK(take_all(gradient, kLarge, 6000, 1000) == 0);
}

TEST_CASE("Requests of different sizes are known apart") {
  CHECK(LatencyGradient::kind(100, 50, false) != LatencyGradient::kind(1000, 50, false));
  CHECK(LatencyGradient::kind(100, 50, false) != LatencyGradient::kind(100, 500, false));
  CHECK(LatencyGradient::kind(100, 50, true) == LatencyGradient::kind(100, 500, true));
}

TEST_CASE("A handful of answers is no ground for a judgement") {
  LatencyGradient gradient;
  take_all(gradient, kSmall, 300, 8);
  CHECK(take_all(gradient, kSmall, 30'000, 31) == 0);
}

TEST_CASE("A halving that helped may be followed by another, one that did not makes late usual") {
  LatencyGradient gradient;
  take_all(gradient, kSmall, 300, 8 + 18 * 32);  // The next window begins.
  for (int i = 0; i < 32; ++i) {
    const auto late = gradient.take(kSmall, 3000);
    CHECK(late.has_value() == (i == 31));
  }
  gradient.halved_for_late();
  SECTION("it helped, and not enough") {
    int late = 0;
    for (int i = 0; i < 32; ++i) late += gradient.take(kSmall, 1500).has_value();
    CHECK(late == 1);
  }
  SECTION("it changed nothing") {
    CHECK(take_all(gradient, kSmall, 3000, 1000) == 0);
  }
}
