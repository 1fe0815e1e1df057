#include "suite/group_shelf.h"

#include <utility>

#include "base/text.h"
#include "suite/fields.h"

namespace sightline {

namespace {

std::string rule_text(unsigned at_least) {
  return at_least == 0 ? "`rule: all`" : fmt::format("`rule: {{at_least: {}}}`", at_least);
}

unsigned at_least_of(const Node& written) {
  const Node* rule = field(written, "rule");
  if (rule == nullptr || !rule->is_map()) return 0;
  return static_cast<unsigned>(number_field(*rule, "at_least").value_or(0));
}

}  // namespace

void GroupShelf::add(const Node& written, const std::string& id, std::size_t member, const std::string& case_id) {
  const unsigned at_least = at_least_of(written);
  const auto [known, is_new] = places_.emplace(id, groups_.size());
  if (is_new) {
    groups_.push_back({.id = id, .at_least = at_least, .members = {}, .place = {source_.path, written.at}});
  }
  Group& group = groups_[known->second];
  group.members.push_back(member);
  if (group.at_least == at_least) return;
  diagnostics_.add_for_case(
      source_.error_at(written.at, fmt::format("the group {} has {} here and {} at {}; write one rule", quoted(id),
                                               rule_text(at_least), rule_text(group.at_least), group.place.text())),
      case_id);
}

void GroupShelf::add_circular(const Case& a_case, std::size_t first_member, std::size_t members) {
  if (!places_.emplace(a_case.id, groups_.size()).second) return;
  Group group{.id = a_case.id,
              .description = *a_case.description,
              .circular = true,
              .xfail = a_case.settings->xfail,
              .members = {},
              .place = a_case.place};
  for (std::size_t i = 0; i < members; ++i) group.members.push_back(first_member + i);
  groups_.push_back(std::move(group));
}

const Group* GroupShelf::find(const std::string& id) const {
  const auto known = places_.find(id);
  return known == places_.end() ? nullptr : &groups_[known->second];
}

std::vector<Group> GroupShelf::take() && {
  for (const Group& group : groups_) {
    const std::size_t size = group.members.size();
    if (group.at_least <= size) continue;
    diagnostics_.add(
        source_, group.place.position,
        fmt::format("{} of {} members of the group {} can never pass", group.at_least, size, quoted(group.id)));
  }
  return std::move(groups_);
}

}  // namespace sightline
