#pragma once

#include <initializer_list>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sightline {

/// An XML element that is closed when the object goes: what is written is always well-formed. Text may hold anything:
/// it is written harmless, which leaves nothing that XML 1.0 has no place for. The stream has all of it when the root
/// is gone.
class XmlElement {
 public:
  using Attributes = std::vector<std::pair<std::string_view, std::string>>;
  using GivenAttributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;
  /// The root.
  XmlElement(std::ostream& out, std::string_view name, const Attributes& attributes);
  XmlElement(std::ostream& out, std::string_view name, GivenAttributes attributes);
  XmlElement(XmlElement& parent, std::string_view name, const Attributes& attributes);
  XmlElement(XmlElement& parent, std::string_view name, GivenAttributes attributes = {});
  ~XmlElement();
  XmlElement(const XmlElement&) = delete;
  XmlElement& operator=(const XmlElement&) = delete;
  void text(std::string_view text);

 private:
  struct Output;
  /// `of_parent` is null for the root, which has an output of its own.
  XmlElement(std::unique_ptr<Output> own, Output* of_parent, unsigned depth, std::string_view name);
  Output* begin_children();
  template <typename Pairs>
  void write_attributes(const Pairs& attributes);
  void begin_content(bool on_lines);

  std::unique_ptr<Output> own_;  ///< Of the root.
  Output& out_;
  unsigned depth_;
  std::string name_;
  bool has_content_ = false;
  bool on_lines_ = false;
};

/// `text`, made harmless, as XML character data.
std::string xml_escaped(std::string_view text);

}  // namespace sightline
