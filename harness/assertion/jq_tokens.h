#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sightline {

/// One token of a jq 1.6 filter. Blanks and comments are gone; what is inside `\( )` of a string follows its token.
struct JqToken {
  enum class Kind : std::uint8_t {
    field,         ///< `.name`; text is the name
    name,          ///< `name`, keywords too
    variable,      ///< `$name`; text is the name
    string,        ///< with its quotes, as written
    split_string,  ///< a string with `\( )` in it; text is empty
    number,
    format,  ///< `@base64`
    sign,    ///< brackets and operators
    broken,  ///< a string without an end
  };
  Kind kind;
  std::string text;
  std::size_t begin = 0;  ///< Bytes of the filter, [begin, end).
  std::size_t end = 0;
  bool in_braces = false;  ///< The innermost open bracket is `{`.

  bool is_sign(std::string_view sign) const { return kind == Kind::sign && text == sign; }
};

struct JqTokens {
  std::vector<JqToken> tokens;
  /// Every bracket has its partner and every string its end: the filter stays a whole when put in parentheses.
  bool balanced = true;
};

JqTokens jq_tokens(std::string_view filter);

/// A name that a filter may not use, because it reaches out of the value: files, the environment, the clock.
struct JqForbidden {
  std::size_t offset = 0;  ///< Byte of the filter.
  std::string message;
};
std::vector<JqForbidden> jq_forbidden(const std::vector<JqToken>& tokens);

}  // namespace sightline
