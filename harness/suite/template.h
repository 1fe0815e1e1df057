#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/chat.h"
#include "suite/diagnosed.h"

namespace sightline {

// Templates are mustache: {{name}} (also {{{name}}} and {{&name}}), {{#name}}…{{/name}} for each item of a list or
// where there is a value, {{^name}}…{{/name}} where there is none, {{.}} for the item itself, {{! a comment }}. null,
// false, an empty list and an empty text count as none, and all but false print as nothing. A name with dots reaches
// into maps.

/// True where `text` holds a mustache tag at all.
bool has_template(std::string_view text);

/// The name of a string that is exactly one `{{name}}`, or "".
std::string_view lone_variable(std::string_view text);

/// Checks a template against the variables it will get: syntax, undefined names (in `{{#x}}` and `{{^x}}` too; null and
/// false are declared), partials, lambdas and set-delimiter tags, a list or map printed by `{{x}}`, an image (named by
/// `images`; "a.b" for one within a map) anywhere but in a plain `{{x}}` where `images_allowed`. Names within
/// `{{#items}}` must be there for each item. Errors point at the tag in `source`; `scalar` is the template as a node of
/// it.
Errors check_template(const Node& scalar, const Source& source, const Node& vars,
                      const std::map<std::string, ImagePart>& images, bool images_allowed);

/// Fills a template that check_template had nothing against. No HTML escaping; numbers in their author's spelling; what
/// a variable inserts is not expanded again.
std::string render_template(std::string_view text, const Node& vars);

/// The same where `{{photo}}` may be an image: the text before, the image, the text after, less parts that are empty or
/// blank. Without an image it is one text, whatever that is.
std::vector<Part> render_parts(std::string_view text, const Node& vars, const std::map<std::string, ImagePart>& images);

/// Every string in `node` filled; a string that is exactly one `{{name}}` becomes the value itself, with its type, and
/// stands where the string stood. Keys are no templates.
Node render_node(const Node& node, const Node& vars);

}  // namespace sightline
