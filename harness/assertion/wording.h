#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "model/node.h"

namespace sightline {

/// Turns of phrase that messages and reasons share.

/// A value, on one line and shortened: 'text', 42.50, ["a","b"].
std::string shown(const Node& value);
/// What a model or an author wrote, on one line and shortened, without quotes around it.
std::string unquoted(std::string_view text, std::size_t limit = 80);
/// What an author wrote where something else was due: 'text', 42, null, "a list", "a map".
std::string named(const Node& value);
/// "1 item", "3 items".
std::string counted(std::size_t count, std::string_view noun);
/// "a; b; c; and 4 more".
std::string first_few(const std::vector<std::string>& many);
/// What errors say, without their places.
std::string messages(const Errors& errors);
/// "'a', 'b' or 'c'".
std::string one_of(const std::vector<std::string>& words);

}  // namespace sightline
