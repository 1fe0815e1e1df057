#include "base/suggest.h"

#include <algorithm>
#include <numeric>

#include "base/text.h"

namespace sightline {
namespace {

/// Optimal string alignment: each piece is edited at most once, which is enough for slips of the finger.
std::size_t distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substituted = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, substituted});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

/// Names longer than this are no slip of the finger, and comparing them costs their product.
constexpr std::size_t kLongestName = 100;

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  return distance(code_points(a), code_points(b));
}

std::string suggestion(std::string_view name, const std::vector<std::string>& candidates) {
  if (name.size() > kLongestName) return {};
  const std::u32string wanted = code_points(lower(name));
  std::size_t limit = std::max<std::size_t>(1, wanted.size() / 3);
  const std::string* nearest = nullptr;
  for (const std::string& candidate : candidates) {
    if (candidate.size() > kLongestName) continue;
    const std::size_t edits = distance(wanted, code_points(lower(candidate)));
    if (edits > limit || edits >= wanted.size()) continue;
    if (nearest != nullptr && edits == limit) continue;
    nearest = &candidate;
    limit = edits;
  }
  return nearest == nullptr ? "" : "; did you mean " + quoted(*nearest) + "?";
}

}  // namespace sightline
