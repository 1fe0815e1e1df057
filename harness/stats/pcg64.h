#pragma once

#include <cstdint>

namespace sightline {

/// The generator PCG XSL-RR 128/64 (O'Neill 2014; "pcg64" of the PCG library and NumPy's PCG64), seeded as the PCG
/// library seeds it. The same seed and stream give the same numbers on every machine. Inline, since a bootstrap draws
/// hundreds of millions.
class Pcg64 {
 public:
  explicit Pcg64(std::uint64_t seed, std::uint64_t stream = 0);

  std::uint64_t next() {
    state_ = state_ * kMultiplier + increment_;
    const auto folded = static_cast<std::uint64_t>(state_ >> 64) ^ static_cast<std::uint64_t>(state_);
    const auto turn = static_cast<unsigned>(state_ >> 122);
    return (folded >> turn) | (folded << (-turn & 63));
  }

  /// A number below `bound` > 0, each as likely as any other (Lemire 2019): the upper half of a product, drawn again
  /// where its lower half is among those that come up once too often. Takes half of what next() gives.
  std::uint32_t below(std::uint32_t bound) {
    std::uint64_t product = std::uint64_t{next_half()} * bound;
    if (static_cast<std::uint32_t>(product) < bound) {
      const std::uint32_t surplus = -bound % bound;
      while (static_cast<std::uint32_t>(product) < surplus) product = std::uint64_t{next_half()} * bound;
    }
    return static_cast<std::uint32_t>(product >> 32);
  }

 private:
  __extension__ using Wide = unsigned __int128;

  static constexpr Wide kMultiplier = (Wide{2549297995355413924U} << 64) + 4865540595714422341U;

  std::uint32_t next_half() {
    if (has_half_) {
      has_half_ = false;
      return half_;
    }
    const std::uint64_t both = next();
    half_ = static_cast<std::uint32_t>(both >> 32);
    has_half_ = true;
    return static_cast<std::uint32_t>(both);
  }

  Wide state_ = 0;
  Wide increment_;
  std::uint32_t half_ = 0;
  bool has_half_ = false;
};

}  // namespace sightline
