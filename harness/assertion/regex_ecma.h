#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "assertion/regex.h"

namespace sightline {

/// A pattern of ECMA-262 (u flag) in PCRE2's words, and for each of its bytes the byte of the original it comes from.
struct TranslatedPattern {
  std::string text;
  std::vector<std::size_t> origins;
};

/// `\d \w \b` are ASCII in the result when it is compiled without UCP. Errors: what ECMA-262 does not have (`\A`, `\h`,
/// possessive quantifiers, inline flags, ...). What both refuse, like a missing parenthesis, is left to PCRE2.
tl::expected<TranslatedPattern, Regex::BadPattern> translate_ecma(std::string_view pattern, bool dot_all);

}  // namespace sightline
