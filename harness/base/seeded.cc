#include "base/seeded.h"

namespace sightline {
namespace {

/// FNV-1a, 64 bits.
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash;
}

/// The finaliser of SplitMix64: each bit of the result depends on all of the argument.
std::uint64_t mixed(std::uint64_t bits) {
  bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9;
  bits = (bits ^ (bits >> 27)) * 0x94d049bb133111eb;
  return bits ^ (bits >> 31);
}

}  // namespace

double seeded_fraction(std::uint64_t seed, std::string_view drawn_for) {
  const std::uint64_t bits = mixed(hash_of(drawn_for) + mixed(seed + 0x9e3779b97f4a7c15));
  return static_cast<double>(bits >> 11) * 0x1p-53;
}

}  // namespace sightline
