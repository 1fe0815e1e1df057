#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace sightline {

/// Finds the numbers of things that are kept elsewhere, by the things' hashes. A number takes some 8 bytes.
class NumberTable {
 public:
  /// The number with that hash of which `is(number)` holds; nothing where there is none.
  template <typename Is>
  std::optional<std::uint32_t> find(std::uint64_t hash, Is&& is) const {
    if (slots_.empty()) return std::nullopt;
    for (std::size_t at = place_of(hash); slots_[at] != kFree; at = (at + 1) & (slots_.size() - 1)) {
      if (is(slots_[at])) return slots_[at];
    }
    return std::nullopt;
  }
  /// Adds a number that is not there. `hash_of(number)` gives the hash of any that is.
  template <typename HashOf>
  void add(std::uint32_t number, HashOf&& hash_of) {
    if (4 * (count_ + 1) > 3 * slots_.size()) grow(hash_of);
    put(hash_of(number), number);
    ++count_;
  }

 private:
  static constexpr std::uint32_t kFree = 0xFFFFFFFF;
  static constexpr std::size_t kFewest = 16;

  template <typename HashOf>
  void grow(HashOf&& hash_of) {
    const std::vector<std::uint32_t> old = std::move(slots_);
    slots_.assign(old.empty() ? kFewest : 2 * old.size(), kFree);
    for (const std::uint32_t number : old) {
      if (number != kFree) put(hash_of(number), number);
    }
  }
  void put(std::uint64_t hash, std::uint32_t number) {
    std::size_t at = place_of(hash);
    while (slots_[at] != kFree) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = number;
  }
  /// The upper bits of a product in which every bit of the hash has a part.
  std::size_t place_of(std::uint64_t hash) const {
    return static_cast<std::size_t>(hash * 0x9E3779B97F4A7C15 >> (64 - std::countr_zero(slots_.size())));
  }

  std::vector<std::uint32_t> slots_;  ///< A power of two of them.
  std::size_t count_ = 0;
};

}  // namespace sightline
