#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace sightline {

/// The cost of giving a row a column; finite.
using PairCost = std::function<double(std::size_t row, std::size_t column)>;

/// Gives rows columns, each at most once, so that as many as can be are given and their costs add up to the least: the
/// Hungarian method with potentials, the optimum that scipy's linear_sum_assignment finds. One entry a row: its column,
/// or nothing where there are fewer columns than rows and the row goes without. To have the greatest sum, negate the
/// costs. Takes n²m steps, n being the smaller side, and asks for each cost once.
std::vector<std::optional<std::size_t>> best_assignment(std::size_t rows, std::size_t columns, const PairCost& cost);

}  // namespace sightline
