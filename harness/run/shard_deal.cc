#include "run/shard_deal.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <queue>
#include <tuple>

#include "base/sha256.h"

namespace sightline {

namespace {

using Microseconds = std::chrono::microseconds;

/// What is known of a unit; nothing where it is not. One that is skipped takes no time.
std::optional<Microseconds> time_of(const PlannedUnit& unit, const PastTimes& past) {
  if (unit.a_case->settings->skip) return Microseconds(0);
  const auto known = past.find(unit.id());
  return known == past.end() ? std::nullopt : std::optional(known->second);
}

/// Mean over the taken units that are known and sent; nothing where none is.
std::optional<Microseconds> mean_time(const PlanLinks& links, const std::vector<bool>& taken, const PastTimes& past) {
  Microseconds sum{0};
  std::int64_t known = 0;
  for (std::size_t i = 0; i < taken.size(); ++i) {
    const PlannedUnit& unit = links.units()[i];
    if (!taken[i] || unit.a_case->settings->skip) continue;
    const auto time = time_of(unit, past);
    if (!time) continue;
    sum += *time;
    ++known;
  }
  return known == 0 ? std::nullopt : std::optional(sum / known);
}

/// The bundles of taken units, in plan order.
struct Bundles {
  std::vector<std::size_t> of_unit;  ///< By unit, where it is taken.
  std::size_t count = 0;
};

Bundles bundles_of(const PlanLinks& links, const std::vector<bool>& taken) {
  const std::vector<std::size_t> firsts = links.bundles(taken);
  Bundles bundles{.of_unit = std::vector<std::size_t>(taken.size())};
  for (std::size_t i = 0; i < taken.size(); ++i) {
    if (taken[i]) bundles.of_unit[i] = firsts[i] == i ? bundles.count++ : bundles.of_unit[firsts[i]];
  }
  return bundles;
}

std::vector<unsigned> deal_in_turn(std::size_t bundles, unsigned count) {
  std::vector<unsigned> shards(bundles);
  for (std::size_t i = 0; i < bundles; ++i) shards[i] = static_cast<unsigned>(i % count) + 1;
  return shards;
}

}  // namespace

std::vector<unsigned> deal_by_weight(std::span<const std::uint64_t> weights, unsigned count) {
  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return weights[a] > weights[b]; });
  using Load = std::tuple<std::uint64_t, std::size_t, unsigned>;  // What it has, of how many, which shard.
  std::priority_queue<Load, std::vector<Load>, std::greater<>> loads;
  for (unsigned shard = 1; shard <= count; ++shard) loads.emplace(0, 0, shard);
  std::vector<unsigned> shards(weights.size());
  for (const std::size_t i : order) {
    const auto [load, size, shard] = loads.top();
    loads.pop();
    shards[i] = shard;
    loads.emplace(load + weights[i], size + 1, shard);
  }
  return shards;
}

Expected<std::vector<unsigned>> deal_shards(const PlanLinks& links, const std::vector<bool>& taken, unsigned count,
                                            const std::optional<PastTimes>& past) {
  const Bundles bundles = bundles_of(links, taken);
  std::vector<unsigned> shard_of_bundle;
  if (past) {
    const auto mean = mean_time(links, taken, *past);
    if (!mean) return failure("--shard-by names a run that has no times of any selected unit: leave it out");
    std::vector<std::uint64_t> weights(bundles.count);
    for (std::size_t i = 0; i < taken.size(); ++i) {
      if (!taken[i]) continue;
      const PlannedUnit& unit = links.units()[i];
      const Microseconds time = time_of(unit, *past).value_or(*mean) * unit.results();
      weights[bundles.of_unit[i]] += static_cast<std::uint64_t>(time.count());
    }
    shard_of_bundle = deal_by_weight(weights, count);
  } else {
    shard_of_bundle = deal_in_turn(bundles.count, count);
  }
  std::vector<unsigned> shards(taken.size());
  for (std::size_t i = 0; i < taken.size(); ++i) {
    if (taken[i]) shards[i] = shard_of_bundle[bundles.of_unit[i]];
  }
  return shards;
}

std::string digest_of_deal(const PlanLinks& links, const std::vector<unsigned>& shard_of) {
  Sha256 digest;
  for (std::size_t i = 0; i < shard_of.size(); ++i) {
    if (shard_of[i] == 0) continue;
    const PlannedUnit& unit = links.units()[i];
    digest.add(fmt::format("{}\t{}\t{}\n", unit.id().text(), unit.results(), shard_of[i]));
  }
  return digest.hex();
}

}  // namespace sightline
