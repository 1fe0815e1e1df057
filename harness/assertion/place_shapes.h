#pragma once

#include "assertion/answer_places.h"

namespace sightline {

/// What a value holds of places.
struct ShapesFound {
  std::vector<MarkedPlace> places;
  std::size_t malformed = 0;
  bool has_empty_list = false;

  /// Worth believing: there are places, or it says that there are none.
  bool tells() const { return !places.empty() || (has_empty_list && malformed == 0); }
};

ShapesFound find_shapes(const Node& value, const PlaceWanted& wanted);

/// Names of the member that holds a place's label, in the order they are looked for.
const std::vector<std::string>& label_keys();

}  // namespace sightline
