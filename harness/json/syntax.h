#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sightline {

/// Where a text stops being JSON, and why, as a person is told: "not JSON: a comma stands before ']'; remove it".
struct SyntaxTrouble {
  std::size_t offset = 0;
  std::string message;
};

/// Puts the parser's own account into words. `account` is the text of its exception, `read` the bytes it had read
/// (which is one past the end where it met the end), `token` where the token that it was reading begins at the latest.
SyntaxTrouble explain_syntax(std::string_view text, std::string_view account, std::size_t read, std::size_t token);

}  // namespace sightline
