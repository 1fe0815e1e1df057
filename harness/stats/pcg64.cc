#include "stats/pcg64.h"

namespace sightline {

Pcg64::Pcg64(std::uint64_t seed, std::uint64_t stream) : increment_(Wide{stream} << 1 | 1) {
  next();
  state_ += seed;
  next();
}

}  // namespace sightline
