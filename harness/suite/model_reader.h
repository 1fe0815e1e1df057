#pragma once

#include "model/suite.h"
#include "suite/params.h"

namespace sightline {

/// One entry of sightline.yaml's `models`, which check_shape has seen.
ModelSpec read_model(const std::string& name, const Node& written, const Origin& origin, ProjectFiles& files,
                     Diagnostics& out);

}  // namespace sightline
