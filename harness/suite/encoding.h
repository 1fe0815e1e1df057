#pragma once

#include <string_view>

#include "base/error.h"
#include "suite/complaints.h"

namespace sightline {

/// May stand at the beginning of a text, and is no part of it.
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Complains where a text is not UTF-8 (a UTF-16 file is called so) and where it holds a NUL.
void check_encoding(const Source& source, Complaints& complaints);

/// Complains of control characters other than tabs and line ends, and of carriage returns that end no line.
void check_controls(const Source& source, Complaints& complaints);

}  // namespace sightline
