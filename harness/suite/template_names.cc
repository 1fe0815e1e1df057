#include "suite/template_names.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/suggest.h"
#include "base/text.h"
#include "suite/template_scope.h"

namespace sightline {
namespace {

constexpr std::size_t kMostNamesShown = 8;

Meaning found(const Node* value) {
  return value == nullptr ? Meaning{} : Meaning{Meaning::Kind::value, value};
}

bool has_beginning_of(const Node& scope, std::string_view name) {
  return scope.find(name) != nullptr || scope.find(name.substr(0, name.find('.'))) != nullptr;
}

/// Adds the names in `scope`, and those of maps within it down to `depth` dots.
void add_names(const Node& scope, const std::string& path, std::size_t depth, std::vector<std::string>& names) {
  if (!scope.is_map()) return;
  for (const Node::Member& member : scope.map()) {
    names.push_back(path + member.key);
    if (depth > 0) add_names(member.value, path + member.key + ".", depth - 1, names);
  }
}

}  // namespace

Meaning TemplateNames::meaning_of(std::string_view name) const {
  bool may_be_there = false;
  for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
    if (name == ".") return scope->value == nullptr ? Meaning{Meaning::Kind::unknown} : found(scope->value);
    may_be_there = may_be_there || scope->value == nullptr;
    if (scope->value != nullptr && has_beginning_of(*scope->value, name)) return found(value_of(*scope->value, name));
  }
  if (const std::string_view image = image_of(name); !image.empty()) {
    return {image == name ? Meaning::Kind::image : Meaning::Kind::within_image};
  }
  const Meaning meaning = found(value_of(vars_, name));
  return may_be_there && meaning.kind == Meaning::Kind::missing ? Meaning{Meaning::Kind::unknown} : meaning;
}

std::string_view TemplateNames::image_of(std::string_view name) const {
  const auto image = std::find_if(images_.begin(), images_.end(), [name](const auto& candidate) {
    const std::string& own = candidate.first;
    return name.starts_with(own) && (name.size() == own.size() || name[own.size()] == '.');
  });
  return image == images_.end() ? std::string_view() : std::string_view(image->first);
}

std::string TemplateNames::missing_text(std::string_view name) const {
  if (name == ".") return "'{{.}}' stands for the item of a section, and this is in none";
  std::string text = fmt::format("undefined variable {}", quoted(name));
  const bool in_item = !scopes_.empty() && scopes_.back().value != nullptr && scopes_.back().item > 0;
  if (in_item) text += fmt::format(" in item {} of {}", scopes_.back().item, quoted(scopes_.back().section));
  const auto dots = static_cast<std::size_t>(std::count(name.begin(), name.end(), '.'));
  if (const std::string near = suggestion(name, names_other_than(name, dots)); !near.empty()) return text + near;
  if (in_item) return text + "; write null where an item has none";
  std::vector<std::string> names = names_other_than(name, 0);
  if (names.empty()) return text + "; no variables are declared here";
  const bool more = names.size() > kMostNamesShown;
  if (more) names.resize(kMostNamesShown);
  return text + "; declared are " + join(names, ", ") + (more ? " …" : "");
}

std::string TemplateNames::misplaced_image_text(std::string_view name) const {
  return fmt::format("{} is an image; it can only be placed whole, as '{{{{{}}}}}'", quoted(image_of(name)),
                     image_of(name));
}

std::vector<std::string> TemplateNames::names_other_than(std::string_view name, std::size_t depth) const {
  std::vector<std::string> names;
  for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
    if (scope->value != nullptr) add_names(*scope->value, "", depth, names);
  }
  add_names(vars_, "", depth, names);
  for (const auto& image : images_) {
    if (std::find(names.begin(), names.end(), image.first) == names.end()) names.push_back(image.first);
  }
  names.erase(std::remove(names.begin(), names.end(), name), names.end());
  return names;
}

}  // namespace sightline
