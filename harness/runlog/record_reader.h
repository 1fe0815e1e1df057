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

/// Takes the value of one member of an object into the record's member of that name. What its cursor reads by itself,
/// of any type, it leaves to it.
template <typename Cursor>
class RecordReaderOf {
 public:
  /// Fills a record from the object at the cursor: absent members keep their default, unknown ones are passed over,
  /// null is as good as absent.
  template <typename T>
  static void read(Cursor& in, T& out) {
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
      read_members(in, out);
    }
  }
  /// Takes the value of the member `key` of a record whose object is open.
  template <typename T>
  static void read_member(Cursor& in, std::string_view key, T& out) {
    RecordReaderOf member(in, Members::one);
    member.key_ = key;
    describe(member, out);
    if (!member.taken_) in.skip();
  }

  template <typename T>
  void operator()(std::string_view name, T& out, const std::type_identity_t<T>& = {}) {
    always(name, out);
  }
  template <typename T>
  void always(std::string_view name, T& out) {
    if (is_over_ || name != key_) return;
    taken_ = true;
    read(in_, out);
    if (which_ == Members::one) {
      is_over_ = true;
    } else {
      go_on(false);
    }
  }

 private:
  enum class Members { one, all };
  RecordReaderOf(Cursor& in, Members which) : in_(in), which_(which) {}

  /// Lines mostly have their members in the order in which they are described: one walk through the description takes
  /// them all. Each that stands elsewhere costs one more.
  template <typename T>
  static void read_members(Cursor& in, T& out) {
    if (!in.open_map()) return;
    RecordReaderOf members(in, Members::all);
    for (members.go_on(true); !members.is_over_;) {
      members.taken_ = false;
      describe(members, out);
      if (members.taken_ || members.is_over_) continue;
      in.skip();
      members.go_on(false);
    }
  }
  void go_on(bool first) { is_over_ = !in_.next_member(key_, unescaped_, first); }

  template <typename Enum>
  static void read_name(Cursor& in, Enum& out) {
    std::string name;
    in.read(name);
    if (const auto value = from_name<Enum>(name)) {
      out = *value;
    } else {
      in.fail();
    }
  }
  template <typename T>
  static void read(Cursor& in, std::optional<T>& out) {
    if (in.null()) return out.reset();
    read(in, out.emplace());
  }
  template <typename T>
  static void read(Cursor& in, std::vector<T>& out) {
    if constexpr (requires { in.read(out); }) {
      in.read(out);
    } else {
      out.clear();
      if (!in.null()) in.list([&] { read(in, out.emplace_back()); });
    }
  }
  template <typename T>
  static void read(Cursor& in, std::map<std::string, T>& out) {
    out.clear();
    if (!in.null()) in.map([&](std::string_view key) { read(in, out[std::string(key)]); });
  }

  Cursor& in_;
  Members which_;
  std::string_view key_;   ///< Of the member whose value stands at the cursor.
  std::string unescaped_;  ///< The key, where it was written with escapes.
  bool taken_ = false;     ///< A member was read in this walk through the description.
  bool is_over_ = false;   ///< Nothing is left to read.
};

using RecordReader = RecordReaderOf<JsonCursor>;

}  // namespace sightline
