#pragma once

#include <string>
#include <vector>

#include "model/node.h"

namespace sightline {

/// An option of an assertion in words.
struct OptionText {
  std::string name;
  std::string type;  ///< "text", "number from 0", "one of `en`, `de`", "list of texts"
  std::string description;
  bool required = false;
};

/// What a JSON Schema takes, in words; names of values stand between backquotes.
std::string type_text(const Node& schema);
/// What may stand under an assertion's name in place of a map of options, in words; "" where nothing may.
std::string short_form_text(const Node& schema);
/// The options that the schema of an assertion describes, but for those that every assertion takes.
std::vector<OptionText> options_of(const Node& schema);

/// Options that every assertion takes.
std::vector<OptionText> options_of_all();

}  // namespace sightline
