#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "model/node.h"

namespace sightline {

/// Reads JSON that a server wrote. Malformed UTF-8 and lone surrogates within it become U+FFFD, as browsers read them;
/// anything else that is no JSON is an error: one line that says what and where.
tl::expected<Node, std::string> read_server_json(std::string_view text);

/// A member that is a string; "" where it is anything else or missing.
std::string_view text_of(const Node& map, std::string_view key);
/// A member that is a finite number, else nothing.
std::optional<double> number_of(const Node& map, std::string_view key);
/// A member that is a whole number from 0 to 2^53, else nothing.
std::optional<std::int64_t> count_of(const Node& map, std::string_view key);
/// A member that is neither missing nor null.
const Node* member_of(const Node& map, std::string_view key);
/// "id, object, created": the keys of a map, for messages.
std::string keys_of(const Node& map);

}  // namespace sightline
