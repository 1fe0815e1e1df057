#pragma once

#include "suite/loading.h"

namespace sightline {

/// Fills one string that is a template: in place, with the value's type where it is exactly one `{{name}}`, keeping the
/// template's position. What is wrong with it goes to `out`, and the string stays as it was.
void fill_string(Node& string, const TemplateScope& scope, Errors& out);

/// The text that a template becomes; "" where it is wrong.
std::string filled_text(const Node& string, const TemplateScope& scope, Errors& out);

/// Fills every string in `node`.
void fill_strings(Node& node, const TemplateScope& scope, Errors& out);

/// Fills the strings of an assertion (one item of an `assert` list) that are templates.
void fill_assertion(Node& item, const TemplateScope& scope, Errors& out);

/// True where a string of the assertion that may be a template holds a tag.
bool holds_template(const Node& item);

/// A warning for each string of `node` that would be filled in a dataset or matrix case and is plain text here,
/// although it names variables of the case.
void warn_of_unfilled(const Node& node, const TemplateScope& scope, Errors& out);
void warn_of_unfilled_assertion(const Node& item, const TemplateScope& scope, Errors& out);

}  // namespace sightline
