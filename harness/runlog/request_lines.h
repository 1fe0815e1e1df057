#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "runlog/line_span.h"

namespace sightline {

/// Where the requests of a log stand, by key. A key as this program makes them, a SHA-256 in hex, takes 48 bytes with
/// its line; others are kept as they are.
class RequestLines {
 public:
  /// Of the lines of one key the first counts.
  void add(const std::string& key, LineSpan line);
  /// To be called after the last add() and before what follows.
  void settle();
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

  std::vector<Line> lines_;
  std::map<std::string, LineSpan, std::less<>> others_;
};

}  // namespace sightline
