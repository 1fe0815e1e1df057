#include "metric/edit_distance.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "metric/bit_rows.h"
#include "metric/common_subsequence.h"

namespace sightline {
namespace {

/// The definition, by its table.
std::size_t defined_distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t cost = a[i - 1] == b[j - 1] ? 0 : 1;
      const std::size_t best = std::min({row[j] + 1, row[j - 1] + 1, diagonal + cost});
      diagonal = row[j];
      row[j] = best;
    }
  }
  return row[b.size()];
}

/// The longest common subsequence, by its table.
std::size_t defined_subsequence(const std::u32string& a, const std::u32string& b) {
  std::vector<std::vector<std::size_t>> table(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      table[i][j] = a[i - 1] == b[j - 1] ? table[i - 1][j - 1] + 1 : std::max(table[i - 1][j], table[i][j - 1]);
    }
  }
  return table[a.size()][b.size()];
}

std::u32string random_text(std::mt19937& random, std::size_t longest, char32_t letters) {
  std::u32string text(random() % (longest + 1), U' ');
  for (char32_t& c : text) c = U'\U0001F600' + static_cast<char32_t>(random() % letters);
  return text;
}

}  // namespace

TEST_CASE("the edit distance of known pairs") {
  const auto [a, b, distance] = GENERATE(table<std::u32string, std::u32string, std::size_t>({
      {U"", U"", 0},
      {U"", U"abc", 3},
      {U"abc", U"abc", 0},
      {U"kitten", U"sitting", 3},
      {U"intention", U"execution", 5},
      {U"ab", U"ba", 2},
      {U"straße", U"strasse", 2},
      {U"日本語", U"日木語", 1},
  }));
  CHECK(edit_distance(a, b) == distance);
  CHECK(edit_distance(b, a) == distance);
}

TEST_CASE("the edit distance is that of its definition, within a block of 64 rows and over several") {
  std::mt19937 random(7);
  const std::size_t longest = GENERATE(8, 64, 70, 130, 300);
  for (int i = 0; i < 60; ++i) {
    const std::u32string a = random_text(random, longest, i % 2 == 0 ? 3 : 40);
    const std::u32string b = random_text(random, longest, i % 2 == 0 ? 3 : 40);
    REQUIRE(edit_distance(a, b) == defined_distance(a, b));
    REQUIRE(edit_distance(a, b) == edit_distance(b, a));
  }
}

TEST_CASE("the longest common subsequence is that of its definition") {
  CHECK(common_subsequence(U"", U"abc") == 0);
  CHECK(common_subsequence(U"police", U"politics") == 5);
  CHECK(common_subsequence(std::u32string(129, U'a'), std::u32string(200, U'a')) == 129);
  std::mt19937 random(11);
  const std::size_t longest = GENERATE(8, 64, 70, 130, 300);
  for (int i = 0; i < 60; ++i) {
    const std::u32string a = random_text(random, longest, i % 2 == 0 ? 3 : 40);
    const std::u32string b = random_text(random, longest, i % 2 == 0 ? 3 : 40);
    REQUIRE(common_subsequence(a, b) == defined_subsequence(a, b));
    REQUIRE(common_subsequence(a, b) == common_subsequence(b, a));
  }
}

TEST_CASE("the edit distance at the borders of blocks") {
  for (const std::size_t length : {63, 64, 65, 127, 128, 129}) {
    const std::u32string a(length, U'a');
    CHECK(edit_distance(a, std::u32string(length, U'b')) == length);
    CHECK(edit_distance(a, U"b" + a + U"b") == 2);
    CHECK(edit_distance(U"b" + a + U"c", U"c" + a + U"b") == 2);
  }
}

TEST_CASE("the edit distance of a long text and a short one takes a pass over the long one") {
  const std::u32string text(1'000'000, U'x');
  CHECK(edit_distance(text, U"abc") == 1'000'000);
  CHECK(edit_work(text.size(), 3) == 1e6);
  CHECK(edit_work(65, 10) == 65);
  CHECK(edit_work(65, 100) == 200);
}

}  // namespace sightline
