#pragma once

#include <string_view>
#include <tl/expected.hpp>

#include "metric/html_element.h"

namespace sightline {

/// A table that stands in a text.
struct FoundTable {
  HtmlElement table;
  std::string_view format;  ///< "html", "markdown"
  /// How it was found: "strict" (the text is a table, or an HTML document with one), "fence" (in a fenced block),
  /// "outermost" (in other text).
  std::string_view parse_path;
};

enum class NoTable {
  none,      ///< There is none.
  too_large  ///< There is one beyond kMostHtmlBytes, or with a tag beyond kMostTagBytes.
};

/// The first table of a text: from "<table" to its "</table>" (to the fence or the end of the text where nothing closes
/// it), with html and body put around it, or a Markdown table that begins before it. A text that begins with "<html" or
/// "<!doctype" is read whole.
tl::expected<FoundTable, NoTable> find_table(std::string_view text);

/// As ibm-aur-nlp/PubTabNet src/metric.py reads a text: a whole HTML document, the table a child of its body. Nothing
/// is put around a bare table, which is none.
tl::expected<FoundTable, NoTable> read_wrapped_table(std::string_view text);

}  // namespace sightline
