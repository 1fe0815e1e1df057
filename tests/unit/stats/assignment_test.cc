#include "stats/assignment.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>
#include <random>
#include <set>

namespace sightline {
namespace {

using Table = std::vector<std::vector<double>>;
using Assignment = std::vector<std::optional<std::size_t>>;

Assignment solved(const Table& table, std::size_t columns) {
  return best_assignment(table.size(), columns,
                         [&](std::size_t row, std::size_t column) { return table[row][column]; });
}

double cost_of(const Table& table, const Assignment& assignment) {
  double sum = 0;
  for (std::size_t row = 0; row < table.size(); ++row) {
    if (assignment[row]) sum += table[row][*assignment[row]];
  }
  return sum;
}

/// The least cost over every way to give out the columns, padded with free ones where rows are more.
double least_cost(const Table& table, std::size_t columns) {
  std::vector<std::size_t> order(std::max(table.size(), columns));
  std::iota(order.begin(), order.end(), 0);
  double least = std::numeric_limits<double>::infinity();
  do {
    double sum = 0;
    for (std::size_t row = 0; row < table.size(); ++row) sum += order[row] < columns ? table[row][order[row]] : 0;
    least = std::min(least, sum);
  } while (std::next_permutation(order.begin(), order.end()));
  return least;
}

Table random_table(std::size_t rows, std::size_t columns, std::mt19937& random) {
  // Few distinct costs, so that ties are common; negative ones too.
  std::uniform_int_distribution<int> costs(-6, 6);
  Table table(rows, std::vector<double>(columns));
  for (auto& row : table) std::ranges::generate(row, [&] { return costs(random) / 4.0; });
  return table;
}

TEST_CASE("the best assignment costs what trying all of them finds") {
  std::mt19937 random(7);
  for (std::size_t rows = 0; rows <= 6; ++rows) {
    for (std::size_t columns = 0; columns <= 6; ++columns) {
      for (int round = 0; round < 20; ++round) {
        const Table table = random_table(rows, columns, random);
        const Assignment assignment = solved(table, columns);
        CAPTURE(rows, columns, round);
        REQUIRE(assignment.size() == rows);
        CHECK(cost_of(table, assignment) == Approx(least_cost(table, columns)).margin(1e-9));
      }
    }
  }
}

TEST_CASE("an assignment gives each column once, and as many as there are") {
  std::mt19937 random(11);
  for (const auto& [rows, columns] : {std::pair{3, 9}, std::pair{9, 3}, std::pair{40, 40}, std::pair{0, 4}}) {
    const Assignment assignment = solved(random_table(rows, columns, random), columns);
    std::set<std::size_t> given;
    std::size_t count = 0;
    for (const auto& column : assignment) {
      if (!column) continue;
      CHECK(*column < static_cast<std::size_t>(columns));
      given.insert(*column);
      ++count;
    }
    CAPTURE(rows, columns);
    CHECK(count == static_cast<std::size_t>(std::min(rows, columns)));
    CHECK(given.size() == count);
  }
}

TEST_CASE("what is cheapest for each row alone is not always the best assignment") {
  // Row 0 would take column 0 at cost 1, and leave column 1 at cost 9 to row 1.
  const Assignment assignment = solved({{1, 2}, {3, 9}}, 2);
  CHECK(assignment == Assignment{1, 0});
}

}  // namespace
}  // namespace sightline
