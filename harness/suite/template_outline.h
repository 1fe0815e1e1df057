#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "suite/mustache_tags.h"

namespace sightline {

/// What is wrong with one tag of a template.
struct TagTrouble {
  std::size_t tag;  ///< Its index.
  std::string message;
};

/// The tags of a template, how its sections enclose one another, and what is wrong with them whatever the variables.
struct TemplateOutline {
  MustacheScan scan;
  std::vector<std::size_t> close_of;  ///< By a section's tag: the tag that closes it.
  std::vector<TagTrouble> troubles;
  bool sections_match = true;  ///< Only then is `close_of` good for anything.
};

TemplateOutline outline_template(std::string_view text);

}  // namespace sightline
