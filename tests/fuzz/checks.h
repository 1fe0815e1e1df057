#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/text.h"

namespace sightline::fuzz {

/// Stands between the texts of an input that is several.
constexpr std::string_view kBorder = "\n%%%\n";

/// Ends the program, which is a finding, where something is not as it should be.
inline void expect(bool fine, const char* what) {
  if (fine) return;
  std::fprintf(stderr, "not so: %s\n", what);
  std::abort();
}

/// What stands before the first border and behind it; all before it where there is none.
inline std::pair<std::string, std::string> two_texts(std::string_view input) {
  const std::size_t border = input.find(kBorder);
  if (border == input.npos) return {std::string(input), ""};
  return {std::string(input.substr(0, border)), std::string(input.substr(border + kBorder.size()))};
}

/// Every error can be shown, and those of the file at `path` point into its text.
inline void expect_told(const Errors& errors, const std::string& path, std::string_view text) {
  const auto lines = static_cast<std::size_t>(std::ranges::count(text, '\n')) + 1;
  for (const Error& error : errors) {
    expect(!error.message.empty() && is_utf8(error.message), "an error has a message that can be shown");
    if (error.place.file != path) continue;
    expect(error.place.position.line <= lines, "an error stands on a line of the text");
    expect(error.place.position.column <= text.size() + 2, "an error stands in a column of the text");
  }
  expect(is_utf8(render(errors)), "errors are shown as UTF-8");
}

}  // namespace sightline::fuzz
