#include "assertion/text_form.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "assertion/wording.h"
#include "base/suggest.h"
#include "base/text.h"

namespace sightline {
namespace {

std::string without_blank_ends(std::string_view text) {
  return std::string(trimmed(text));
}

using Step = std::string (*)(std::string_view);
constexpr std::array<std::pair<std::string_view, Step>, 4> kSteps{
    {{"trim", without_blank_ends}, {"lower", lower}, {"nfc", nfc}, {"spaces", collapsed_spaces}}};

Step step_named(const Node& name) {
  if (!name.is_string()) return nullptr;
  const auto* found = std::ranges::find(kSteps, name.string(), &std::pair<std::string_view, Step>::first);
  return found == kSteps.end() ? nullptr : found->second;
}

}  // namespace

TextForm::TextForm(Options& options) {
  const Node* steps = options.find("normalize");
  if (steps == nullptr) return;
  if (!steps->is_list()) {
    options.refuse("normalize", "a list of trim, lower, nfc, spaces");
    return;
  }
  for (const Node& name : steps->list()) {
    if (const Step step = step_named(name)) {
      steps_.push_back(step);
      continue;
    }
    const std::vector<std::string> names{"trim", "lower", "nfc", "spaces"};
    const std::string near = name.is_string() ? suggestion(name.string(), names) : "";
    options.tell(&name,
                 fmt::format("{} wants {}, got {}{}", options.called("normalize"), one_of(names), named(name), near));
  }
}

std::string TextForm::of(std::string_view text) const {
  std::string form(text);
  for (const Step step : steps_) form = step(form);
  return form;
}

}  // namespace sightline
