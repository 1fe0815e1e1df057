#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/chat.h"

namespace sightline {

/// What a name means where a tag stands.
struct Meaning {
  enum class Kind {
    value,
    image,
    within_image,  ///< photo.image: what an image is made of is nobody's business.
    unknown,       ///< It may be a name of items that are not there, in a section that is passed by.
    missing
  };
  Kind kind = Kind::missing;
  const Node* value = nullptr;  ///< Of Kind::value.
};

/// The names of a template: the innermost section's before those around it, a case's variables last.
class TemplateNames {
 public:
  struct Scope {
    const Node* value = nullptr;  ///< Null where the section is passed by.
    std::string_view section;
    std::size_t item = 0;  ///< From 1, in a section over a list; else 0.
  };

  TemplateNames(const Node& vars, const std::map<std::string, ImagePart>& images) : vars_(vars), images_(images) {}

  void push(Scope scope) { scopes_.push_back(scope); }
  void pop() { scopes_.pop_back(); }

  /// A path whose first name is found in a scope must be whole there: it is looked up no further out.
  Meaning meaning_of(std::string_view name) const;
  /// Says of a missing name that it is, and what may have been meant.
  std::string missing_text(std::string_view name) const;
  /// Says of an image, or of a name within one, how it can stand.
  std::string misplaced_image_text(std::string_view name) const;

 private:
  /// `depth`: how many dots they may have.
  std::vector<std::string> names_other_than(std::string_view name, std::size_t depth) const;
  /// The image that `name` is, or reaches into; "" where it does neither.
  std::string_view image_of(std::string_view name) const;

  const Node& vars_;
  const std::map<std::string, ImagePart>& images_;
  std::vector<Scope> scopes_;
};

}  // namespace sightline
