#pragma once

#include <optional>
#include <string_view>

#include "model/node.h"

namespace sightline {

/// JSON with the slips of models, read as what it was meant to be.
struct LooseJson {
  Node::List values;      ///< One, or several with or without commas between them.
  bool was_cut = false;   ///< The text ended within the last value; only what was complete in it is kept.
  std::string_view rest;  ///< What follows the values.
};

/// Reads what JSON and Python's literals have in common and apart: strings in single or double quotes, a comma before a
/// closing bracket, True, False and None, tuples, numbers such as +1, .5 and 2., a key that stands twice (the last one
/// counts). A text that ends too soon keeps the items of its lists that are complete lists or maps themselves: half a
/// box is none. Nothing where the text is something else, holds NaN or an infinity, is nested deeper than 256 levels or
/// has a map of more than 1,000 keys. Linear.
std::optional<LooseJson> read_loose_json(std::string_view text);

/// A number as JSON, Python or a person writes it, at the beginning of `text`, and taken off it. Nothing, and nothing
/// taken, where there is none or it is not finite.
std::optional<double> take_number(std::string_view& text);

}  // namespace sightline
