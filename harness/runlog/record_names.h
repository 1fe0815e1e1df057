#pragma once

#include <optional>
#include <string_view>

#include "model/result.h"

namespace sightline {

inline std::string_view name_of(Status status) {
  return status_name(status);
}
inline std::string_view name_of(Verdict::Status status) {
  return status_name(status);
}
inline std::string_view name_of(Verdict::Outcome outcome) {
  return outcome_name(outcome);
}
inline std::string_view name_of(Failure::Kind kind) {
  return failure_name(kind);
}
inline std::string_view name_of(CostSource source) {
  return cost_source_name(source);
}
inline std::string_view name_of(Mode mode) {
  return mode_name(mode);
}
inline std::string_view name_of(ImagesKept images) {
  return images_name(images);
}
inline std::string_view name_of(GateVerdict::Status status) {
  return status_name(status);
}
inline std::string_view name_of(Aggregate aggregate) {
  switch (aggregate) {
    case Aggregate::mean:
      return "mean";
    case Aggregate::micro:
      return "micro";
    case Aggregate::corpus:
      return "corpus";
    case Aggregate::min:
      return "min";
    case Aggregate::p95:
      return "p95";
  }
  return "";
}

/// The value of that name. The enumerations count from 0 without a gap, and past their end a name is empty.
template <typename Enum>
std::optional<Enum> from_name(std::string_view name) {
  for (int number = 0;; ++number) {
    const auto value = static_cast<Enum>(number);
    if (name_of(value).empty()) return std::nullopt;
    if (name_of(value) == name) return value;
  }
}

}  // namespace sightline
