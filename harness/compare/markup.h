#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sightline {

/// A piece of HTML. It is made of elements and texts alone: nothing that a suite or a model says can become markup, and
/// what is written is well-formed.
class Markup {
 public:
  using Attributes = std::vector<std::pair<std::string_view, std::string>>;

  Markup() = default;
  /// `foreign`, harmless and escaped.
  static Markup text(std::string_view foreign);
  static Markup element(std::string_view name, const Attributes& attributes, const std::vector<Markup>& content);
  /// One that HTML knows no end tag of, such as col.
  static Markup empty_element(std::string_view name, const Attributes& attributes);

  Markup& operator+=(const Markup& next) {
    html_ += next.html_;
    return *this;
  }
  bool empty() const { return html_.empty(); }
  const std::string& html() const { return html_; }

 private:
  void begin(std::string_view name, const Attributes& attributes);
  std::string html_;
};

inline Markup text(std::string_view foreign) {
  return Markup::text(foreign);
}

/// `<name class="…">…</name>`; without a class where it is empty.
Markup element(std::string_view name, std::string_view class_name, const std::vector<Markup>& content);
/// The same of a text.
Markup element(std::string_view name, std::string_view class_name, std::string_view foreign);

}  // namespace sightline
