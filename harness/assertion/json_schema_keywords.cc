#include "assertion/json_schema_keywords.h"

#include <fmt/format.h>

#include <array>
#include <iterator>
#include <utility>

#include "assertion/json_schema_compiler.h"
#include "base/suggest.h"
#include "base/text.h"

namespace sightline::json_schema {
namespace {

std::vector<Keyword> all_families() {
  std::vector<Keyword> all;
  for (const auto family : {any_value_keywords, number_keywords, string_keywords, array_keywords, object_keywords,
                            logic_keywords, reference_keywords, unevaluated_keywords, annotation_keywords}) {
    const std::vector<Keyword> keywords = family();
    all.insert(all.end(), keywords.begin(), keywords.end());
  }
  return all;
}

const std::vector<Keyword>& keywords() {
  static const std::vector<Keyword> all = all_families();
  return all;
}

/// What people write who come from another draft.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kSuccessors{{
    {"additionalItems", "'items' beside 'prefixItems'"},
    {"dependencies", "'dependentRequired' or 'dependentSchemas'"},
    {"$recursiveRef", "'$dynamicRef'"},
    {"$recursiveAnchor", "'$dynamicAnchor'"},
    {"id", "'$id'"},
    {"divisibleBy", "'multipleOf'"},
}};

}  // namespace

std::string_view draft_name(Draft draft) {
  return draft == Draft::seven ? "draft 7" : "draft 2020-12";
}

const Keyword* find_keyword(std::string_view name, Draft draft) {
  for (const Keyword& keyword : keywords()) {
    if (keyword.name == name && (keyword.drafts & static_cast<unsigned>(draft)) != 0) return &keyword;
  }
  return nullptr;
}

std::string unknown_keyword(std::string_view name, Draft draft) {
  const bool seven = draft == Draft::seven;
  for (const auto& [old, successor] : kSuccessors) {
    if (old != name) continue;
    if (!seven || find_keyword(name, Draft::seven) == nullptr) {
      return fmt::format("'{}' is no keyword of {}; write {}", name, draft_name(draft), successor);
    }
  }
  if (find_keyword(name, seven ? Draft::twenty_twelve : Draft::seven) != nullptr) {
    return fmt::format("'{}' is a keyword of {}, but this schema is {} by its $schema", name,
                       draft_name(seven ? Draft::twenty_twelve : Draft::seven), draft_name(draft));
  }
  std::vector<std::string> names;
  for (const Keyword& keyword : keywords()) {
    if ((keyword.drafts & static_cast<unsigned>(draft)) != 0) names.emplace_back(keyword.name);
  }
  const std::string near = suggestion(name, names);
  return fmt::format("unknown keyword {}{}", quoted(name),
                     near.empty() ? "; a key of your own begins with 'x-'" : near);
}

}  // namespace sightline::json_schema
