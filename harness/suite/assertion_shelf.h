#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "assertion/assertion.h"
#include "suite/loading.h"

namespace sightline {

/// The compiled assertions of one file. What is equal is compiled once and shared by the cases.
class AssertionShelf {
 public:
  AssertionShelf(Loading& loading, const Origin& origin);

  /// An item as it is written: compiled the first time. Null where it is wrong, which is told.
  AssertionPtr as_written(const Node& item);
  /// An item with its templates filled from a case's variables. Null where it is wrong, which is told with the case's
  /// id.
  AssertionPtr filled(const Node& item, const TemplateScope& scope, const std::string& case_id);
  /// An item that is made, not written: its nodes have the places of what it was made from.
  AssertionPtr compiled(const Node& item, const std::string& case_id);
  /// Every item of a list, as written.
  std::vector<AssertionPtr> all_as_written(const Node& list);

 private:
  Diagnostics& diagnostics_;
  const Source& source_;
  AssertionCompiler compiler_;
  std::unordered_map<const Node*, AssertionPtr> by_node_;
  std::unordered_map<std::string, Expected<AssertionPtr>> by_filled_text_;
};

}  // namespace sightline
