#include "compare/text_similarity.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/text.h"

namespace sightline {
namespace {

constexpr std::size_t kMostCodePoints = 4'000;
constexpr std::size_t kMostWords = 8'000;

template <typename Sequence>
std::size_t distance(const Sequence& a, const Sequence& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({substituted, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

template <typename Sequence>
double similarity(const Sequence& a, const Sequence& b) {
  const std::size_t longer = std::max(a.size(), b.size());
  return longer == 0 ? 1 : 1 - static_cast<double>(distance(a, b)) / static_cast<double>(longer);
}

/// Words as numbers, equal where the words are.
class Vocabulary {
 public:
  std::vector<std::size_t> numbers(std::string_view text) {
    std::vector<std::size_t> all;
    for (const std::string_view word : split(text, ' ')) {
      if (all.size() == kMostWords) break;
      all.push_back(numbers_.try_emplace(std::string(word), numbers_.size()).first->second);
    }
    return all;
  }

 private:
  std::unordered_map<std::string, std::size_t> numbers_;
};

}  // namespace

double text_similarity(std::string_view a, std::string_view b) {
  const std::string first = collapsed_spaces(a);
  const std::string second = collapsed_spaces(b);
  if (first == second) return 1;
  const std::u32string first_points = code_points(first);
  const std::u32string second_points = code_points(second);
  if (std::max(first_points.size(), second_points.size()) <= kMostCodePoints) {
    return similarity(first_points, second_points);
  }
  Vocabulary words;
  return similarity(words.numbers(first), words.numbers(second));
}

}  // namespace sightline
