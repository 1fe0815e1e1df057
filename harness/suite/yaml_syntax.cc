#include "suite/yaml_syntax.h"

#include <fmt/format.h>
#include <yaml-cpp/exceptions.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace sightline {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

/// Advice by the beginning of the library's message; {} is what stands at its mark.
struct Rewording {
  std::string_view library;
  std::string_view ours;
};

constexpr std::string_view kUnclosedQuote = "this quoted text never ends; its closing quote is missing";
constexpr std::string_view kNoTags = "'!' begins a tag, and this is none; quote a text that begins so";
constexpr std::string_view kNoDirectives = "lines that begin with '%' are not supported; delete this one";

const std::array<Rewording, 27> kRewordings{{
    {YAML::ErrorMsg::MULTIPLE_TAGS, "two tags for one value; delete one"},
    {YAML::ErrorMsg::MULTIPLE_ANCHORS, "two anchors for one value; delete one"},
    {YAML::ErrorMsg::ALIAS_CONTENT, "an alias takes no tag and no anchor; delete it"},
    {YAML::ErrorMsg::INVALID_HEX, "a '\\x', '\\u' or '\\U' is not followed by 2, 4 or 8 hex digits"},
    {YAML::ErrorMsg::INVALID_UNICODE, "this escape names no character"},
    {YAML::ErrorMsg::INVALID_ESCAPE,
     "unknown escape; double the backslash, or use single quotes, where none is special"},
    {YAML::ErrorMsg::UNKNOWN_TOKEN, "{} cannot begin like this; quote it"},
    {YAML::ErrorMsg::DOC_IN_SCALAR, "a quoted text runs into this line; its closing quote is missing"},
    {YAML::ErrorMsg::TAB_IN_INDENTATION, "a tab in the indentation; use blanks"},
    {YAML::ErrorMsg::FLOW_END, "{} closes nothing; quote it if it is text"},
    {YAML::ErrorMsg::BLOCK_ENTRY, "'-' cannot stand here; begin a list on a line of its own, or quote the text"},
    {YAML::ErrorMsg::MAP_KEY, "'?' cannot stand here; quote it if it is text"},
    {YAML::ErrorMsg::MAP_VALUE, "this ':' follows no key; quote the text that it belongs to, or check the indentation"},
    {YAML::ErrorMsg::ALIAS_NOT_FOUND, "'*' begins an alias, and this is none; quote a text that begins so"},
    {YAML::ErrorMsg::CHAR_IN_ALIAS, "'*' begins an alias, and this is none; quote a text that begins so"},
    {YAML::ErrorMsg::ANCHOR_NOT_FOUND, "'&' begins an anchor, and this is none; quote a text that begins so"},
    {YAML::ErrorMsg::CHAR_IN_ANCHOR, "'&' begins an anchor, and this is none; quote a text that begins so"},
    {YAML::ErrorMsg::UNKNOWN_ANCHOR, "{} is an alias of no anchor above it; quote a text that begins with '*'"},
    {YAML::ErrorMsg::ZERO_INDENT_IN_BLOCK, "'|' and '>' take an indentation from 1 to 9"},
    {YAML::ErrorMsg::CHAR_IN_BLOCK, "after '|' or '>' the line ends; the text begins on the next"},
    {YAML::ErrorMsg::CHAR_IN_TAG_HANDLE, kNoTags},
    {YAML::ErrorMsg::TAG_WITH_NO_SUFFIX, kNoTags},
    {YAML::ErrorMsg::END_OF_VERBATIM_TAG, kNoTags},
    {"YAML ", kNoDirectives},
    {"TAG ", kNoDirectives},
    {"bad YAML version", kNoDirectives},
    {"repeated", kNoDirectives},
}};

/// What stands at `offset`, up to the next blank or the end of the line.
std::string found_at(std::string_view text, std::size_t offset) {
  const std::string_view rest = text.substr(std::min(offset, text.size()));
  const std::string_view word = rest.substr(0, rest.find_first_of(kBlanks));
  return word.empty() ? "the end of the file" : quoted(word, 20);
}

/// Where the tab stands in the indentation of the line of `offset`.
std::optional<std::size_t> tab_in_indentation(std::string_view text, std::size_t offset) {
  const std::size_t line = text.substr(0, offset).rfind('\n') + 1;  // npos + 1 is 0: the first line.
  const std::size_t end = std::min(text.find_first_not_of(" \t", line), text.size());
  const std::size_t tab = text.substr(0, end).find('\t', line);
  return tab == std::string_view::npos ? std::nullopt : std::optional(tab);
}

