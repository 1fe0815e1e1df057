#include "assertion/json_schema_words.h"

#include <fmt/format.h>

#include "assertion/wording.h"
#include "base/text.h"
#include "json/json.h"

namespace sightline::json_schema {

std::string described(const Node& value) {
  switch (value.kind()) {
    case Node::Kind::number:
      return "the number " + value.number_text();
    case Node::Kind::string:
      return "the string " + quoted(value.string());
    case Node::Kind::list:
      return value.list().empty() ? "an empty array" : "an array of " + counted(value.list().size(), "item");
    case Node::Kind::map:
      return value.map().empty() ? "an empty object" : "an object with " + counted(value.map().size(), "member");
    default:
      return to_json(value);
  }
}

std::string short_form(const Node& value) {
  constexpr std::size_t kLongest = 40;
  return value.is_string() ? quoted(value.string(), kLongest) : shortened(to_json(value), kLongest);
}

}  // namespace sightline::json_schema
