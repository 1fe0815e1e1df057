#include "suite/assertion_shelf.h"

#include <utility>

#include "json/json.h"
#include "suite/fill.h"

namespace sightline {

namespace {

/// Equal texts at equal places are equal assertions.
std::string key_of(const Node& item) {
  return fmt::format("{}:{}:{}", item.at.line, item.at.column, to_json(item));
}

Permissions permissions_of(const Project& project) {
  Permissions permissions{.exec = project.allow_exec, .webhooks = project.allow_webhook, .secret_variables = {}};
  for (const ModelSpec& model : project.models) {
    if (!model.api_key_env.empty()) permissions.secret_variables.push_back(model.api_key_env);
  }
  return permissions;
}

}  // namespace

AssertionShelf::AssertionShelf(Loading& loading, const Origin& origin)
    : diagnostics_(loading.diagnostics),
      source_(origin.source),
      compiler_(loading.context.files, origin.folder, loading.project.root, permissions_of(loading.project)) {}

AssertionPtr AssertionShelf::as_written(const Node& item) {
  const auto [known, is_new] = by_node_.try_emplace(&item);
  if (!is_new) return known->second;
  auto compiled = compiler_.compile(item, source_);
  if (compiled) return known->second = *compiled;
  diagnostics_.add(std::move(compiled.error()));
  return nullptr;
}

std::vector<AssertionPtr> AssertionShelf::all_as_written(const Node& list) {
  std::vector<AssertionPtr> assertions;
  for (const Node& item : list.list()) {
    AssertionPtr assertion = item.is_null() ? nullptr : as_written(item);
    if (assertion) assertions.push_back(std::move(assertion));
  }
  return assertions;
}

AssertionPtr AssertionShelf::filled(const Node& item, const TemplateScope& scope, const std::string& case_id) {
  Node whole = item;
  Errors errors;
  fill_assertion(whole, scope, errors);
  const bool wrong = has_errors(errors);
  diagnostics_.add_for_case(std::move(errors), case_id);
  return wrong ? nullptr : compiled(whole, case_id);
}

AssertionPtr AssertionShelf::compiled(const Node& whole, const std::string& case_id) {
  std::string key = key_of(whole);
  auto known = by_filled_text_.find(key);
  if (known == by_filled_text_.end()) {
    known = by_filled_text_.emplace(std::move(key), compiler_.compile(whole, source_)).first;
  }
  if (known->second) return *known->second;
  diagnostics_.add_for_case(known->second.error(), case_id);
  return nullptr;
}

}  // namespace sightline
