#pragma once

#include <functional>
#include <string>

#include "base/files.h"
#include "model/result.h"
#include "runlog/json_cursor.h"

namespace sightline {

/// Takes the results of one unit, a list at the cursor; it may leave them unread. What is wrong with them is returned,
/// or "". A cursor that failed says so by itself.
using TakeResults = std::function<std::string(const RunHeader& header, const UnitId& unit, JsonCursor& results)>;

/// Reads a results.json of any form, whole or stable, whatever the order and spacing of its members, and gives its
/// header. Errors: no results.json, one of a newer format, one that is cut short or broken, with line and column and
/// the unit that they are in.
Expected<RunHeader> read_results_file(const Files& files, const std::string& path, const TakeResults& take);

}  // namespace sightline
