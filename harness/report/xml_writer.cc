#include "report/xml_writer.h"

#include "report/harmless.h"

namespace sightline {

namespace {

std::string_view entity_of(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    default:
      return "";
  }
}

}  // namespace

std::string xml_escaped(std::string_view text) {
  std::string safe = harmless(text);
  if (safe.find_first_of("&<>\"") == std::string::npos) return safe;
  std::string out;
  for (const char c : safe) {
    if (const std::string_view entity = entity_of(c); !entity.empty()) {
      out += entity;
    } else {
      out += c;
    }
  }
  return out;
}

namespace {

/// Within an attribute a parser reads line feeds and tabs as blanks, unless they are references.
std::string attribute_text(std::string_view text) {
  std::string escaped = xml_escaped(text);
  if (escaped.find_first_of("\n\t") == std::string::npos) return escaped;
  std::string out;
  for (const char c : escaped) {
    if (c == '\n' || c == '\t') {
      out += c == '\n' ? "&#10;" : "&#9;";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

XmlElement::XmlElement(std::ostream& out, std::string_view name, const Attributes& attributes)
    : XmlElement(out, 0, name, attributes) {}

XmlElement::XmlElement(XmlElement& parent, std::string_view name, const Attributes& attributes)
    : XmlElement((parent.begin_content(true), parent.out_), parent.depth_ + 1, name, attributes) {}

XmlElement::XmlElement(std::ostream& out, unsigned depth, std::string_view name, const Attributes& attributes)
    : out_(out), depth_(depth), name_(name) {
  if (depth_ == 0) out_ << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  out_ << std::string(2 * depth_, ' ') << '<' << name_;
  for (const auto& [key, value] : attributes) out_ << ' ' << key << "=\"" << attribute_text(value) << '"';
}

void XmlElement::begin_content(bool on_lines) {
  if (has_content_) return;
  has_content_ = true;
  on_lines_ = on_lines;
  out_ << (on_lines ? ">\n" : ">");
}

void XmlElement::text(std::string_view text) {
  begin_content(false);
  out_ << xml_escaped(text);
}

XmlElement::~XmlElement() {
  if (!has_content_) {
    out_ << "/>\n";
    return;
  }
  if (on_lines_) out_ << std::string(2 * depth_, ' ');
  out_ << "</" << name_ << ">\n";
}

}  // namespace sightline
