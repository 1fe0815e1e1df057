#include "report/xml_writer.h"

#include "base/text.h"

namespace sightline {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

/// U+FFFE and U+FFFF, which XML 1.0 excludes, in UTF-8.
bool is_noncharacter(std::string_view text, std::size_t at) {
  return text.substr(at, 2) == "\xEF\xBF" && at + 2 < text.size() && static_cast<unsigned char>(text[at + 2]) >= 0xBE;
}

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

std::string xml_escaped(std::string_view raw) {
  const std::string text = is_utf8(raw) ? std::string(raw) : repaired_utf8(raw);
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const auto byte = static_cast<unsigned char>(c);
    if (const std::string_view entity = entity_of(c); !entity.empty()) {
      out += entity;
    } else if (byte < 0x20 && c != '\n' && c != '\t') {
      // A carriage return could be written, but every parser would read it as a line feed.
      out += c == '\r' ? "&#13;" : kReplacement;
    } else if (is_noncharacter(text, i)) {
      out += kReplacement;
      i += 2;
    } else {
      out += c;
    }
  }
  return out;
}

XmlElement::XmlElement(std::ostream& out, std::string_view name, const Attributes& attributes)
    : XmlElement(out, 0, name, attributes) {}

XmlElement::XmlElement(XmlElement& parent, std::string_view name, const Attributes& attributes)
    : XmlElement((parent.begin_content(true), parent.out_), parent.depth_ + 1, name, attributes) {}

XmlElement::XmlElement(std::ostream& out, unsigned depth, std::string_view name, const Attributes& attributes)
    : out_(out), depth_(depth), name_(name) {
  if (depth_ == 0) out_ << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  out_ << std::string(2 * depth_, ' ') << '<' << name_;
  for (const auto& [key, value] : attributes) out_ << ' ' << key << "=\"" << xml_escaped(value) << '"';
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
