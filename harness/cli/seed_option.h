#pragma once

#include <cstdint>

namespace sightline {

class VerbOptions;

/// Gives a command the option --seed: a whole number from 0, of 64 bits. Anything else is told as that.
void add_seed_option(VerbOptions& options, std::uint64_t& seed);

}  // namespace sightline
