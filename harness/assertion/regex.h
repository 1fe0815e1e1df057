#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace sightline {

/// A PCRE2 pattern (UTF, UCP) with match, heap and stack limits. May be used from several threads.
class Regex {
 public:
  struct Options {
    bool ignore_case = false;
    bool multiline = false;
    bool dot_all = false;
    /// JSON Schema's dialect: ECMA-262 with the u flag, as near as PCRE2 comes. Not taken: lookbehind of varying
    /// length, the v flag's set operations.
    bool ecma = false;
  };
  struct BadPattern {
    std::size_t offset = 0;  ///< Byte in the pattern.
    std::string message;
  };
  static tl::expected<std::shared_ptr<const Regex>, BadPattern> compile(std::string_view pattern,
                                                                        const Options& options);
  virtual ~Regex() = default;
  /// The first match and its groups from number 1 on ("" where unset); none where nothing matches. Errors: a limit was
  /// hit, or `text` is not UTF-8.
  struct Match {
    bool matched = false;
    std::size_t begin = 0;
    std::size_t end = 0;
    std::vector<std::string> groups;
  };
  virtual Expected<Match> search(std::string_view text) const = 0;
};

}  // namespace sightline
