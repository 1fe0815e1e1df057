#include "suite/fill.h"

#include <iterator>
#include <utility>

#include "assertion/assertion.h"
#include "base/text.h"
#include "suite/template.h"
#include "suite/template_scope.h"

namespace sightline {

namespace {

template <typename NodeType, typename Visit>
void visit_strings(NodeType& node, const Visit& visit) {
  if (node.is_string()) {
    visit(node);
  } else if (node.is_list()) {
    for (auto& item : node.list()) visit_strings(item, visit);
  } else if (node.is_map()) {
    for (auto& member : node.map()) visit_strings(member.value, visit);
  }
}

bool is_combinator(std::string_view name) {
  return name == "not" || name == "all" || name == "any" || name == "at_least";
}

template <typename NodeType, typename Visit>
void visit_items(NodeType& items, const Visit& visit);

/// The templates of the assertion `name` over `value`: a short form, options, or more assertions.
template <typename NodeType, typename Visit>
void visit_assertion(const std::string& name, NodeType& value, const Visit& visit) {
  if (is_combinator(name)) return visit_items(value, visit);
  if (!value.is_map()) {
    if (takes_template(name, "")) visit_strings(value, visit);
    return;
  }
  for (auto& option : value.map()) {
    if (takes_template(name, option.key)) visit_strings(option.value, visit);
  }
}

/// The templates of one item, or of a list of items; also of a combinator's options, `of` among them.
template <typename NodeType, typename Visit>
void visit_items(NodeType& items, const Visit& visit) {
  if (items.is_list()) {
    for (auto& item : items.list()) visit_items(item, visit);
  } else if (items.is_map()) {
    for (auto& member : items.map()) {
      if (member.key == "of") {
        visit_items(member.value, visit);
      } else if (member.key == "label" || member.key == "metric") {
        visit_strings(member.value, visit);
      } else {
        visit_assertion(member.key, member.value, visit);
      }
    }
  }
}

void warn_of_string(const Node& string, const TemplateScope& scope, Errors& out) {
  if (!has_template(string.string())) return;
  if (!check_template(string, scope.source, scope.vars, scope.images, true).empty()) return;
  out.push_back(scope.source.error_at(
      string.at,
      fmt::format("{} stays as it is; here, templates are filled only in dataset and matrix cases",
                  quoted(string.string())),
      Severity::warning));
}

}  // namespace

void fill_string(Node& string, const TemplateScope& scope, Errors& out) {
  const std::string& text = string.string();
  if (!has_template(text)) return;
  // A list, a map or an image cannot be printed, but it can be what the string becomes.
  const std::string_view lone = lone_variable(text);
  if (lone.empty() || value_of(scope.vars, lone) == nullptr) {
    Errors errors = check_template(string, scope.source, scope.vars, scope.images, false);
    const bool wrong = has_errors(errors);
    std::move(errors.begin(), errors.end(), std::back_inserter(out));
    if (wrong) return;
  }
  string = render_node(string, scope.vars);
}

std::string filled_text(const Node& string, const TemplateScope& scope, Errors& out) {
  Errors errors = check_template(string, scope.source, scope.vars, scope.images, false);
  const bool wrong = has_errors(errors);
  std::move(errors.begin(), errors.end(), std::back_inserter(out));
  return wrong ? std::string() : render_template(string.string(), scope.vars);
}

void fill_strings(Node& node, const TemplateScope& scope, Errors& out) {
  visit_strings(node, [&](Node& string) { fill_string(string, scope, out); });
}

void fill_assertion(Node& item, const TemplateScope& scope, Errors& out) {
  visit_items(item, [&](Node& string) { fill_string(string, scope, out); });
}

bool holds_template(const Node& item) {
  bool found = false;
  visit_items(item, [&](const Node& string) { found = found || has_template(string.string()); });
  return found;
}

void warn_of_unfilled(const Node& node, const TemplateScope& scope, Errors& out) {
  visit_strings(node, [&](const Node& string) { warn_of_string(string, scope, out); });
}

void warn_of_unfilled_assertion(const Node& item, const TemplateScope& scope, Errors& out) {
  visit_items(item, [&](const Node& string) { warn_of_string(string, scope, out); });
}

}  // namespace sightline
