#pragma once

#include "base/files.h"
#include "view/view_server.h"

namespace sightline {

/// Compares runs as `sightline compare` does without options. `files` must outlive it.
Comparer page_comparer(const Files& files);

}  // namespace sightline
