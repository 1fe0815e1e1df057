#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/result.h"

namespace sightline {

struct UnitSummary;

/// What answers have to do with each other: groups, cases with their options in every order, comparisons between cases,
/// and controls. Counts, so that those of several cells add up.
struct Relations {
  std::uint64_t groups_read = 0;        ///< Groups of which something was read out of the members' answers …
  std::uint64_t groups_consistent = 0;  ///< … and of these, those where it was one and the same.
  std::uint64_t circular = 0;           ///< Cases that were asked in every order of their options and judged.
  std::uint64_t circular_passed = 0;    ///< Right in every order.
  std::uint64_t vanilla_passed = 0;     ///< Right in the order that is written.
  std::uint64_t orders = 0;             ///< Orders of all these cases that were judged.
  std::uint64_t orders_passed = 0;
  std::uint64_t comparisons = 0;  ///< Verdicts of `same_as` that compared two answers …
  std::uint64_t flips = 0;        ///< … and of these, those where the answers did not agree.
  std::uint64_t controls = 0;     ///< Units of blank_image that were judged.
  std::uint64_t controls_passed = 0;
  std::uint64_t controls_in_error = 0;

  void add(const UnitSummary& unit, const CaseResult& first);
  void add_comparisons(const CaseResult& result);
  Relations& operator+=(const Relations& other);
  bool any() const { return groups_read + circular + comparisons + controls + controls_in_error > 0; }
};

/// The same in sentences without a full stop, each about one thing that was measured.
std::vector<std::string> relation_texts(const Relations& relations);

}  // namespace sightline
