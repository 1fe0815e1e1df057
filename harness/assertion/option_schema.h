#pragma once

#include <string>
#include <string_view>

#include "model/node.h"

namespace sightline {

/// Builds the JSON Schema of what may stand under an assertion's name: its short form, or a map of its options, to
/// which weight, metric and label are added. Parts of schemas are JSON texts.
class OptionSchema {
 public:
  enum class Need { optional, required };

  OptionSchema& short_form(std::string_view schema);
  OptionSchema& option(std::string_view name, std::string_view schema, Need need = Need::optional);
  /// `at`.
  OptionSchema& at();
  /// `at` and `normalize`.
  OptionSchema& text();
  /// `min` and `max`, and the maximum as the short form.
  OptionSchema& bounds(std::string_view schema);
  Node node() const;

 private:
  Node short_form_;
  bool has_short_form_ = false;
  Node properties_;
  Node::List required_;
};

/// Text: a string, or a number, which stands for its spelling.
inline constexpr std::string_view kTextSchema = R"({"type": ["string", "number"]})";
/// One text, or a list of texts.
inline constexpr std::string_view kTextsSchema = R"({"anyOf": [{"type": ["string", "number"]},
  {"type": "array", "items": {"type": ["string", "number"]}, "minItems": 1}]})";
/// A number, or the variable that holds one.
inline constexpr std::string_view kNumberSchema =
    R"({"anyOf": [{"type": "number"}, {"type": "string", "pattern": "^\\{\\{[^{}]+\\}\\}$"}]})";
inline constexpr std::string_view kCountSchema =
    R"({"anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": "^\\{\\{[^{}]+\\}\\}$"}]})";

}  // namespace sightline
