#pragma once

#include <string>
#include <string_view>

namespace sightline {

/// Makes `out` the bytes in lower-case hex digits, two each; memory that it has is used again.
void assign_hex(std::string_view bytes, std::string& out);
/// Writes the bytes that pairs of lower-case hex digits tell, half as many as there are digits. False where `hex` is
/// anything else; what was written then is of no use.
bool read_hex(std::string_view hex, char* bytes);

}  // namespace sightline
