#include "suite/references.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "assertion/assertion.h"
#include "base/suggest.h"
#include "base/text.h"

namespace sightline {

namespace {

class ReferenceCheck {
 public:
  ReferenceCheck(const Suite& suite, const Source& source, Diagnostics& out)
      : suite_(suite), source_(source), out_(out) {}

  void check() {
    for (const Case& a_case : suite_.cases) {
      for (const AssertionPtr& assertion : a_case.assertions) {
        for (const CaseReference& reference : assertion->references) check(a_case, reference);
      }
    }
  }

 private:
  void check(const Case& a_case, const CaseReference& reference) {
    const std::string wrong = trouble_with(a_case, reference.case_id);
    if (!wrong.empty()) out_.add_for_case(source_.error_at(reference.at, wrong), a_case.id);
  }

  /// "" where all is well.
  std::string trouble_with(const Case& a_case, const std::string& id) {
    const Case* other = find(id);
    const std::string named = quoted(id);
    if (other == nullptr) return unknown(id);
    if (other == &a_case) return fmt::format("the case {} would be compared with itself", named);
    if (other->settings->skip && !a_case.settings->skip) {
      return fmt::format("the case {} is skipped, so that there is no answer to compare with; skip this case too",
                         named);
    }
    if (const std::string prompt = lacking_prompt(a_case, *other); !prompt.empty()) {
      return fmt::format("the case {} is not asked with the prompt {}, as this one is", named, quoted(prompt));
    }
    for (const std::string& model : a_case.settings->models) {
      if (std::ranges::find(other->settings->models, model) == other->settings->models.end()) {
        return fmt::format("the case {} is not asked of the model {}, as this one is", named, quoted(model));
      }
    }
    if (other->settings->repeat.n < a_case.settings->repeat.n) {
      return fmt::format("the case {} has {} of this case's {} repeats; repeats are compared one by one", named,
                         other->settings->repeat.n, a_case.settings->repeat.n);
    }
    return {};
  }

  std::string unknown(const std::string& id) const {
    const auto group = std::ranges::find(suite_.groups, id, &Group::id);
    if (group != suite_.groups.end()) {
      return fmt::format("{} is a group; name one of its cases, such as {}", quoted(id),
                         quoted(suite_.cases[group->members.front()].id));
    }
    std::vector<std::string> ids;
    for (const Case& a_case : suite_.cases) ids.push_back(a_case.id);
    return fmt::format("there is no case {} in this suite{}", quoted(id), suggestion(id, ids));
  }

  std::string lacking_prompt(const Case& a_case, const Case& other) const {
    for (const std::size_t prompt : a_case.settings->prompts) {
      if (std::ranges::find(other.settings->prompts, prompt) == other.settings->prompts.end())
        return suite_.prompts[prompt].name;
    }
    return {};
  }

  const Case* find(const std::string& id) {
    if (by_id_.empty()) {
      for (const Case& a_case : suite_.cases) by_id_.emplace(a_case.id, &a_case);
    }
    const auto known = by_id_.find(id);
    return known == by_id_.end() ? nullptr : known->second;
  }

  const Suite& suite_;
  const Source& source_;
  Diagnostics& out_;
  std::unordered_map<std::string_view, const Case*> by_id_;
};

}  // namespace

void check_references(const Suite& suite, const Source& source, Diagnostics& out) {
  ReferenceCheck(suite, source, out).check();
}

}  // namespace sightline