/// Behind the quoted text that begins at `offset`; npos where it never ends.
std::size_t end_of_quoted(std::string_view text, std::size_t offset) {
  const char quote = text[offset];
  for (std::size_t i = offset + 1; i < text.size(); ++i) {
    const bool is_escape = quote == '"' ? text[i] == '\\' : text.substr(i).starts_with("''");
    if (is_escape) {
      ++i;
    } else if (text[i] == quote) {
      return i + 1;
    }
  }
  return std::string_view::npos;
}

/// Where the quoted text begins that runs to the end of `text`, looking from `offset` on.
std::size_t unclosed_quote(std::string_view text, std::size_t offset) {
  for (std::size_t i = offset; i < text.size(); ++i) {
    if (text[i] != '"' && text[i] != '\'') continue;
    const bool begins_token = i == 0 || std::string_view(" \t\r\n[{,:").find(text[i - 1]) != std::string_view::npos;
    if (!begins_token) continue;
    const std::size_t end = end_of_quoted(text, i);
    if (end == std::string_view::npos) return i;
    i = end - 1;
  }
  return text.size();
}

YamlAdvice advise_on_open_flow(std::string_view text, const YamlStumble& stumble) {
  const std::size_t open = stumble.open_flow.value_or(stumble.offset);
  const char bracket = text.substr(open).starts_with('{') ? '}' : ']';
  const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(open), '\n');
  return {stumble.offset, fmt::format("expected ',' or '{}' before {}; line {} opens what is not closed", bracket,
                                      found_at(text, stumble.offset), line)};
}

/// A quote within a quoted text ends it, and the rest fits nowhere.
std::string advise_on_rest(std::string_view text, std::size_t offset) {
  const char before = offset == 0 ? ' ' : text[offset - 1];
  const std::string rest = found_at(text, offset);
  if (before == '\'') return fmt::format("the quoted text ends before {}; write '' for a ' that belongs to it", rest);
  if (before == '"') return fmt::format("the quoted text ends before {}; write \\\" for a \" that belongs to it", rest);
  return fmt::format("{} does not fit what it stands in; check indentation and quotes", rest);
}

}  // namespace

YamlAdvice advise(std::string_view text, const YamlStumble& stumble) {
  using namespace YAML::ErrorMsg;
  if (stumble.message == END_OF_MAP_FLOW || stumble.message == END_OF_SEQ_FLOW)
    return advise_on_open_flow(text, stumble);
  if (stumble.message == EOF_IN_SCALAR) {
    return {unclosed_quote(text, stumble.last_token), std::string(kUnclosedQuote)};
  }
  if (const auto tab = tab_in_indentation(text, stumble.offset)) return {*tab, "a tab in the indentation; use blanks"};
  if (stumble.message == END_OF_MAP || stumble.message == END_OF_SEQ) {
    return {stumble.offset, advise_on_rest(text, stumble.offset)};
  }
  const auto* known = std::find_if(kRewordings.begin(), kRewordings.end(), [&stumble](const Rewording& rewording) {
    return stumble.message.starts_with(rewording.library);
  });
  if (known == kRewordings.end()) return {stumble.offset, fmt::format("this is no YAML: {}", stumble.message)};
  return {stumble.offset, fmt::format(fmt::runtime(known->ours), found_at(text, stumble.offset))};
}

std::optional<YamlAdvice> advise_on_unclosed_scalar(std::string_view text, std::size_t offset) {
  while (offset < text.size() && (text[offset] == '&' || text[offset] == '!' || text[offset] == '#')) {
    const std::string_view ends = text[offset] == '#' ? "\r\n" : text[offset] == '!' ? " \t\r\n\"" : kBlanks;
    offset = std::min(text.find_first_of(ends, offset), text.size());
    offset = std::min(text.find_first_not_of(kBlanks, offset), text.size());
  }
  const bool is_quoted = offset < text.size() && (text[offset] == '"' || text[offset] == '\'');
  if (!is_quoted || end_of_quoted(text, offset) != std::string_view::npos) return std::nullopt;
  return YamlAdvice{offset, std::string(kUnclosedQuote)};
}

}  // namespace sightline
