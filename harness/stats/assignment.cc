#include "stats/assignment.h"

#include <limits>

namespace sightline {
namespace {

/// Where no column or no row is meant. Real ones count from 1 inside the method, 0 being the one that starts a search.
constexpr std::size_t kStart = 0;

/// The costs, with the smaller side as rows.
class CostTable {
 public:
  CostTable(std::size_t rows, std::size_t columns, const PairCost& cost)
      : is_turned_(rows > columns), rows_(is_turned_ ? columns : rows), columns_(is_turned_ ? rows : columns) {
    costs_.reserve(rows_ * columns_);
    for (std::size_t row = 0; row < rows_; ++row) {
      for (std::size_t column = 0; column < columns_; ++column) {
        costs_.push_back(is_turned_ ? cost(column, row) : cost(row, column));
      }
    }
  }

  bool is_turned() const { return is_turned_; }
  std::size_t rows() const { return rows_; }
  std::size_t columns() const { return columns_; }
  /// Both count from 1.
  double at(std::size_t row, std::size_t column) const { return costs_[(row - 1) * columns_ + column - 1]; }

 private:
  bool is_turned_;
  std::size_t rows_;
  std::size_t columns_;
  std::vector<double> costs_;
};

/// Adds row after row, each by the cheapest path of exchanges that ends at a free column.
class Hungarian {
 public:
  explicit Hungarian(const CostTable& costs)
      : costs_(costs),
        row_potential_(costs.rows() + 1),
        column_potential_(costs.columns() + 1),
        row_of_(costs.columns() + 1, kStart),
        reached_from_(costs.columns() + 1, kStart) {
    for (std::size_t row = 1; row <= costs.rows(); ++row) exchange(search(row));
  }

  /// Of each column from 1 on; kStart where it is free.
  const std::vector<std::size_t>& row_of() const { return row_of_; }

 private:
  /// The free column that the cheapest path from `row` ends at.
  std::size_t search(std::size_t row) {
    slack_.assign(costs_.columns() + 1, std::numeric_limits<double>::infinity());
    is_done_.assign(costs_.columns() + 1, false);
    row_of_[kStart] = row;
    std::size_t column = kStart;
    do {
      is_done_[column] = true;
      reach_from(column);
      const std::size_t nearest = nearest_column();
      move_potentials(slack_[nearest]);
      column = nearest;
    } while (row_of_[column] != kStart);
    return column;
  }

  void reach_from(std::size_t from) {
    const std::size_t row = row_of_[from];
    for (std::size_t column = 1; column <= costs_.columns(); ++column) {
      if (is_done_[column]) continue;
      const double reduced = costs_.at(row, column) - row_potential_[row] - column_potential_[column];
      if (reduced >= slack_[column]) continue;
      slack_[column] = reduced;
      reached_from_[column] = from;
    }
  }

  std::size_t nearest_column() const {
    std::size_t nearest = kStart;
    for (std::size_t column = 1; column <= costs_.columns(); ++column) {
      const bool is_nearer = !is_done_[column] && (nearest == kStart || slack_[column] < slack_[nearest]);
      if (is_nearer) nearest = column;
    }
    return nearest;
  }

  void move_potentials(double step) {
    for (std::size_t column = 0; column <= costs_.columns(); ++column) {
      if (is_done_[column]) {
        row_potential_[row_of_[column]] += step;
        column_potential_[column] -= step;
      } else {
        slack_[column] -= step;
      }
    }
  }

  void exchange(std::size_t column) {
    while (column != kStart) {
      row_of_[column] = row_of_[reached_from_[column]];
      column = reached_from_[column];
    }
  }

  const CostTable& costs_;
  std::vector<double> row_potential_;
  std::vector<double> column_potential_;
  std::vector<std::size_t> row_of_;
  std::vector<std::size_t> reached_from_;
  std::vector<double> slack_;
  std::vector<bool> is_done_;
};

}  // namespace

std::vector<std::optional<std::size_t>> best_assignment(std::size_t rows, std::size_t columns, const PairCost& cost) {
  std::vector<std::optional<std::size_t>> assignment(rows);
  const CostTable costs(rows, columns, cost);
  const Hungarian solution(costs);
  for (std::size_t column = 1; column <= costs.columns(); ++column) {
    const std::size_t row = solution.row_of()[column];
    if (row == kStart) continue;
    if (costs.is_turned()) {
      assignment[column - 1] = row - 1;
    } else {
      assignment[row - 1] = column - 1;
    }
  }
  return assignment;
}

}  // namespace sightline
