#pragma once

#include <string>
#include <vector>

#include "base/files.h"
#include "compare/comparison_report.h"

namespace sightline {

/// The formats of a list such as "html,md"; of an empty one all where a folder was named, and none where not. Errors:
/// every name that is none, and a list without a name.
Expected<std::vector<const ComparisonFormat*>> comparison_formats_for(const std::string& list, const std::string& out);

/// Writes a comparison into a folder, which is made where it is missing. Gives the paths.
Expected<std::vector<std::string>> write_comparison(const Comparison& comparison, const ComparedRuns& runs,
                                                    const std::vector<const ComparisonFormat*>& formats,
                                                    const std::string& folder, Files& files);

}  // namespace sightline
