#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/node.h"

namespace sightline {

struct JsonLimits {
  std::size_t max_depth = 256;
};

/// Reads one JSON text (RFC 8259) whole. Numbers keep their spelling; nodes know their line and column. Errors: bad
/// syntax, invalid UTF-8, a lone surrogate, a duplicate key, too deep, text after the value; each with its position.
Expected<Node> parse_json(std::string_view text, const JsonLimits& limits = {});
/// The same for a file: errors carry the path, the line and a caret.
Expected<Node> parse_json(const Source& source, const JsonLimits& limits = {});

/// Numbers in their spelling, UTF-8 unescaped, members in their order. Strings that are not UTF-8 are repaired
/// (U+FFFD).
std::string to_json(const Node& node);
/// Two spaces a level, no final line feed.
std::string to_pretty_json(const Node& node);

/// RFC 8785. Errors: an integer beyond 2^53, a number that is no finite double, a string that is not UTF-8.
Expected<std::string> canonical_json(const Node& node);

/// The value at an RFC 6901 pointer, or null.
const Node* at_pointer(const Node& root, std::string_view pointer);
/// The keys and indices of a pointer, unescaped; nothing where it is none.
std::optional<std::vector<std::string>> pointer_steps(std::string_view pointer);
/// "~" and "/" of a key escaped for a pointer.
std::string pointer_token(std::string_view key);

/// Appends JSON to a string without building a tree: what logs and reports are written with. Commas are its business.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}
  JsonWriter& begin_map();
  JsonWriter& end_map();
  JsonWriter& begin_list();
  JsonWriter& end_list();
  JsonWriter& key(std::string_view key);
  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(const std::string& text) { return value(std::string_view(text)); }
  JsonWriter& value(bool boolean);
  JsonWriter& value(double number);  ///< As number_text(); not finite: null.
  JsonWriter& value(std::int64_t number);
  JsonWriter& value(std::uint64_t number);
  JsonWriter& value(int number) { return value(static_cast<std::int64_t>(number)); }
  JsonWriter& value(unsigned number) { return value(static_cast<std::uint64_t>(number)); }
  JsonWriter& value(const Node& node);
  JsonWriter& null();
  /// Text that is JSON already.
  JsonWriter& raw(std::string_view json);
  template <typename T>
  JsonWriter& member(std::string_view name, const T& item) {
    key(name);
    return value(item);
  }

 private:
  void separate();
  std::string& out_;
  std::vector<bool> first_;
  bool after_key_ = false;
};

}  // namespace sightline
