#include "suite/mustache_tags.h"

#include <algorithm>

#include "base/text.h"

namespace sightline {
namespace {

using Kind = MustacheTag::Kind;

constexpr std::string_view kOpen = "{{";

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

Kind kind_of(char sigil) {
  switch (sigil) {
    case '&':
      return Kind::variable;
    case '#':
      return Kind::section;
    case '^':
      return Kind::inverted;
    case '/':
      return Kind::close;
    case '!':
      return Kind::comment;
    case '>':
      return Kind::partial;
    case '=':
      return Kind::delimiters;
    default:
      return Kind::foreign;
  }
}

/// Sets kind and name by what stands between the braces.
void read_content(std::string_view content, MustacheTag& tag) {
  content = trimmed(content);
  tag.name = content;
  if (content.empty() || is_letter(content.front()) || content == ".") return;
  tag.kind = kind_of(content.front());
  if (tag.kind != Kind::foreign) tag.name = trimmed(content.substr(1));
}

/// The tag that begins at `begin`, or nothing where it never ends.
std::optional<MustacheTag> read_tag(std::string_view text, std::size_t begin) {
  const bool triple = text.substr(begin).starts_with("{{{");
  const std::string_view close = triple ? "}}}" : "}}";
  const std::size_t content = begin + close.size();
  const std::size_t end = text.find(close, content);
  if (end == std::string_view::npos) return std::nullopt;
  MustacheTag tag;
  tag.begin = begin;
  tag.end = end + close.size();
  if (triple) {
    tag.name = trimmed(text.substr(content, end - content));
  } else {
    read_content(text.substr(content, end - content), tag);
  }
  return tag;
}

}  // namespace

MustacheScan scan_mustache(std::string_view text, std::size_t limit) {
  MustacheScan scan;
  for (std::size_t at = text.find(kOpen); at != std::string_view::npos && scan.tags.size() < limit;) {
    const std::optional<MustacheTag> tag = read_tag(text, at);
    if (!tag) {
      scan.unclosed = at;
      break;
    }
    scan.tags.push_back(*tag);
    at = text.find(kOpen, tag->end);
  }
  return scan;
}

bool is_variable_name(std::string_view name) {
  return !name.empty() && is_letter(name.front()) && std::all_of(name.begin(), name.end(), [](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '.';
  });
}

}  // namespace sightline
