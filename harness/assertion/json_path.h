#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "assertion/options.h"

namespace sightline {

/// A step from a JSON value to one in it: into a map by a key, or into a list by an index from 0.
struct JsonStep {
  std::string key = {};
  std::optional<std::size_t> index = {};  ///< Where it is set the step is into a list.
};

/// The way to a value from the whole one, as jq writes it: `.items[0].name`, `.["unit price"]`, `.`.
using JsonWay = std::vector<JsonStep>;
std::string way_text(const JsonWay& way);
/// The same without telling items of lists apart: `.items[].name`.
std::string way_pattern(const JsonWay& way);
/// The same as a JSON pointer (RFC 6901): `/items/0/name`.
std::string way_pointer(const JsonWay& way);

/// The place in `value` that a JSON pointer leads to, as the schema validator tells places.
std::string way_text_of_pointer(const Node& value, std::string_view pointer);

/// Paths of one form: `.items[].price`, `[]` being any item of a list or any value of a map, as in jq, and `[0]` the
/// first item. Keys are letters, digits and
/// '_', or stand as `["…"]`; the dot at the beginning may be left out.
class JsonPathPattern {
 public:
  /// What is wrong with `text`, where it is none.
  static tl::expected<JsonPathPattern, std::string> parse(std::string_view text);

  bool matches(const JsonWay& way) const;
  /// Whether it matches the way or a beginning of it: what is below a value that it names is covered too.
  bool covers(const JsonWay& way) const;
  const std::string& text() const { return text_; }

 private:
  struct PatternStep {
    enum class Kind : unsigned char { key, index, each };
    Kind kind = Kind::each;
    std::string key = {};
    std::size_t index = 0;
  };
  static bool fits(const PatternStep& step, const JsonStep& taken);
  /// Takes one step off `rest`; what is wrong with it, or "".
  std::string take_step(std::string_view& rest);
  std::string take_brackets(std::string_view& rest);

  std::string text_;
  std::vector<PatternStep> steps_;
};

/// Reads an option that is a list of such paths, or one of them.
std::vector<JsonPathPattern> read_paths(Options& options, std::string_view option);

/// Of such an option.
inline constexpr std::string_view kPathsSchema = R"({"type": ["string", "array"], "items": {"type": "string"},
  "description": "Paths that do not count, with all below them, as jq writes them: .date, .items[].id"})";

}  // namespace sightline
