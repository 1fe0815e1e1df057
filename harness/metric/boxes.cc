#include "metric/boxes.h"

#include <algorithm>

namespace sightline {
namespace {

double area(const Corners& box) {
  return (box[2] - box[0]) * (box[3] - box[1]);
}

}  // namespace

bool is_inverted(const Corners& box) {
  return box[2] < box[0] || box[3] < box[1];
}

double box_iou(const Corners& a, const Corners& b) {
  if (is_inverted(a) || is_inverted(b)) return 0;
  const double width = std::min(a[2], b[2]) - std::max(a[0], b[0]);
  const double height = std::min(a[3], b[3]) - std::max(a[1], b[1]);
  if (width <= 0 || height <= 0) return 0;
  const double shared = width * height;
  const double all = area(a) + area(b) - shared;
  // Sides beyond what a double's square holds cover nothing that could be told.
  return shared <= all ? shared / all : 0;
}

bool has_centre_in(const Corners& box, const Corners& around) {
  if (is_inverted(box) || is_inverted(around)) return false;
  const double x = box[0] / 2 + box[2] / 2;
  const double y = box[1] / 2 + box[3] / 2;
  return x >= around[0] && x <= around[2] && y >= around[1] && y <= around[3];
}

OverlapTable::OverlapTable(const std::vector<LabelledBox>& expected, const std::vector<LabelledBox>& predicted)
    : rows_(expected.size()), columns_(predicted.size()), values_(rows_ * columns_) {
  for (std::size_t row = 0; row < rows_; ++row) {
    for (std::size_t column = 0; column < columns_; ++column) {
      if (expected[row].label != predicted[column].label) continue;
      values_[row * columns_ + column] = box_iou(expected[row].corners, predicted[column].corners);
    }
  }
}

}  // namespace sightline
