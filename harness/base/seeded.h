#pragma once

#include <cstdint>
#include <string_view>

namespace sightline {

/// A number from 0 to below 1 that depends on nothing but the seed and what it is drawn for: the same on every machine,
/// in whatever order draws are made. Not for secrets.
double seeded_fraction(std::uint64_t seed, std::string_view drawn_for);

}  // namespace sightline
