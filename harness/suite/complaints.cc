#include "suite/complaints.h"

#include <algorithm>
#include <utility>

namespace sightline {
namespace {

/// Each error carries its line: fifty times a line of megabytes would be more than the text itself.
constexpr std::size_t kLongestLine = 100'000;

}  // namespace

void Complaints::add(Position at, std::string message) {
  if (full()) return;
  errors_.push_back(source_.error_at(at, std::move(message)));
  if (errors_.back().source_line.size() > kLongestLine) std::string().swap(errors_.back().source_line);
}

bool Complaints::tells_of_line(std::uint32_t line) const {
  return std::any_of(errors_.begin(), errors_.end(), [line](const Error& e) { return e.place.position.line == line; });
}

Errors Complaints::take() && {
  std::stable_sort(errors_.begin(), errors_.end(), [](const Error& a, const Error& b) {
    return std::pair(a.place.position.line, a.place.position.column) <
           std::pair(b.place.position.line, b.place.position.column);
  });
  return std::move(errors_);
}

}  // namespace sightline
