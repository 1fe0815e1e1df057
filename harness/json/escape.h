#pragma once

#include <string>
#include <string_view>

namespace sightline {

/// Appends `text` between double quotes, with the escapes of RFC 8785 (section 3.2.2.2) and no others. `text` must be
/// UTF-8.
void append_json_string(std::string& out, std::string_view text);

}  // namespace sightline
