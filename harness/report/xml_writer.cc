#include "report/xml_writer.h"

#include <algorithm>
#include <array>

#include "report/harmless.h"

namespace sightline {

namespace {

/// So much is gathered before the stream is given it.
constexpr std::size_t kPiece = std::size_t{64} << 10;

/// Bytes that stand as they are wherever they stand.
constexpr auto kPlain = [] {
  std::array<bool, 256> plain{};
  for (unsigned char c = 0x20; c < 0x7F; ++c) plain[c] = c != '&' && c != '<' && c != '>' && c != '"';
  return plain;
}();

bool is_plain_xml(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return kPlain[static_cast<unsigned char>(c)]; });
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

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : harmless(text)) {
    if (const std::string_view entity = entity_of(c); !entity.empty()) {
      out += entity;
    } else {
      out += c;
    }
  }
}

/// Within an attribute a parser reads line feeds and tabs as blanks, unless they are references.
void append_attribute_text(std::string& out, std::string_view text) {
  if (is_plain_xml(text)) {
    out += text;
    return;
  }
  for (const char c : xml_escaped(text)) {
    if (c == '\n' || c == '\t') {
      out += c == '\n' ? "&#10;" : "&#9;";
    } else {
      out += c;
    }
  }
}

}  // namespace

std::string xml_escaped(std::string_view text) {
  if (is_plain_xml(text)) return std::string(text);
  std::string out;
  append_escaped(out, text);
  return out;
}

struct XmlElement::Output {
  void flush() {
    stream << text;
    text.clear();
  }

  std::ostream& stream;
  std::string text = {};  ///< What the stream has not got yet.
};

XmlElement::XmlElement(std::ostream& out, std::string_view name, const Attributes& attributes)
    : XmlElement(std::unique_ptr<Output>(new Output{.stream = out}), nullptr, 0, name) {
  write_attributes(attributes);
}

XmlElement::XmlElement(std::ostream& out, std::string_view name, GivenAttributes attributes)
    : XmlElement(std::unique_ptr<Output>(new Output{.stream = out}), nullptr, 0, name) {
  write_attributes(attributes);
}

XmlElement::XmlElement(XmlElement& parent, std::string_view name, const Attributes& attributes)
    : XmlElement(nullptr, parent.begin_children(), parent.depth_ + 1, name) {
  write_attributes(attributes);
}

XmlElement::XmlElement(XmlElement& parent, std::string_view name, GivenAttributes attributes)
    : XmlElement(nullptr, parent.begin_children(), parent.depth_ + 1, name) {
  write_attributes(attributes);
}

XmlElement::XmlElement(std::unique_ptr<Output> own, Output* of_parent, unsigned depth, std::string_view name)
    : own_(std::move(own)), out_(own_ ? *own_ : *of_parent), depth_(depth), name_(name) {
  if (own_) out_.text += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  out_.text.append(2 * std::size_t{depth_}, ' ');
  out_.text += '<';
  out_.text += name_;
}

XmlElement::Output* XmlElement::begin_children() {
  begin_content(true);
  return &out_;
}

template <typename Pairs>
void XmlElement::write_attributes(const Pairs& attributes) {
  for (const auto& [key, value] : attributes) {
    out_.text += ' ';
    out_.text += key;
    out_.text += "=\"";
    append_attribute_text(out_.text, value);
    out_.text += '"';
  }
}

void XmlElement::begin_content(bool on_lines) {
  if (has_content_) return;
  has_content_ = true;
  on_lines_ = on_lines;
  out_.text += on_lines ? ">\n" : ">";
}

void XmlElement::text(std::string_view text) {
  begin_content(false);
  if (is_plain_xml(text)) {
    out_.text += text;
  } else {
    append_escaped(out_.text, text);
  }
}

XmlElement::~XmlElement() {
  if (has_content_) {
    if (on_lines_) out_.text.append(2 * std::size_t{depth_}, ' ');
    out_.text += "</";
    out_.text += name_;
    out_.text += ">\n";
  } else {
    out_.text += "/>\n";
  }
  if (own_ || out_.text.size() > kPiece) out_.flush();
}

}  // namespace sightline
