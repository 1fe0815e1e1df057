#pragma once

#include <map>
#include <string>

#include "suite/loading.h"

namespace sightline {

/// The variables of one case.
struct Variables {
  Node vars = Node(Node::Map{});
  std::map<std::string, ImagePart> images = {};  ///< By name; "a.b" for an image within a map.
};

/// Where a case's variables come from. Nulls are absences; all others are maps.
struct VariableSources {
  const Node* defaults = nullptr;      ///< `vars` of the suite's defaults.
  const Node* own = nullptr;           ///< `vars` of the case or dataset.
  const Node* combination = nullptr;   ///< The matrix's values.
  const Node* row = nullptr;           ///< The row of a data file …
  const Origin* row_origin = nullptr;  ///< … and that file.
  /// True in dataset and matrix cases: strings of `vars` are templates over the row and the combination.
  bool filled() const { return combination != nullptr || row != nullptr; }
};

/// Puts a case's variables together: the case's own over the combination, that over the row, that over the defaults.
/// Image paths are templates over all of them, but for those of data files, which are taken as they stand. What is
/// wrong goes to `out`; an image that could not be had stands in the result without its bytes.
Variables read_variables(const VariableSources& sources, const Origin& suite, Loading& loading, Errors& out);

}  // namespace sightline
