#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace sightline {

/// One `{{…}}` of a template.
struct MustacheTag {
  enum class Kind {
    variable,    ///< {{x}}, {{{x}}}, {{&x}}: all the same, since nothing is escaped.
    section,     ///< {{#x}}
    inverted,    ///< {{^x}}
    close,       ///< {{/x}}
    comment,     ///< {{! x }}
    partial,     ///< {{> x}}
    delimiters,  ///< {{=<% %>=}}
    foreign      ///< What mustache has no meaning for, or only in some dialects.
  };
  Kind kind = Kind::variable;
  std::string_view name;  ///< Without blanks at its ends.
  std::size_t begin = 0;  ///< Of the first brace.
  std::size_t end = 0;    ///< Behind the last brace.
};

struct MustacheScan {
  std::vector<MustacheTag> tags;
  std::optional<std::size_t> unclosed;  ///< Where a tag begins that never ends.
};

/// The tags of `text` in their order, `limit` of them at most.
MustacheScan scan_mustache(std::string_view text, std::size_t limit = static_cast<std::size_t>(-1));

/// True where `name` is [A-Za-z_][A-Za-z0-9_.]*.
bool is_variable_name(std::string_view name);

}  // namespace sightline
