#include "stats/discordant.h"

#include <algorithm>
#include <cmath>

#include "stats/distribution.h"

namespace sightline {
namespace {

/// Tango's score test of one difference. `up` and `down` are the discordant counts, the observed difference being
/// (up - down) / pairs.
struct ScoreTest {
  double up;
  double down;
  double pairs;
  double z;

  /// Variance of one pair's difference where `difference` is the true one: by the likeliest share of pairs that go down
  /// under it, the root of a quadratic equation (Tango 1998, equation 25).
  double variance(double difference) const {
    const double a = 2 * pairs;
    const double b = -(up + down) + (2 * pairs - up + down) * difference;
    const double c = -down * difference * (1 - difference);
    const double root = std::sqrt(std::max(0.0, b * b - 4 * a * c));
    // Of the two ways to write the root, the one that takes no difference of near equals.
    const double share_down = b <= 0 ? (root - b) / (2 * a) : -2 * c / (root + b);
    const double possible = std::max({share_down, 0.0, -difference});
    return std::max(0.0, 2 * possible + difference * (1 - difference));
  }

  bool accepts(double difference) const {
    const double distance = up - down - pairs * difference;
    return distance * distance <= z * z * pairs * variance(difference);
  }

  /// The farthest difference that is accepted, between the observed one and 1.
  double upper_end() const {
    double inside = std::min(1.0, (up - down) / pairs);
    double outside = 1;
    if (accepts(outside)) return outside;
    for (int step = 0; step < 60; ++step) {
      const double middle = (inside + outside) / 2;
      (accepts(middle) ? inside : outside) = middle;
    }
    return (inside + outside) / 2;
  }
};

/// Passes among the trials of now where nothing has changed: a hypergeometric variable.
struct Margins {
  double passes;
  double fails;
  double drawn;

  /// P(x + 1) / P(x).
  double step_up(double x) const { return (passes - x) * (drawn - x) / ((x + 1) * (fails - drawn + x + 1)); }
};

}  // namespace

McNemarTest mcnemar_test(DiscordantPairs pairs) {
  const std::uint64_t n = pairs.lost + pairs.gained;
  if (n == 0) return {};
  const std::uint64_t fewer = std::min(pairs.lost, pairs.gained);
  const double exact = std::min(1.0, 2 * binomial_at_most(fewer, n, 0.5));
  const double observed = binomial_exactly(fewer, n, 0.5);
  return {.two_sided = exact,
          .mid_p = pairs.lost == pairs.gained ? 1 - observed / 2 : exact - observed,
          .worse = binomial_at_least(pairs.lost, n, 0.5)};
}

Interval paired_share_interval(double lost, double gained, double pairs, double confidence) {
  const double z = normal_quantile((1 + confidence) / 2);
  if (!(pairs > 0) || !std::isfinite(z)) return {-1, 1};
  const double high = ScoreTest{gained, lost, pairs, z}.upper_end();
  const double low = -ScoreTest{lost, gained, pairs, z}.upper_end();
  return {low, high};
}

double fisher_fewer_passes(std::uint64_t before_passed, std::uint64_t before_trials, std::uint64_t now_passed,
                           std::uint64_t now_trials) {
  const auto passes = static_cast<double>(before_passed + now_passed);
  const auto trials = static_cast<double>(before_trials + now_trials);
  const Margins margins{passes, trials - passes, static_cast<double>(now_trials)};
  const double least = std::max(0.0, margins.drawn - margins.fails);
  const double most = std::min(passes, margins.drawn);
  // Relative to the likeliest count, so that nothing that matters vanishes.
  const double mode = std::clamp(std::floor((margins.drawn + 1) * (passes + 1) / (trials + 2)), least, most);
  const auto observed = static_cast<double>(now_passed);
  double at_most = mode <= observed ? 1 : 0;
  double all = 1;
  const auto add = [&](double x, double weight) {
    all += weight;
    if (x <= observed) at_most += weight;
  };
  double weight = 1;
  for (double x = mode; x < most && weight > 0; ++x) add(x + 1, weight *= margins.step_up(x));
  weight = 1;
  for (double x = mode; x > least && weight > 0; --x) add(x - 1, weight /= margins.step_up(x - 1));
  return at_most / all;
}

}  // namespace sightline
