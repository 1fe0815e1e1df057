#pragma once

#include <string_view>

#include "model/result.h"

namespace sightline {

/// Reads of a result's line what reports look at beside the line itself, as RunReader::for_each_told() has it: a
/// fraction of what is there. For lines that this program wrote: what is passed over is hardly looked at. False where
/// the line is broken.
bool read_told_result(std::string_view line, CaseResult& out);

}  // namespace sightline
