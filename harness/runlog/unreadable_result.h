#pragma once

#include <fmt/format.h>

#include <string>
#include <utility>

#include "runlog/line_head.h"

namespace sightline {

/// What stands for a result that cannot be read: in error, with the reason.
template <typename Result>
Result unreadable_result(const LineHead& head, std::string reason) {
  Result result;
  result.unit = head.unit;
  result.repeat = head.repeat;
  result.sequence = head.sequence;
  result.status = Status::error;
  result.reason = std::move(reason);
  return result;
}

inline std::string broken_line_reason(std::size_t offset) {
  return fmt::format("the result's line in the run log is broken at its byte {}", offset);
}

}  // namespace sightline
