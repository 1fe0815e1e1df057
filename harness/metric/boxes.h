#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace sightline {

/// Four numbers of a box, its corners (left, top, right, bottom), or two of a point (x, y).
using Corners = std::array<double, 4>;
using Spot = std::array<double, 2>;

/// A box on the plane of comparison.
struct LabelledBox {
  Corners corners{};  ///< Left, top, right, bottom.
  std::string label;
  std::optional<double> score = {};
};

/// Its right edge is left of its left one, or its bottom above its top. Such a box covers nothing: it is not turned
/// round.
bool is_inverted(const Corners& box);

/// Intersection over union of two boxes, edges being continuous (no pixel is added). 0 where they do not overlap, where
/// one is inverted, and where both have no area. Reference: open-compass/VLMEvalKit vlmeval/dataset/refcoco.py.
double box_iou(const Corners& a, const Corners& b);

/// True where the centre of `box` lies in `around`, edges included, and neither is inverted.
bool has_centre_in(const Corners& box, const Corners& around);

/// Overlaps of expected boxes (rows) with predicted ones (columns). Boxes of different labels do not meet: 0.
class OverlapTable {
 public:
  /// Labels are compared as they are.
  OverlapTable(const std::vector<LabelledBox>& expected, const std::vector<LabelledBox>& predicted);
  /// A table of any figures, row by row.
  OverlapTable(std::size_t rows, std::size_t columns, std::vector<double> values)
      : rows_(rows), columns_(columns), values_(std::move(values)) {}

  std::size_t rows() const { return rows_; }
  std::size_t columns() const { return columns_; }
  double at(std::size_t row, std::size_t column) const { return values_[row * columns_ + column]; }

 private:
  std::size_t rows_;
  std::size_t columns_;
  std::vector<double> values_;
};

/// An expected and a predicted box, by their indices, that were taken for the same thing.
struct BoxPair {
  std::size_t expected = 0;
  std::size_t predicted = 0;
  double iou = 0;
};

}  // namespace sightline
