#pragma once

#include <string>

#include "base/error.h"

namespace sightline {

/// Gathers what is wrong with one text, no more than a person reads at once.
class Complaints {
 public:
  static constexpr std::size_t kMost = 50;

  explicit Complaints(const Source& source) : source_(source) {}

  /// Does nothing where there are enough.
  void add(Position at, std::string message);
  bool empty() const { return errors_.empty(); }
  bool full() const { return errors_.size() >= kMost; }
  /// True where one stands on that line.
  bool tells_of_line(std::uint32_t line) const;
  /// In the order of the text.
  Errors take() &&;

 private:
  const Source& source_;
  Errors errors_;
};

}  // namespace sightline
