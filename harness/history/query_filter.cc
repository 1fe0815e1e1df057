#include "history/query_filter.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/suggest.h"
#include "base/text.h"

namespace sightline {
namespace {

constexpr std::size_t kMostNamed = 10;

bool fits(const std::optional<std::string>& pattern, std::string_view name) {
  return !pattern || matches_wildcard(*pattern, name);
}

bool fits_case(const std::optional<std::string>& pattern, const UnitId& unit) {
  return fits(pattern, unit.case_id) || fits(pattern, unit.suite + "/" + unit.case_id) || fits(pattern, unit.text());
}

/// One option, what it is about, and the names that it could have fitted.
struct Choice {
  const std::optional<std::string>& pattern;
  std::string_view noun;
  std::string (*name)(const UnitId& unit);
  bool (*fits)(const std::optional<std::string>& pattern, const UnitId& unit);
};

std::vector<Choice> choices_of(const HistoryQuery& query) {
  return {{query.suite, "suite", [](const UnitId& u) { return u.suite; },
           [](const auto& pattern, const UnitId& u) { return fits(pattern, u.suite); }},
          {query.model, "model", [](const UnitId& u) { return u.model; },
           [](const auto& pattern, const UnitId& u) { return fits(pattern, u.model); }},
          {query.prompt, "prompt", [](const UnitId& u) { return u.prompt; },
           [](const auto& pattern, const UnitId& u) { return fits(pattern, u.prompt); }},
          {query.cases, "case", [](const UnitId& u) { return u.case_id; }, fits_case}};
}

std::string names_text(const std::vector<std::string>& names) {
  std::vector<std::string> shown(names.begin(),
                                 names.begin() + static_cast<std::ptrdiff_t>(std::min(names.size(), kMostNamed)));
  std::string text = join(shown, ", ");
  if (names.size() > kMostNamed) text += fmt::format(" and {} more", names.size() - kMostNamed);
  return text;
}

Error unknown(const Choice& choice, const std::vector<UnitId>& units) {
  std::set<std::string> distinct;
  for (const UnitId& unit : units) distinct.insert(choice.name(unit));
  const std::vector<std::string> names(distinct.begin(), distinct.end());
  return {.message =
              fmt::format("no {} of the runs fits {}{} (there are: {})", choice.noun,
                          sightline::quoted(*choice.pattern), suggestion(*choice.pattern, names), names_text(names))};
}

}  // namespace

bool takes_cell(const HistoryQuery& query, const TrendCell& cell) {
  return cell.suite.empty() != query.suite.has_value() && fits(query.suite, cell.suite) &&
         fits(query.model, cell.model) && fits(query.prompt, cell.prompt);
}

bool takes_unit(const HistoryQuery& query, const UnitId& unit) {
  const auto all = choices_of(query);
  return std::ranges::all_of(all, [&](const Choice& choice) { return choice.fits(choice.pattern, unit); });
}

Errors nothing_fits(const HistoryQuery& query, const std::vector<UnitId>& units) {
  Errors errors;
  for (const Choice& choice : choices_of(query)) {
    if (!choice.pattern) continue;
    const bool any = std::ranges::any_of(units, [&](const UnitId& u) { return choice.fits(choice.pattern, u); });
    if (!any) errors.push_back(unknown(choice, units));
  }
  if (errors.empty()) errors.push_back({.message = "no unit of the runs fits all that is asked for together"});
  return errors;
}

}  // namespace sightline
