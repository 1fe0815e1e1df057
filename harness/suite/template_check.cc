#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/text.h"
#include "suite/template.h"
#include "suite/template_names.h"
#include "suite/template_outline.h"
#include "suite/template_position.h"

namespace sightline {
namespace {

using Kind = MustacheTag::Kind;
using Images = std::map<std::string, ImagePart>;

constexpr std::size_t kMostSteps = 1'000'000;  ///< Tags and items met, as often as the sections around them repeat.

std::string unclosed_text(std::string_view rest) {
  return fmt::format("{} has no closing '{}'; a variable can hold braces that are meant as text", quoted(rest, 20),
                     rest.starts_with("{{{") ? "}}}" : "}}");
}

std::string list_text(std::string_view name) {
  return fmt::format("{0} is a list; print its items with '{{{{#{1}}}}}{{{{.}}}}{{{{/{1}}}}}'", quoted(name), name);
}

std::string map_text(std::string_view name, const Node::Map& map) {
  if (map.empty()) return fmt::format("{} is a map, which cannot be printed", quoted(name));
  return fmt::format("{} is a map; name one of its values, such as '{{{{{}.{}}}}}'", quoted(name), name,
                     map.front().key);
}

/// Goes through a template as a renderer does, with the same variables, and says what it cannot do.
class TemplateChecker {
 public:
  TemplateChecker(const Node& scalar, const Source& source, const Node& vars, const Images& images, bool images_allowed)
      : scalar_(scalar),
        source_(source),
        images_allowed_(images_allowed),
        names_(vars, images),
        outline_(outline_template(scalar.string())) {}

  Errors check() && {
    for (TagTrouble& trouble : outline_.troubles) complain(trouble.tag, std::move(trouble.message));
    if (outline_.scan.unclosed) complain_of_unclosed(*outline_.scan.unclosed);
    if (outline_.sections_match && !outline_.scan.unclosed) visit(0, outline_.scan.tags.size());
    std::stable_sort(errors_.begin(), errors_.end(), [](const Error& a, const Error& b) {
      return std::pair(a.place.position.line, a.place.position.column) <
             std::pair(b.place.position.line, b.place.position.column);
    });
    return std::move(errors_);
  }

 private:
  const MustacheTag& tag(std::size_t index) const { return outline_.scan.tags[index]; }

  /// Each tag is complained of once, however often its section repeats.
  void complain(std::size_t index, std::string message) {
    if (!complained_.insert(index).second) return;
    errors_.push_back(source_.error_at(position_of_tag(scalar_, source_, index, tag(index)), std::move(message)));
  }

  void complain_of_unclosed(std::size_t begin) {
    const Position at = position_of_unclosed_tag(scalar_, source_, outline_.scan.tags.size());
    errors_.push_back(source_.error_at(at, unclosed_text(std::string_view(scalar_.string()).substr(begin))));
  }

  void visit(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end && may_step(i); ++i) {
      if (tag(i).kind == Kind::variable) check_variable(i);
      if (tag(i).kind != Kind::section && tag(i).kind != Kind::inverted) continue;
      visit_section(i);
      i = outline_.close_of[i];
    }
  }

  bool may_step(std::size_t index) {
    if (steps_ < kMostSteps) return ++steps_, true;
    if (!std::exchange(is_too_long_, true)) {
      complain(index, fmt::format("the sections of this template repeat more than {} times", kMostSteps));
    }
    return false;
  }

  void check_variable(std::size_t index) {
    const std::string_view name = tag(index).name;
    const Meaning meaning = names_.meaning_of(name);
    switch (meaning.kind) {
      case Meaning::Kind::missing:
        return complain(index, names_.missing_text(name));
      case Meaning::Kind::within_image:
        return complain(index, names_.misplaced_image_text(name));
      case Meaning::Kind::unknown:
        return;
      case Meaning::Kind::image:
        if (images_allowed_) return;
        return complain(index, fmt::format("{} is an image; only a user's message can hold one", quoted(name)));
      case Meaning::Kind::value:
        if (meaning.value->is_list()) complain(index, list_text(name));
        if (meaning.value->is_map()) complain(index, map_text(name, meaning.value->map()));
    }
  }

  void visit_section(std::size_t index) {
    const std::string_view name = tag(index).name;
    const Meaning meaning = names_.meaning_of(name);
    if (meaning.kind == Meaning::Kind::missing) complain(index, names_.missing_text(name));
    if (meaning.kind == Meaning::Kind::image || meaning.kind == Meaning::Kind::within_image) {
      complain(index, names_.misplaced_image_text(name));
    }
    // What stands there when a value is absent has only the names around it: it is checked even where it is passed by.
    if (tag(index).kind == Kind::inverted) return visit(index + 1, outline_.close_of[index]);
    const Node* value = meaning.value;
    if (value != nullptr && value->is_list() && !value->list().empty()) return visit_items(value->list(), index);
    // Where null or an empty list stands in another case's items, their names cannot be known from this one.
    const bool may_have_names = value == nullptr || value->is_null() || value->is_list();
    visit_within({may_have_names ? nullptr : value, name, 0}, index);
  }

  void visit_items(const Node::List& items, std::size_t index) {
    for (std::size_t i = 0; i < items.size() && may_step(index); ++i) {
      visit_within({&items[i], tag(index).name, i + 1}, index);
    }
  }

  void visit_within(TemplateNames::Scope scope, std::size_t index) {
    names_.push(scope);
    visit(index + 1, outline_.close_of[index]);
    names_.pop();
  }

  const Node& scalar_;
  const Source& source_;
  const bool images_allowed_;
  TemplateNames names_;
  TemplateOutline outline_;
  std::set<std::size_t> complained_;
  std::size_t steps_ = 0;
  bool is_too_long_ = false;
  Errors errors_;
};

}  // namespace

Errors check_template(const Node& scalar, const Source& source, const Node& vars, const Images& images,
                      bool images_allowed) {
  if (!has_template(scalar.string())) return {};
  return TemplateChecker(scalar, source, vars, images, images_allowed).check();
}

}  // namespace sightline
