#pragma once

#include <map>
#include <string>
#include <vector>

#include "suite/loading.h"

namespace sightline {

/// The groups of a suite, as its cases name them.
class GroupShelf {
 public:
  explicit GroupShelf(const Source& source, Diagnostics& diagnostics) : source_(source), diagnostics_(diagnostics) {}

  /// The case with the index `member` is in the group `id`, as `written` (a map) says. Tells a rule that is not the
  /// one that the group has.
  void add(const Node& written, const std::string& id, std::size_t member, const std::string& case_id);
  /// A group that no text names: a case with its options in every order.
  void add_circular(const Case& a_case, std::size_t first_member, std::size_t members);
  /// The place where a group of that name is written; null where there is none.
  const Group* find(const std::string& id) const;
  /// Tells rules that no group of that size could fulfil.
  std::vector<Group> take() &&;

 private:
  const Source& source_;
  Diagnostics& diagnostics_;
  std::vector<Group> groups_;
  std::map<std::string, std::size_t, std::less<>> places_;  ///< By id.
};

}  // namespace sightline
