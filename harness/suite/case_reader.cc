#include "suite/case_reader.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "suite/fields.h"
#include "suite/fill.h"
#include "suite/keys.h"
#include "suite/shape.h"
#include "suite/shape_check.h"
#include "suite/template.h"

namespace sightline {

CaseReader::CaseReader(const SuiteFrame& frame, const Node* defaults, std::vector<PromptDraft>& prompts,
                       AssertionShelf& assertions, Loading& loading)
    : frame_(frame),
      defaults_(defaults),
      prompts_(prompts),
      assertions_(assertions),
      loading_(loading),
      groups_(frame.origin.source, loading.diagnostics) {}

void CaseReader::read_case(const Node& written) {
  const Draft draft = draft_of(written);
  const Node* id = draft.text.find("id");
  if (id && !is_name(id->string())) {
    loading_.diagnostics.add(
        frame_.origin.source, id->at,
        fmt::format("{} is no id; ids are made of letters, digits and . _ -", quoted(id->string())));
  }
  add_cases(draft, {});
}

CaseReader::Draft CaseReader::draft_of(const Node& written) {
  Draft draft;
  draft.text = {&written, defaults_};
  draft.like.settings = read_settings(draft.text, frame_, loading_);
  if (const Node* description = draft.text.find("description")) draft.like.description = text_of(description);
  if (const Node* cluster = draft.text.find("cluster")) draft.like.cluster = text_of(cluster);
  draft.like.place = {frame_.origin.source.path, written.at};
  if (draft.text.find("blank_image") != nullptr) draft.control_settings = control_settings(draft.like.settings);
  draft.assertions = assertions_of(draft.text);
  draft.combinations = read_matrix(draft.text, frame_.origin.source, loading_.diagnostics);
  for (const Node::Member* variable : entries_of(field(written, "vars"))) {
    check_variable_name(*variable, frame_.origin.source, loading_.diagnostics);
  }
  check_that_something_is_checked(draft);
  return draft;
}

std::vector<const Node*> CaseReader::assertions_of(const CaseText& text) const {
  std::vector<const Node*> items;
  for (const Node* layer : {text.defaults, text.own}) {
    const Node* list = layer ? field(*layer, "assert") : nullptr;
    if (list == nullptr) continue;
    for (const Node& item : list->list()) {
      if (!item.is_null()) items.push_back(&item);
    }
  }
  return items;
}

void CaseReader::check_that_something_is_checked(const Draft& draft) {
  const auto is_written = [](const Node* layer) {
    const Node* list = layer ? layer->find("assert") : nullptr;
    return list && !(list->is_list() && list->list().empty());
  };
  if (is_written(draft.text.own) || is_written(draft.text.defaults)) return;
  // An `assert` that was misspelled is told as such.
  if (has_unknown_key(*draft.text.own, dataset_table())) return;
  const auto asserts = [&](std::size_t prompt) { return prompts_[prompt].has_assertions; };
  if (std::ranges::all_of(draft.like.settings->prompts, asserts)) return;
  loading_.diagnostics.add(frame_.origin.source, draft.text.own->at,
                           "there is no 'assert' here, nor beside every prompt's `assistant: $model`: this would check "
                           "nothing");
}

void CaseReader::add_cases(const Draft& draft, const Row& row) {
  if (draft.combinations.empty()) return add_case(draft, row, nullptr);
  for (const Combination& combination : draft.combinations) add_case(draft, row, &combination);
}

void CaseReader::add_case(const Draft& draft, const Row& row, const Combination* combination) {
  Case a_case = draft.like;
  if (row.values) a_case.place = {row.origin->source.path, row.values->at};
  const VariableSources sources{defaults_ ? field(*defaults_, "vars") : nullptr, field(*draft.text.own, "vars"),
                                combination ? &combination->values : nullptr, row.values, row.origin};
  Errors errors;
  Variables variables = read_variables(sources, frame_.origin, loading_, errors);
  a_case.vars = std::move(variables.vars);
  a_case.images = std::move(variables.images);
  const bool right = !has_errors(errors);
  const bool filled = sources.filled();
  const TemplateScope scope{frame_.origin.source, a_case.vars, a_case.images};
  if (filled) fill_texts(a_case, draft.text, scope, errors);
  a_case.id = id_of(draft, row, scope, errors);
  if (combination && !a_case.id.empty()) a_case.id += combination->suffix;
  tell_of_case(std::move(errors), a_case, row);
  take_id(a_case, draft, row);
  const Question question = right ? question_of(draft, scope, filled) : Question{};
  if (question.circular) check_circular(question, draft, a_case);
  if (question.options && !a_case.vars.find(kOptionsVariable)) {
    a_case.vars.set(kOptionsVariable, question.options->lines(0));
  }
  for (const std::size_t prompt : a_case.settings->prompts) {
    const bool sound = check_prompt(prompts_[prompt], a_case.vars, a_case.images, a_case.id, loading_);
    if (right && sound) open_images(prompts_[prompt], a_case.vars, a_case.images, a_case.id, loading_);
  }
  add_assertions(a_case, draft, filled, right);
  join_group(a_case, draft, scope, filled, question.circular);
  const std::size_t first = cases_.size();
  const std::string id = a_case.id;
  if (question.circular && question.options) {
    add_rotations(a_case, draft, row, question);
  } else {
    cases_.push_back(std::move(a_case));
  }
  const Node* blank = draft.text.find("blank_image");
  if (right && blank != nullptr && blank->boolean()) add_control(Case(cases_[first]), id, draft, row);
}

/// What is wrong within the case's own row needs no name of the case.
void CaseReader::tell_of_case(Errors errors, const Case& a_case, const Row& row) {
  const std::string label = a_case.id.empty() ? a_case.place.text() : a_case.id;
  for (Error& error : errors) {
    const bool is_in_row = row.values && error.place.file == a_case.place.file;
    loading_.diagnostics.add_for_case(std::move(error), is_in_row ? std::string() : label);
  }
}

std::string CaseReader::id_of(const Draft& draft, const Row& row, const TemplateScope& scope, Errors& errors) {
  const Node* written = draft.text.find("id");
  if (written == nullptr) return {};
  if (row.values == nullptr) return written->string();
  Errors own;
  std::string id = filled_text(*written, scope, own);
  if (!has_errors(own) && !is_name(id)) {
    own.push_back(row.origin->source.error_at(
        row.values->at,
        fmt::format("the id of this row would be {}; ids are made of letters, digits and . _ -", quoted(id))));
    id.clear();
  }
  std::move(own.begin(), own.end(), std::back_inserter(errors));
  return id;
}

void CaseReader::take_id(const Case& a_case, const Draft& draft, const Row& row) {
  if (a_case.id.empty()) return;
  const auto [known, is_new] = ids_.emplace(a_case.id, cases_.size());
  if (is_new) return;
  const Source& source = row.values ? row.origin->source : frame_.origin.source;
  const Position at = row.values ? row.values->at : draft.text.find("id")->at;
  const Place& first = cases_[known->second].place;
  const bool is_sister = first == a_case.place;
  loading_.diagnostics.add(
      source, at,
      is_sister ? fmt::format("two combinations of the matrix have the id {}; make their values differ in letters, "
                              "digits or . _ -",
                              quoted(a_case.id))
                : fmt::format("the id {} is taken by the case at {}; ids are unique in a suite", quoted(a_case.id),
                              first.text()));
}

void CaseReader::fill_texts(Case& a_case, const CaseText& text, const TemplateScope& scope, Errors& errors) const {
  // Others stay those of the text, which its cases share.
  const auto fill = [&](const Node* written, Shared<std::string>& field) {
    if (written && has_template(written->string())) field = filled_text(*written, scope, errors);
  };
  fill(text.find("description"), a_case.description);
  fill(text.find("cluster"), a_case.cluster);
}

void CaseReader::add_assertions(Case& a_case, const Draft& draft, bool filled, bool right) {
  const TemplateScope scope{frame_.origin.source, a_case.vars, a_case.images};
  a_case.assertions.reserve(draft.assertions.size());  // Many cases are held at once: no room is left over.
  for (const Node* item : draft.assertions) {
    const bool has_templates = holds_template(*item);
    // Templates over variables that are wrong themselves would only tell that once more.
    if (has_templates && !right) continue;
    if (AssertionPtr assertion = assertion_of(*item, scope, a_case, filled)) {
      a_case.assertions.push_back(std::move(assertion));
    }
    if (filled || !has_templates) continue;
    Errors warnings;
    warn_of_unfilled_assertion(*item, scope, warnings);
    loading_.diagnostics.add(std::move(warnings));
  }
}

AssertionPtr CaseReader::assertion_of(const Node& item, const TemplateScope& scope, const Case& a_case, bool filled) {
  return filled && holds_template(item) ? assertions_.filled(item, scope, a_case.id) : assertions_.as_written(item);
}

std::vector<Group> CaseReader::take_groups() && {
  std::vector<Group> groups = std::move(groups_).take();
  for (const Group& group : groups) {
    const auto taken = ids_.find(group.id);
    if (group.circular || taken == ids_.end()) continue;
    loading_.diagnostics.add(frame_.origin.source, group.place.position,
                             fmt::format("the group's id {} is taken by the case at {}; groups and cases have ids of "
                                         "their own",
                                         quoted(group.id), cases_[taken->second].place.text()));
  }
  return groups;
}

}  // namespace sightline
