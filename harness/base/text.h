#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sightline {

/// True where `text` is well-formed UTF-8 (no surrogates, no overlong forms).
bool is_utf8(std::string_view text);
/// Bytes of the longest beginning of `text` that is well-formed UTF-8.
std::size_t utf8_prefix(std::string_view text);
/// `text` with each malformed sequence replaced by U+FFFD, as WHATWG's decoder does.
std::string repaired_utf8(std::string_view text);
/// The byte order mark that `text` begins with, or "".
std::string_view byte_order_mark(std::string_view text);
/// Number of Unicode code points; `text` must be UTF-8.
std::size_t code_point_count(std::string_view text);
/// The code points of `text`; U+FFFD for each malformed sequence.
std::u32string code_points(std::string_view text);
/// Appends a Unicode scalar value (no surrogate).
void append_utf8(std::string& out, char32_t code_point);

/// Without the ASCII blanks at both ends.
std::string_view trimmed(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
/// At most `limit` code points of `text`, with "…" where something was cut.
std::string shortened(std::string_view text, std::size_t limit);
/// `text` on one line between single quotes, control characters escaped, shortened to `limit` code points. An object,
/// because of a function's name argument-dependent lookup would take std::quoted where <iomanip> is included.
struct Quoted {
  std::string operator()(std::string_view text, std::size_t limit = 80) const;
};
inline constexpr Quoted quoted;

/// Unicode case mapping and normal form C of the whole language-neutral repertoire, as Python's str methods do.
/// Malformed UTF-8 becomes U+FFFD.
std::string lower(std::string_view text);
std::string upper(std::string_view text);
std::string nfc(std::string_view text);
/// Python's str.casefold: what is left when case is taken off, "ss" for "ß".
std::string case_folded(std::string_view text);
/// Runs of Unicode white space become one blank; none at the ends.
std::string collapsed_spaces(std::string_view text);
/// The value of a decimal digit of any script ("٣" is 3), -1 of anything else, as Python's unicodedata.decimal.
int decimal_value(char32_t c);
/// True of letters and of everything with a numeric value ("½"), as Python's str.isalnum.
bool is_alphanumeric(char32_t c);
/// Cells that a code point takes in a terminal: 0 for a combining mark, 2 for a wide character, 1 else.
std::size_t terminal_cells(char32_t code_point);

/// Wildcards `*` (any run) and `?` (one code point); nothing else is special.
bool matches_wildcard(std::string_view pattern, std::string_view text);

}  // namespace sightline
