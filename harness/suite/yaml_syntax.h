#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace sightline {

/// What a parser of YAML stumbled over.
struct YamlStumble {
  std::string_view message;                   ///< The library's own words.
  std::size_t offset = 0;                     ///< Where it says that it is.
  std::size_t last_token = 0;                 ///< Where what it last understood begins.
  std::optional<std::size_t> open_flow = {};  ///< Where the [ or { stands that it is in.
};

/// The same for people: where to look, what is there, and what to do.
struct YamlAdvice {
  std::size_t offset = 0;
  std::string message;
};
YamlAdvice advise(std::string_view text, const YamlStumble& stumble);

/// What the parser lets pass: the scalar at `offset`, behind its anchor and tag, begins with a quote and has no other.
std::optional<YamlAdvice> advise_on_unclosed_scalar(std::string_view text, std::size_t offset);

}  // namespace sightline
