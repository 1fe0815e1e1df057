#pragma once

#include <string_view>

#include "model/node.h"

namespace sightline {

/// The value that `name` means in the map `scope`, a.b reaching into maps; null where there is none. A key that is
/// spelled with a dot comes before a path.
inline const Node* value_of(const Node& scope, std::string_view name) {
  if (const Node* whole = scope.find(name)) return whole;
  const std::size_t dot = name.find('.');
  if (dot == std::string_view::npos) return nullptr;
  const Node* outer = scope.find(name.substr(0, dot));
  return outer == nullptr ? nullptr : value_of(*outer, name.substr(dot + 1));
}

/// True where `{{#x}}` passes the value by, and `{{^x}}` does not.
inline bool is_absent(const Node& value) {
  return value.is_null() || (value.is_boolean() && !value.boolean()) || (value.is_list() && value.list().empty()) ||
         (value.is_string() && value.string().empty());
}

}  // namespace sightline
