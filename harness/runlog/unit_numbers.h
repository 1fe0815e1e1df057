#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/result.h"
#include "runlog/number_table.h"

namespace sightline {

/// Texts, each kept once, under numbers from 0 in the order in which they came.
class TextNumbers {
 public:
  /// Takes the text up where it is new.
  std::uint32_t number_of(std::string_view text);
  std::optional<std::uint32_t> find(std::string_view text) const;
  /// Good until the next number_of().
  std::string_view text(std::uint32_t number) const;

 private:
  std::string texts_;
  std::vector<std::uint64_t> ends_;
  NumberTable table_;
};

/// The same of units: a unit takes some 60 bytes, since its suite, prompt and model are mostly those of others.
class UnitNumbers {
 public:
  std::uint32_t number_of(const UnitId& unit);
  std::optional<std::uint32_t> find(const UnitId& unit) const;
  UnitId unit(std::uint32_t number) const;
  std::size_t count() const { return units_.size(); }
  /// The order of UnitId.
  bool is_less(std::uint32_t a, std::uint32_t b) const;

 private:
  using Parts = std::array<std::uint32_t, 4>;
  static std::uint64_t hash_of(const Parts& parts);
  std::optional<std::uint32_t> find(const Parts& parts) const;

  TextNumbers texts_;
  std::vector<Parts> units_;
  NumberTable table_;
};

}  // namespace sightline
