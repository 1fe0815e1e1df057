#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "fixture/library.h"
#include "model/image.h"
#include "run/plan.h"

namespace sightline {

/// What a plan makes of the recordings that there are.
struct FixtureCoverage {
  struct Use {
    std::vector<std::string> units;  ///< Who asks it, in the plan's order.
    unsigned repeats = 0;            ///< The most that is asked of it.
  };
  /// A request that a run would send and that nothing answers.
  struct Missing {
    std::string request;  ///< "receipts/cafe#terse@qwen3-vl-32b (repeat 1)"
    std::string key;
    const Fixture* fixture = nullptr;  ///< Has the request, but not this repeat; null: nothing has.
  };
  /// A recording is served to a request of which it does not have what its suite ignores.
  struct IgnoredChange {
    std::string request;
    const Fixture* fixture = nullptr;
  };

  std::map<const Fixture*, Use> used;  ///< Also by cases that are skipped for now.
  std::uint64_t planned = 0;           ///< Requests that are known; those of skipped cases are not counted.
  std::uint64_t recorded = 0;
  std::uint64_t unknown = 0;  ///< Requests that follow an answer which is not recorded.
  std::vector<Missing> missing;
  std::vector<IgnoredChange> ignored_changes;
  /// The parts of missing requests after whose answers a conversation goes on.
  std::vector<RequestParts> open_ends;
  std::map<std::string, ImagePtr, std::less<>> images;  ///< Of all requests, by digest; remote ones are left out.

  enum class Standing {
    used,
    undecided,  ///< It may be asked once an answer before it is recorded.
    unused
  };
  Standing standing(const Fixture& fixture) const;
};

FixtureCoverage cover(const Plan& plan, const ConversationSource& conversations, const Library& library);

}  // namespace sightline
