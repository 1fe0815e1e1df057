#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/node.h"

namespace sightline::json_schema {

class Frame;

enum class Draft : std::uint8_t { seven = 1, twenty_twelve = 2 };
std::string_view draft_name(Draft draft);

/// What the value of a keyword holds of schemas.
enum class Shape : std::uint8_t { no_schema, schema, list, map, schema_or_list, map_of_schemas_or_names };

/// One keyword of one draft, or of both.
struct Keyword {
  std::string_view name;
  unsigned drafts;  ///< Of kSeven and kTwentyTwelve.
  Shape shape;
  /// Checks the keyword's value and adds its rules; null for what only annotates.
  void (*compile)(Frame& frame, const Node::Member& member) = nullptr;
};
constexpr unsigned kSeven = static_cast<unsigned>(Draft::seven);
constexpr unsigned kTwentyTwelve = static_cast<unsigned>(Draft::twenty_twelve);
constexpr unsigned kBoth = kSeven | kTwentyTwelve;

// The families, each in a file of its own.
std::vector<Keyword> any_value_keywords();
std::vector<Keyword> number_keywords();
std::vector<Keyword> string_keywords();
std::vector<Keyword> array_keywords();
std::vector<Keyword> object_keywords();
std::vector<Keyword> logic_keywords();
std::vector<Keyword> reference_keywords();
std::vector<Keyword> unevaluated_keywords();
std::vector<Keyword> annotation_keywords();

/// Null where the draft has none of that name.
const Keyword* find_keyword(std::string_view name, Draft draft);
/// Why `name` is no keyword of the draft, and what to write instead.
std::string unknown_keyword(std::string_view name, Draft draft);

}  // namespace sightline::json_schema
