#include "assertion/option_schema.h"

#include <utility>

#include "json/json.h"

namespace sightline {
namespace {

/// `text` is a literal of this program; a slip in it is found by the test that reads every schema.
Node schema_of(std::string_view text) {
  return parse_json(text).value();
}

}  // namespace

OptionSchema& OptionSchema::short_form(std::string_view schema) {
  short_form_ = schema_of(schema);
  has_short_form_ = true;
  return *this;
}

OptionSchema& OptionSchema::option(std::string_view name, std::string_view schema, Need need) {
  properties_.set(std::string(name), schema_of(schema));
  if (need == Need::required) required_.emplace_back(name);
  return *this;
}

OptionSchema& OptionSchema::at() {
  return option("at", R"({"type": "string", "description": "A jq path that picks what is looked at, such as .total"})");
}

OptionSchema& OptionSchema::text() {
  at();
  return option("normalize", R"({"type": "array", "items": {"enum": ["trim", "lower", "nfc", "spaces"]},
    "description": "Steps that bring both texts to one form; without them they are compared exactly"})");
}

OptionSchema& OptionSchema::bounds(std::string_view schema) {
  return short_form(schema).option("min", schema).option("max", schema);
}

Node OptionSchema::node() const {
  Node properties = properties_;
  properties.set("weight", schema_of(R"({"type": "number", "minimum": 0,
    "description": "Its share in the case's score, 1 by default; 0 measures without deciding"})"));
  properties.set("metric", schema_of(R"({"type": "string", "minLength": 1,
    "description": "A name to aggregate the score under"})"));
  properties.set("label", schema_of(R"({"type": "string", "minLength": 1,
    "description": "What reports call it"})"));
  Node options;
  options.set("type", "object");
  options.set("properties", std::move(properties));
  options.set("patternProperties", schema_of(R"({"^x-": true})"));
  options.set("additionalProperties", false);
  if (!required_.empty()) options.set("required", required_);
  if (!has_short_form_) return options;
  Node either;
  either.set("anyOf", Node::List{short_form_, std::move(options)});
  return either;
}

}  // namespace sightline
