#pragma once

#include <optional>

#include "model/http.h"

namespace sightline {

/// How long the server asks to wait, in milliseconds: `retry-after-ms`, else `retry-after` in seconds, else as a date,
/// counted from the answer's own `date`. Nothing where there is no such header, or none that can be read.
std::optional<double> retry_after_ms(const Outcome& outcome);

}  // namespace sightline
