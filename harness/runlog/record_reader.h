#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "runlog/json_cursor.h"
#include "runlog/record_fields.h"
#include "runlog/record_names.h"

namespace sightline {

/// Takes the value of one member of an object into the record's member of that name.
class RecordReader {
 public:
  /// Fills a record from the object at the cursor: absent members keep their default, unknown ones are passed over,
  /// null is as good as absent.
  template <typename T>
  static void read(JsonCursor& in, T& out) {
    if (in.null()) {
      out = T{};
      return;
    }
    if constexpr (std::is_enum_v<T>) {
      read_name(in, out);
    } else if constexpr (requires { in.read(out); }) {
      in.read(out);
    } else if constexpr (std::is_arithmetic_v<T>) {
      in.read_number(out);
    } else {
      in.map([&](std::string_view key) { read_member(in, key, out); });
    }
  }
  /// Takes the value of the member `key` of a record whose object is open.
  template <typename T>
  static void read_member(JsonCursor& in, std::string_view key, T& out) {
    RecordReader member(in, key);
    describe(member, out);
    if (!member.taken_) in.skip();
  }

  template <typename T>
  void operator()(std::string_view name, T& out, const std::type_identity_t<T>& = {}) {
    always(name, out);
  }
  template <typename T>
  void always(std::string_view name, T& out) {
    if (taken_ || name != key_) return;
    taken_ = true;
    read(in_, out);
  }

 private:
  RecordReader(JsonCursor& in, std::string_view key) : in_(in), key_(key) {}

  template <typename Enum>
  static void read_name(JsonCursor& in, Enum& out) {
    std::string name;
    in.read(name);
    if (const auto value = from_name<Enum>(name)) {
      out = *value;
    } else {
      in.fail();
    }
  }
  template <typename T>
  static void read(JsonCursor& in, std::optional<T>& out) {
    if (in.null()) return out.reset();
    read(in, out.emplace());
  }
  template <typename T>
  static void read(JsonCursor& in, std::vector<T>& out) {
    out.clear();
    if (!in.null()) in.list([&] { read(in, out.emplace_back()); });
  }
  template <typename T>
  static void read(JsonCursor& in, std::map<std::string, T>& out) {
    out.clear();
    if (!in.null()) in.map([&](std::string_view key) { read(in, out[std::string(key)]); });
  }

  JsonCursor& in_;
  std::string_view key_;
  bool taken_ = false;
};

}  // namespace sightline
