#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sightline {

/// An XML element that is closed when the object goes: what is written is always well-formed. Text may hold anything:
/// it is written harmless, which leaves nothing that XML 1.0 has no place for.
class XmlElement {
 public:
  using Attributes = std::vector<std::pair<std::string_view, std::string>>;
  /// The root.
  XmlElement(std::ostream& out, std::string_view name, const Attributes& attributes);
  XmlElement(XmlElement& parent, std::string_view name, const Attributes& attributes = {});
  ~XmlElement();
  XmlElement(const XmlElement&) = delete;
  XmlElement& operator=(const XmlElement&) = delete;
  void text(std::string_view text);

 private:
  XmlElement(std::ostream& out, unsigned depth, std::string_view name, const Attributes& attributes);
  void begin_content(bool on_lines);
  std::ostream& out_;
  unsigned depth_;
  std::string name_;
  bool has_content_ = false;
  bool on_lines_ = false;
};

/// `text`, made harmless, as XML character data.
std::string xml_escaped(std::string_view text);

}  // namespace sightline
