#include "run/answer_units.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/suggest.h"
#include "base/text.h"

namespace sightline {
namespace {

using Units = std::vector<const PlannedUnit*>;
using Trouble = AnswerUnits::Trouble;
using PartOf = const std::string& (*)(const PlannedUnit&);

const std::string& suite_of(const PlannedUnit& unit) {
  return unit.suite->name;
}
const std::string& prompt_of(const PlannedUnit& unit) {
  return unit.prompt->name;
}
const std::string& model_of(const PlannedUnit& unit) {
  return unit.model->name;
}

/// Each once, in the order of the units.
std::vector<std::string> distinct(const Units& units, PartOf part) {
  std::vector<std::string> names;
  for (const PlannedUnit* unit : units) {
    if (std::ranges::find(names, part(*unit)) == names.end()) names.push_back(part(*unit));
  }
  return names;
}

/// Keeps the units whose part has that name; with "" there must be no choice.
tl::expected<Units, Trouble> narrowed(Units units, std::string_view what, PartOf part, const std::string& name) {
  const auto names = distinct(units, part);
  const std::string& case_id = units.front()->a_case->id;
  if (name.empty()) {
    if (names.size() == 1) return units;
    return tl::unexpected(Trouble{"case", fmt::format("case {} has {} {}s: say which, '{}' is one of {}",
                                                      quoted(case_id), names.size(), what, what, join(names, ", "))});
  }
  std::erase_if(units, [&](const PlannedUnit* unit) { return part(*unit) != name; });
  if (!units.empty()) return units;
  return tl::unexpected(Trouble{what, fmt::format("case {} has no {} {}; it has {}{}", quoted(case_id), what,
                                                  quoted(name), join(names, ", "), suggestion(name, names))});
}

}  // namespace

AnswerUnits::AnswerUnits(const Plan& whole, std::string model) : whole_(whole), model_(std::move(model)) {
  for (const PlannedUnit& unit : whole_.units) by_case_[unit.a_case->id].push_back(&unit);
}

tl::expected<AnswerUnits::Units, Trouble> AnswerUnits::units_of_case(const AnswerName& name) const {
  const auto found = by_case_.find(name.case_id);
  if (found == by_case_.end()) {
    std::vector<std::string> ids;
    for (const auto& [id, units] : by_case_) ids.emplace_back(id);
    std::ranges::sort(ids);
    return tl::unexpected(Trouble{"case", fmt::format("there is no case {} in the suites{}", quoted(name.case_id),
                                                      suggestion(name.case_id, ids))});
  }
  return narrowed(found->second, "suite", suite_of, name.suite);
}

tl::expected<const PlannedUnit*, Trouble> AnswerUnits::find(const AnswerName& name) const {
  auto units = units_of_case(name);
  if (units) units = narrowed(std::move(*units), "prompt", prompt_of, name.prompt);
  if (units) units = narrowed(std::move(*units), "model", model_of, name.model.empty() ? model_ : name.model);
  if (!units) return tl::unexpected(std::move(units.error()));
  const PlannedUnit* unit = units->front();
  const unsigned repeats = unit->repeat.n;
  if (name.repeat.value_or(0) < repeats) return unit;
  return tl::unexpected(
      Trouble{"repeat", fmt::format("repeat {} of {} is not planned: {}", *name.repeat, unit->id().text(),
                                    repeats == 1 ? "it has one, number 0"
                                                 : fmt::format("it has {}, from 0 to {}", repeats, repeats - 1))});
}

}  // namespace sightline
