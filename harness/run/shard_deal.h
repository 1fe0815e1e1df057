#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "run/plan_links.h"

namespace sightline {

/// Which of `count` shards (from 1) each of the weights goes to: the heaviest first, each to the shard that has least
/// so far. Of equal weights the earlier goes first, of shards with equal loads the one with fewer weights, then the
/// lower.
std::vector<unsigned> deal_by_weight(std::span<const std::uint64_t> weights, unsigned count);

/// Which shard (from 1) each taken unit is in; 0 for the others. What hangs together is in one shard. Without past
/// times bundles are dealt out in turn, with them by weight, where a unit that they do not know weighs what the others
/// do in the mean. The same arguments give the same, on any machine. Errors: the past times know none of the units.
Expected<std::vector<unsigned>> deal_shards(const PlanLinks& links, const std::vector<bool>& taken, unsigned count,
                                            const std::optional<PastTimes>& past);

/// SHA-256 of which unit, with how many results, is in which shard: equal for shards that fit together.
std::string digest_of_deal(const PlanLinks& links, const std::vector<unsigned>& shard_of);

}  // namespace sightline
