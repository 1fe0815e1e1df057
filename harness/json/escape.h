#pragma once

#include <string>
#include <string_view>

namespace sightline {

/// True where `text` is ASCII without anything to escape: between quotes it is JSON.
bool is_plain_json(std::string_view text);

/// Appends `text` between double quotes, with the escapes of RFC 8785 (section 3.2.2.2) and no others. `text` must be
/// UTF-8.
void append_json_string(std::string& out, std::string_view text);

}  // namespace sightline
