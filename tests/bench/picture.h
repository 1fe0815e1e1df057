#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace sightline::bench {

/// A whole PNG of one grey pixel, made `bytes` long by a private chunk of noise.
std::string noisy_png(std::size_t bytes, std::uint64_t seed);

}  // namespace sightline::bench
