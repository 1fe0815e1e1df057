#pragma once

#include <string>
#include <vector>

#include "suite/loading.h"
#include "suite/prompts.h"

namespace sightline {

/// The keys of one case (or dataset) over those of the suite's defaults.
struct CaseText {
  const Node* own = nullptr;       ///< A map.
  const Node* defaults = nullptr;  ///< A map or null.
  /// The own value, else the default's; null where both are absent. A value that was wrong counts as absent.
  const Node* find(std::string_view key) const;
  /// True where one of the two wrote `key`, well-formed or not.
  bool has(std::string_view key) const;
};

/// What a suite says to all its cases.
struct SuiteFrame {
  const Origin& origin;
  const std::vector<std::string>& tags;
  const std::vector<std::string>& models;  ///< Names that exist.
  const std::vector<PromptDraft>& prompts;
  SharedNode default_params;
};

/// All of a case that cannot depend on its variables.
CaseSettings read_settings(const CaseText& text, const SuiteFrame& frame, Loading& loading);

/// Those of the control of a case with `settings`: it decides nothing.
CaseSettings control_settings(CaseSettings settings);

/// The models that `written` (a list of names, or null: all) chooses; --model overrides it. Unknown names are told.
std::vector<std::string> chosen_models(const Node* written, const std::vector<std::string>& instead,
                                       const Source& source, Loading& loading);

/// `first`, then what `second` has more.
std::vector<std::string> united(std::vector<std::string> first, const std::vector<std::string>& second);

}  // namespace sightline
