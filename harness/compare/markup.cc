#include "compare/markup.h"

#include <algorithm>
#include <array>

#include "report/xml_writer.h"

namespace sightline {
namespace {

/// A line feed behind these shows nowhere, and makes the source readable.
constexpr std::array<std::string_view, 16> kBlocks{"section", "details", "summary", "table", "thead", "tbody",
                                                   "tr",      "div",     "ul",      "li",    "dl",    "p",
                                                   "h1",      "h2",      "h3",      "header"};

}  // namespace

Markup Markup::text(std::string_view foreign) {
  Markup markup;
  markup.html_ = xml_escaped(foreign);
  return markup;
}

void Markup::begin(std::string_view name, const Attributes& attributes) {
  html_.append("<").append(name);
  for (const auto& [key, value] : attributes) html_.append(" ").append(key).append("=\"") += xml_escaped(value) + "\"";
  html_ += '>';
}

Markup Markup::empty_element(std::string_view name, const Attributes& attributes) {
  Markup markup;
  markup.begin(name, attributes);
  return markup;
}

Markup Markup::element(std::string_view name, const Attributes& attributes, const std::vector<Markup>& content) {
  Markup markup;
  markup.begin(name, attributes);
  for (const Markup& part : content) markup.html_ += part.html_;
  markup.html_.append("</").append(name) += '>';
  if (std::ranges::find(kBlocks, name) != kBlocks.end()) markup.html_ += '\n';
  return markup;
}

Markup element(std::string_view name, std::string_view class_name, const std::vector<Markup>& content) {
  Markup::Attributes attributes;
  if (!class_name.empty()) attributes.push_back({"class", std::string(class_name)});
  return Markup::element(name, attributes, content);
}

Markup element(std::string_view name, std::string_view class_name, std::string_view foreign) {
  return element(name, class_name, std::vector<Markup>{text(foreign)});
}

}  // namespace sightline
