#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "suite/assertion_shelf.h"
#include "suite/case_settings.h"
#include "suite/choice_options.h"
#include "suite/group_shelf.h"
#include "suite/matrix.h"
#include "suite/variables.h"

namespace sightline {

/// Turns the texts of a suite's cases and datasets into cases, one for each row and combination.
class CaseReader {
 public:
  /// `defaults` is a map or null; all references live as long as the reader.
  CaseReader(const SuiteFrame& frame, const Node* defaults, std::vector<PromptDraft>& prompts,
             AssertionShelf& assertions, Loading& loading);

  void read_case(const Node& written);
  void read_dataset(const Node& written);
  /// So many cases or more will be read.
  void expect_cases(std::size_t count) { cases_.reserve(cases_.size() + count); }
  std::vector<Case> take_cases() && { return std::move(cases_); }
  /// The groups that the cases are in.
  std::vector<Group> take_groups() &&;

 private:
  /// What all cases of one text have in common.
  struct Draft {
    CaseText text;
    Case like;                              ///< Without id, vars, images and assertions; its texts as written.
    Shared<CaseSettings> control_settings;  ///< Of the control of a case of it.
    std::vector<const Node*> assertions;
    std::vector<Combination> combinations;
  };
  /// A case's row in a data file; all null for a case that is written in the suite.
  struct Row {
    const Node* values = nullptr;
    const Origin* origin = nullptr;
  };

  /// What the `choice` among a case's assertions asks.
  struct Question {
    std::size_t place = 0;  ///< Among the assertions.
    Node item = {};         ///< Its templates filled.
    std::optional<ChoiceOptions> options = {};
    bool circular = false;
  };

  Draft draft_of(const Node& written);
  std::vector<const Node*> assertions_of(const CaseText& text) const;
  void check_that_something_is_checked(const Draft& draft);
  std::vector<std::string> files_of(const Node& written);
  void read_rows(const Draft& draft, const std::string& path, const Node& named_at);
  void add_cases(const Draft& draft, const Row& row);
  void add_case(const Draft& draft, const Row& row, const Combination* combination);
  void tell_of_case(Errors errors, const Case& a_case, const Row& row);
  std::string id_of(const Draft& draft, const Row& row, const TemplateScope& scope, Errors& errors);
  void take_id(const Case& a_case, const Draft& draft, const Row& row);
  void fill_texts(Case& a_case, const CaseText& text, const TemplateScope& scope, Errors& errors) const;
  void add_assertions(Case& a_case, const Draft& draft, bool filled, bool right);
  AssertionPtr assertion_of(const Node& item, const TemplateScope& scope, const Case& a_case, bool filled);
  Question question_of(const Draft& draft, const TemplateScope& scope, bool filled) const;
  void check_circular(const Question& question, const Draft& draft, const Case& a_case);
  void add_rotations(const Case& a_case, const Draft& draft, const Row& row, const Question& question);
  void join_group(const Case& a_case, const Draft& draft, const TemplateScope& scope, bool filled, bool circular);
  std::vector<ImagePtr> images_of(const Case& a_case) const;
  bool can_be_blank(const Case& a_case, Position at);
  void add_control(const Case& of, const std::string& id, const Draft& draft, const Row& row);
  void tell_of_suite(Position at, std::string message, const Case& a_case);

  const SuiteFrame& frame_;
  const Node* defaults_;
  std::vector<PromptDraft>& prompts_;
  AssertionShelf& assertions_;
  Loading& loading_;
  GroupShelf groups_;
  std::unordered_map<std::string, ImagePtr> grey_images_;  ///< By the digest of the image in whose place they are.
  std::vector<Case> cases_;
  std::unordered_map<std::string, std::size_t> ids_;  ///< Indices into `cases_`.
};

}  // namespace sightline
