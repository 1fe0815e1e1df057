#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "assertion/jq.h"
#include "assertion/jq_tokens.h"

namespace sightline {

/// One of the filters that need no jq: a path (`.a.b[0]["c"].d?`, `.[]`, `$vars.x`), or `path op path-or-literal` with
/// one of == != < <= > >=. What it gives is what jq 1.6 gives.
class JqPlain {
 public:
  /// Nothing where the filter is more than that, or wrong.
  static std::optional<JqPlain> parse(std::string_view filter, const std::vector<JqToken>& tokens);

  /// Nothing where only jq has the words: it quotes the value that cannot be iterated over.
  std::optional<JqFilter::Outputs> run(const Node& input, const Node& vars) const;

  struct Step {
    enum class Kind : std::uint8_t { key, index, each };
    Kind kind = Kind::each;
    bool optional = false;  ///< `?`: a value that it does not suit gives nothing, instead of an error.
    std::string key = {};
    std::int64_t index = 0;
  };
  struct Path {
    bool of_vars = false;
    std::vector<Step> steps = {};
  };
  enum class Operator : std::uint8_t { none, equal, unequal, less, at_most, more, at_least };

 private:
  Path left_;
  Operator operator_ = Operator::none;
  std::variant<Node, Path> right_;
};

/// jq's order of all values: null, false, true, numbers, strings, arrays, objects. Below 0, 0 or above.
int jq_order(const Node& a, const Node& b);

}  // namespace sightline
