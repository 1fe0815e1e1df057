#include "assertion/assignment.h"

#include <limits>

namespace sightline {
namespace {

constexpr std::size_t kNobody = 0;  ///< Rows and columns count from 1 here.

/// Kuhn's method with potentials, one shortest augmenting path a row (Jonker, Volgenant), for no more rows than
/// columns.
class Assigner {
 public:
  explicit Assigner(const OverlapTable& gains)
      : gains_(gains),
        row_potential_(gains.rows() + 1),
        column_potential_(gains.columns() + 1),
        row_of_(gains.columns() + 1, kNobody),
        came_from_(gains.columns() + 1) {}

  std::vector<std::optional<std::size_t>> assign() {
    for (std::size_t row = 1; row <= gains_.rows(); ++row) give(row);
    std::vector<std::optional<std::size_t>> columns(gains_.rows());
    for (std::size_t column = 1; column < row_of_.size(); ++column) {
      if (row_of_[column] != kNobody) columns[row_of_[column] - 1] = column - 1;
    }
    return columns;
  }

 private:
  double cost(std::size_t row, std::size_t column) const {
    return -gains_.at(row - 1, column - 1) - row_potential_[row] - column_potential_[column];
  }

  void give(std::size_t row) {
    row_of_[0] = row;
    slack_.assign(row_of_.size(), std::numeric_limits<double>::infinity());
    is_done_.assign(row_of_.size(), false);
    std::size_t column = 0;
    do {
      column = grow(column);
    } while (row_of_[column] != kNobody);
    while (column != 0) {
      row_of_[column] = row_of_[came_from_[column]];
      column = came_from_[column];
    }
  }

  /// Adds a column to the tree of alternating paths and finds the next one.
  std::size_t grow(std::size_t column) {
    is_done_[column] = true;
    const std::size_t row = row_of_[column];
    std::size_t next = 0;
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t other = 1; other < row_of_.size(); ++other) {
      if (is_done_[other]) continue;
      const double reduced = cost(row, other);
      if (reduced < slack_[other]) {
        slack_[other] = reduced;
        came_from_[other] = column;
      }
      if (slack_[other] < least) {
        least = slack_[other];
        next = other;
      }
    }
    shift(least);
    return next;
  }

  void shift(double by) {
    for (std::size_t column = 0; column < row_of_.size(); ++column) {
      if (is_done_[column]) {
        row_potential_[row_of_[column]] += by;
        column_potential_[column] -= by;
      } else {
        slack_[column] -= by;
      }
    }
  }

  const OverlapTable& gains_;
  std::vector<double> row_potential_;
  std::vector<double> column_potential_;
  std::vector<std::size_t> row_of_;
  std::vector<std::size_t> came_from_;
  std::vector<double> slack_;
  std::vector<bool> is_done_;
};

}  // namespace

std::vector<std::optional<std::size_t>> best_assignment(const OverlapTable& gains) {
  if (gains.rows() <= gains.columns()) return Assigner(gains).assign();
  const auto rows = Assigner(gains.transposed()).assign();
  std::vector<std::optional<std::size_t>> columns(gains.rows());
  for (std::size_t column = 0; column < rows.size(); ++column) {
    if (rows[column]) columns[*rows[column]] = column;
  }
  return columns;
}

}  // namespace sightline
