#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "model/node.h"

namespace sightline {

/// A part of a text, from one offset to another.
struct YamlRange {
  std::size_t begin;
  std::size_t end;
};

/// What stands in one piece of a text.
struct YamlPiece {
  Node root;
  std::size_t events;  ///< Values and keys.
};

/// Where a text may be cut so that each piece is YAML of its own: the first as it is, and each of the others a list
/// whose items belong to the list at the end of the first. The offsets at which the pieces begin, about equally far
/// apart, the first of them 0; one piece alone where there is no such list at the end of the text.
///
/// The list stands under a key at the left edge, an item's dash in the first column of the others' dashes. Of a scalar
/// that goes on over several lines only one in quotes, or in [] or {}, can have a line like that: a piece that was cut
/// there has no end of it, and is refused by the parser.
std::vector<std::size_t> yaml_pieces(std::string_view text, std::size_t most);

}  // namespace sightline
