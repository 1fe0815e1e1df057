#include "metric/html_element.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>

#include <algorithm>
#include <memory>

#include "base/text.h"
#include "metric/ascii.h"

namespace sightline {
namespace {

struct FreeDocument {
  void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};
using HtmlDocument = std::unique_ptr<xmlDoc, FreeDocument>;

struct FreeParser {
  void operator()(htmlParserCtxt* parser) const { htmlFreeParserCtxt(parser); }
};
using HtmlParser = std::unique_ptr<htmlParserCtxt, FreeParser>;

std::string as_string(const xmlChar* text) {
  return text == nullptr ? "" : reinterpret_cast<const char*>(text);
}

HtmlDocument parse(std::string_view html) {
  static const bool kReady = (xmlInitParser(), true);
  const HtmlParser parser(kReady ? htmlNewParserCtxt() : nullptr);
  if (!parser) return nullptr;
  parser->sax->comment = nullptr;
  constexpr int kOptions =
      HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_COMPACT;
  const std::string text = repaired_utf8(html);
  return HtmlDocument(
      htmlCtxtReadMemory(parser.get(), text.data(), static_cast<int>(text.size()), nullptr, "UTF-8", kOptions));
}

bool is_element(const xmlNode* node, std::string_view tag) {
  return node->type == XML_ELEMENT_NODE && reinterpret_cast<const char*>(node->name) == tag;
}

const xmlNode* child_of(const xmlNode* parent, std::string_view tag) {
  const xmlNode* child = parent->children;
  while (child != nullptr && !is_element(child, tag)) child = child->next;
  return child;
}

/// In document order. The parser bounds the depth.
const xmlNode* first_below(const xmlNode* parent, std::string_view tag) {
  for (const xmlNode* child = parent->children; child != nullptr; child = child->next) {
    if (is_element(child, tag)) return child;
    if (child->type != XML_ELEMENT_NODE) continue;
    if (const xmlNode* found = first_below(child, tag)) return found;
  }
  return nullptr;
}

std::optional<std::string> attribute(const xmlNode* node, const char* name) {
  xmlChar* value = xmlGetNoNsProp(node, reinterpret_cast<const xmlChar*>(name));
  if (value == nullptr) return std::nullopt;
  std::string text = as_string(value);
  xmlFree(value);
  return text;
}

HtmlElement copied(const xmlNode* node) {
  HtmlElement element{.tag = as_string(node->name)};
  element.colspan = attribute(node, "colspan");
  element.rowspan = attribute(node, "rowspan");
  for (const xmlNode* child = node->children; child != nullptr; child = child->next) {
    if (child->type == XML_ELEMENT_NODE) {
      element.children.push_back(copied(child));
    } else if (child->type == XML_PI_NODE) {
      element.children.push_back({.tag = "?", .text = as_string(child->content)});
    } else if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) {
      std::string& text = element.children.empty() ? element.text : element.children.back().tail;
      text += as_string(child->content);
    }
  }
  return element;
}

constexpr double kMostScannedBytes = 5e7;

struct TagLength {
  std::size_t bytes = 0;
  bool has_quotes = false;
};

/// Of the tag that `html` begins with: up to the first '>' outside of a quoted value, as far as a tag may go.
TagLength tag_length(std::string_view html) {
  char before = '<';
  char quote = 0;
  TagLength length{std::min(html.size(), kMostTagBytes + 1)};
  for (std::size_t i = 0; i < length.bytes; ++i) {
    const char c = html[i];
    if (quote == 0 && c == '>') return {i, length.has_quotes};
    if (quote == 0 && before == '=' && (c == '"' || c == '\'')) {
      quote = c;
      length.has_quotes = true;
    } else if (quote == c) {
      quote = 0;
    }
    if (std::string_view(" \t\r\n").find(c) == std::string_view::npos) before = c;
  }
  return length;
}

}  // namespace

bool is_readable_html(std::string_view html) {
  if (html.size() > kMostHtmlBytes) return false;
  double scanned = 0;
  for (std::size_t open = html.find('<'); open < html.size(); open = html.find('<', open + 1)) {
    if (open + 1 == html.size() || !is_ascii_letter(html[open + 1])) continue;
    const TagLength tag = tag_length(html.substr(open));
    scanned += static_cast<double>(tag.bytes);
    if (tag.bytes > kMostTagBytes || scanned > kMostScannedBytes) return false;
    // Where quotes are, the parser may see another tag begin within this one.
    if (!tag.has_quotes) open += tag.bytes;
  }
  return true;
}

std::optional<HtmlElement> read_html_table(std::string_view html, bool anywhere) {
  const HtmlDocument document = parse(html);
  const xmlNode* root = document ? xmlDocGetRootElement(document.get()) : nullptr;
  if (root == nullptr) return std::nullopt;
  const xmlNode* body = child_of(root, "body");
  const xmlNode* table = body == nullptr ? nullptr : child_of(body, "table");
  if (table == nullptr && anywhere) table = first_below(root, "table");
  if (table == nullptr) return std::nullopt;
  return copied(table);
}

}  // namespace sightline
