#include "metric/table_reader.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "base/text.h"
#include "metric/ascii.h"
#include "metric/markdown_table.h"
#include "metric/python_text.h"
#include "metric/table_tree.h"

namespace sightline {
namespace {

constexpr std::string_view kFence = "```";

/// Whether `text` begins with `word`, which is in lower case; ASCII case does not count.
bool begins_with(std::string_view text, std::string_view word) {
  const auto is_same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + ('a' - 'A') : a) == b; };
  return text.size() >= word.size() &&
         std::equal(word.begin(), word.end(), text.begin(), [&](char wanted, char c) { return is_same(c, wanted); });
}

/// lxml.html's own test for what is a document and no fragment.
bool is_document(std::string_view text) {
  text = python_strip(text);
  return begins_with(text, "<html") || begins_with(text, "<!doctype");
}

bool is_tag(std::string_view text, std::string_view opening) {
  if (!begins_with(text, opening)) return false;
  return text.size() == opening.size() || !(is_ascii_letter(text[opening.size()]) || text[opening.size()] == '-');
}

struct Stretch {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The first table as HTML, with those nested in it.
std::optional<Stretch> html_stretch(std::string_view text) {
  std::optional<std::size_t> begin;
  std::size_t open = 0;
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    const std::string_view rest = text.substr(at);
    if (is_tag(rest, "<table")) {
      if (!begin) begin = at;
      ++open;
    } else if (begin && is_tag(rest, "</table") && --open == 0) {
      return Stretch{*begin, std::min(text.find('>', at), text.size() - 1) + 1};
    }
  }
  if (!begin) return std::nullopt;
  return Stretch{*begin, std::min(text.find("\n```", *begin), text.size())};
}

/// Whether a place stands in a fenced block: behind an odd number of lines that begin with a fence.
bool is_in_fence(std::string_view text, std::size_t at) {
  bool is_open = false;
  std::string_view before = text.substr(0, at);
  while (!before.empty()) {
    const std::size_t end = std::min(before.find('\n'), before.size());
    if (trimmed(before.substr(0, end)).starts_with(kFence)) is_open = !is_open;
    before.remove_prefix(std::min(end + 1, before.size()));
  }
  return is_open;
}

std::string_view path_of(std::string_view text, const Stretch& stretch) {
  if (is_in_fence(text, stretch.begin)) return "fence";
  const bool is_all = trimmed(text.substr(0, stretch.begin)).empty() && trimmed(text.substr(stretch.end)).empty();
  return is_all ? "strict" : "outermost";
}

tl::expected<FoundTable, NoTable> read_html(std::string_view html, std::string_view path, bool anywhere) {
  if (!is_readable_html(html)) return tl::unexpected(NoTable::too_large);
  auto table = read_html_table(html, anywhere);
  if (!table) return tl::unexpected(NoTable::none);
  return FoundTable{std::move(*table), "html", path};
}

}  // namespace

tl::expected<FoundTable, NoTable> find_table(std::string_view text) {
  if (is_document(text)) return read_html(text, "strict", true);
  const auto html = html_stretch(text);
  // What stands in a table in HTML is no Markdown.
  if (const auto markdown = find_markdown_table(html ? text.substr(0, html->begin) : text)) {
    return FoundTable{element_of(*markdown), "markdown", path_of(text, {markdown->begin, markdown->end})};
  }
  if (!html) return tl::unexpected(NoTable::none);
  const std::string_view table = text.substr(html->begin, html->end - html->begin);
  return read_html("<html><body>" + std::string(table) + "</body></html>", path_of(text, *html), true);
}

tl::expected<FoundTable, NoTable> read_wrapped_table(std::string_view text) {
  if (!is_document(text)) return tl::unexpected(NoTable::none);
  return read_html(text, "strict", false);
}

}  // namespace sightline
