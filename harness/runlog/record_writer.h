#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "json/json.h"
#include "runlog/record_fields.h"
#include "runlog/record_names.h"

namespace sightline {

/// Finds out whether a record has any member that would be written.
class MemberSearch {
 public:
  bool found = false;

  template <typename T>
  void operator()(std::string_view, const T& value, const std::type_identity_t<T>& unset = {}) {
    found = found || !is_unset(value, unset);
  }
  template <typename T>
  void always(std::string_view, const T&) {
    found = true;
  }

  template <typename T>
  static bool is_unset(const T& value, const T& unset) {
    if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>) {
      return value == unset;
    } else if constexpr (std::is_same_v<T, Node>) {
      return value.is_null();
    } else if constexpr (requires { value.has_value(); }) {
      return !value.has_value();
    } else if constexpr (requires { value.empty(); }) {
      return value.empty();
    } else {
      MemberSearch search;
      describe(search, value);
      return !search.found;
    }
  }
};

/// Appends records to a text as JSON objects, without the members that are unset.
class RecordWriter {
 public:
  explicit RecordWriter(std::string& out) : json_(out) {}
  /// For what stands around the records.
  JsonWriter& json() { return json_; }

  template <typename T>
  void operator()(std::string_view name, const T& value, const std::type_identity_t<T>& unset = {}) {
    if (!MemberSearch::is_unset(value, unset)) always(name, value);
  }
  template <typename T>
  void always(std::string_view name, const T& value) {
    json_.key(name);
    write(value);
  }

  template <typename T>
  void write(const T& value) {
    if constexpr (std::is_enum_v<T>) {
      json_.value(name_of(value));
    } else if constexpr (requires { json_.value(value); }) {
      json_.value(value);
    } else {
      json_.begin_map();
      describe(*this, value);
      json_.end_map();
    }
  }
  template <typename T>
  void write(const std::optional<T>& value) {
    write(*value);
  }
  template <typename T>
  void write(const std::vector<T>& items) {
    json_.begin_list();
    for (const T& item : items) write(item);
    json_.end_list();
  }
  template <typename T>
  void write(const std::map<std::string, T>& items) {
    json_.begin_map();
    for (const auto& [name, item] : items) always(name, item);
    json_.end_map();
  }

 private:
  JsonWriter json_;
};

}  // namespace sightline
