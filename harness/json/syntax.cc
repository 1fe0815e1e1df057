#include "json/syntax.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace sightline {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string_view word_at(std::string_view text) {
  const auto end = std::find_if_not(text.begin(), text.end(), [](char c) { return is_letter(c) || is_digit(c); });
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

std::string_view code_point_at(std::string_view text) {
  std::size_t length = 1;
  while (length < text.size() && (text[length] & 0xC0) == 0x80) ++length;
  return text.substr(0, length);
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// What stands at the beginning of `text`.
std::string found(std::string_view text) {
  if (text.empty()) return "the text ends";
  const char c = text.front();
  if (is_letter(c)) return "unknown word " + quoted(word_at(text), 40);
  if (c == '"') return "a string";
  if (is_digit(c) || c == '-') return "a number";
  const std::string_view point = code_point_at(text);
  if (!is_utf8(point)) return "invalid UTF-8";
  return quoted(point);
}

/// The words for what the parser would have taken, "" where it does not say.
std::string_view wanted(std::string_view account) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kWanted{{
      {"; expected string literal", "a key in double quotes"},
      {"; expected ':'", "':'"},
      {"; expected ']'", "',' or ']'"},
      {"; expected '}'", "',' or '}'"},
      {"; expected '[', '{', or a literal", "a value"},
      {"; expected end of input", "nothing more"},
  }};
  for (const auto& [ending, words] : kWanted) {
    if (account.ends_with(ending)) return words;
  }
  return "a value";
}

bool follows_comma(std::string_view before) {
  const std::size_t last = before.find_last_not_of(" \t\r\n");
  return last != std::string_view::npos && before[last] == ',';
}

std::string unexpected(std::string_view text, std::size_t offset, std::string_view account) {
  const std::string_view rest = text.substr(offset);
  const char c = rest.empty() ? '\0' : rest.front();
  if (trimmed(text).empty()) return "the text is empty";
  if ((c == ']' || c == '}') && follows_comma(text.substr(0, offset))) {
    return fmt::format("a comma stands before '{}'; remove it", c);
  }
  if (c == '\'') return "strings and keys stand in double quotes, not in single ones";
  if (c == '/' || c == '#') return "JSON has no comments";
  const std::string_view expected = wanted(account);
  if (expected == "nothing more") return fmt::format("there is more after the value: {}", found(rest));
  return fmt::format("{} where {} is due", found(rest), expected);
}

std::string control_character(char c) {
  if (c == '\n' || c == '\r') return "a line break in a string; write \\n";
  if (c == '\t') return "a tab in a string; write \\t";
  return fmt::format("a control character in a string; write \\u{:04x}", static_cast<unsigned>(c));
}

/// The words for trouble within a string.
std::string string_trouble(std::string_view account, char c) {
  if (contains(account, "4 hex digits")) return "\\u needs four hex digits";
  if (contains(account, "surrogate")) return "a lone surrogate: \\ud800 to \\udfff stand in pairs, the high one first";
  if (contains(account, "after backslash")) {
    return fmt::format("unknown escape {}; a backslash is written twice", quoted(std::string("\\") + c));
  }
  return control_character(c);
}

}  // namespace

SyntaxTrouble explain_syntax(std::string_view text, std::string_view account, std::size_t read, std::size_t token) {
  const std::size_t last = std::min(read == 0 ? 0 : read - 1, text.size());
  const std::size_t begin = std::min(token, last);
  const auto told = [](std::size_t offset, const std::string& why) {
    return SyntaxTrouble{offset, "not JSON: " + why};
  };
  if (contains(account, "missing closing quote")) return told(begin, "a string has no closing quote");
  if (contains(account, "ill-formed UTF-8")) {
    return told(begin + utf8_prefix(text.substr(begin)), "invalid UTF-8 in a string");
  }
  if (contains(account, "invalid string")) {
    return told(last, string_trouble(account, last < text.size() ? text[last] : '\0'));
  }
  if (contains(account, "invalid number")) return told(last, "a number lacks a digit here");
  if (contains(account, "number overflow")) return told(begin, "a number is too large for a double");
  return told(begin, unexpected(text, begin, account));
}

}  // namespace sightline
