#include "cli/plan_notes.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.h"

namespace sightline {

namespace {

/// The first units by name, and how many there are besides.
std::string first_of(const std::vector<UnitId>& units) {
  constexpr std::size_t kMost = 3;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < std::min(units.size(), kMost); ++i) names.push_back(units[i].text());
  if (units.size() > kMost) names.push_back(fmt::format("and {} more", units.size() - kMost));
  return join(names, ", ");
}

}  // namespace

void tell_plan_notes(const Plan& plan, Terminal& terminal) {
  if (!plan.added.empty()) {
    const bool one = plan.added.size() == 1;
    terminal.say(
        fmt::format("{} unit{} not selected {} too, because others look at {}: {}", plan.added.size(), one ? "" : "s",
                    one ? "runs" : "run", one ? "its answer" : "their answers", first_of(plan.added)),
        Colour::quiet);
  }
  if (!plan.partial_groups.empty()) {
    const bool one = plan.partial_groups.size() == 1;
    terminal.say(fmt::format("sightline: warning: {} group{} not judged, because only a part of {} members is "
                             "selected: {}",
                             plan.partial_groups.size(), one ? " is" : "s are", one ? "its" : "their",
                             first_of(plan.partial_groups)),
                 Colour::warn);
  }
}

}  // namespace sightline
