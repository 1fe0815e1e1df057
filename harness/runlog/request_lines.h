#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "runlog/line_span.h"
#include "runlog/number_table.h"

namespace sightline {

/// Where the requests of a log stand, by key. A key as this program makes them, a SHA-256 in hex, takes some 56 bytes
/// with its line; others are kept as they are.
class RequestLines {
 public:
  /// Of the lines of one key the first counts. False where there was one.
  bool add(std::string_view key, LineSpan line);
  /// Null where there is none.
  const LineSpan* find(std::string_view key) const;
  /// Sorted.
  std::vector<std::string> keys() const;

 private:
  using Digest = std::array<std::uint8_t, 32>;
  struct Line {
    Digest key;
    LineSpan line;
  };

  static std::uint64_t hash_of(const Digest& digest);
  const Line* find(const Digest& digest) const;

  std::vector<Line> lines_;
  NumberTable numbers_;  ///< Of the lines.
  std::map<std::string, LineSpan, std::less<>> others_;
};

}  // namespace sightline
