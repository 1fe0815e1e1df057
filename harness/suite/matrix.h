#pragma once

#include <string>
#include <vector>

#include "suite/case_settings.h"

namespace sightline {

/// One choice of a value for each axis of a matrix.
struct Combination {
  Node values;         ///< A map.
  std::string suffix;  ///< "@language=de,photo=a.png": what a case's id gets appended.
};

/// Tells a variable or axis that no template could name.
void check_variable_name(const Node::Member& variable, const Source& source, Diagnostics& out);

/// The combinations of a case's matrix (its own axes after those of the defaults), in the order written, the last axis
/// turning fastest. Without a matrix: none. Tells axes that are also variables, and a matrix beyond all measure.
std::vector<Combination> read_matrix(const CaseText& text, const Source& source, Diagnostics& out);

}  // namespace sightline
