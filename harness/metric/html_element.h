#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sightline {

/// An element of an HTML document with the text in it and behind it, as lxml has it.
struct HtmlElement {
  std::string tag;  ///< In lower case; "?" for a processing instruction, which is no element.
  std::optional<std::string> colspan = {};
  std::optional<std::string> rowspan = {};
  std::string text = {};  ///< Before the first child.
  std::string tail = {};  ///< Behind the element, before its next sibling.
  std::vector<HtmlElement> children = {};
};

/// How much HTML is read. A longer tag costs the parser the square of its length.
inline constexpr std::size_t kMostHtmlBytes = 500'000;
inline constexpr std::size_t kMostTagBytes = 4'096;

/// Whether `html` is within these bounds.
bool is_readable_html(std::string_view html);

/// The first table of a document: a child of body or, where `anywhere`, also one that is nested deeper, if body has
/// none of its own. Nothing where there is none. Whatever is wrong with the markup is mended, by libxml2's HTML parser,
/// without comments: just as lxml reads it. Nothing is loaded. `html` is readable. May be called from several threads.
std::optional<HtmlElement> read_html_table(std::string_view html, bool anywhere);

}  // namespace sightline
