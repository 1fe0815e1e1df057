#include "run/budget.h"

#include <fmt/format.h>

namespace sightline {

std::optional<std::string> Budget::reserve(double cost) {
  if (limits_.max_requests && requests_ >= *limits_.max_requests) {
    return fmt::format("--max-requests {} is reached", *limits_.max_requests);
  }
  if (limits_.max_cost && spent_ + reserved_ + cost > *limits_.max_cost) {
    return fmt::format(
        "--max-cost {:.6g} would be overrun: {:.6g} USD spent, {:.6g} set aside for requests under way, the next may "
        "cost {:.6g}",
        *limits_.max_cost, spent_, reserved_, cost);
  }
  ++requests_;
  reserved_ += cost;
  return std::nullopt;
}

void Budget::settle(double reserved, double cost) {
  reserved_ -= reserved;
  spent_ += cost;
}

std::optional<std::string> Budget::count_error() {
  ++errors_;
  if (limits_.max_errors && errors_ > *limits_.max_errors) {
    return fmt::format("--max-errors {} is exceeded", *limits_.max_errors);
  }
  return std::nullopt;
}

}  // namespace sightline
