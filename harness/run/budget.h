#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace sightline {

/// What a run may take at most; nothing set: no limit.
struct Limits {
  std::optional<double> max_cost;  ///< USD that the run itself pays.
  std::optional<std::uint64_t> max_requests;
  std::optional<std::uint64_t> max_errors;
  std::optional<std::chrono::milliseconds> max_time = {};  ///< After which nothing new is sent.
};

/// Money and requests: what is spent, what is set aside for requests under way, and what is still allowed.
class Budget {
 public:
  explicit Budget(const Limits& limits) : limits_(limits) {}
  /// Sets `cost` aside for one send. Says why not where that could overrun a limit.
  std::optional<std::string> reserve(double cost);
  /// The send is over: `reserved` is set free and `cost` is paid.
  void settle(double reserved, double cost);
  /// Counts a result that ended in error; says so where that were too many.
  std::optional<std::string> count_error();
  double spent() const { return spent_; }

 private:
  Limits limits_;
  double spent_ = 0;
  double reserved_ = 0;
  std::uint64_t requests_ = 0;
  std::uint64_t errors_ = 0;
};

}  // namespace sightline
