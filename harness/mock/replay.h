#pragma once

#include <string_view>

#include "fixture/fixture.h"
#include "mock/pace.h"
#include "server/server.h"

namespace sightline {

/// A recorded answer as it is served: status, headers and bytes as they came, a stream in the reads in which it came.
/// A stream's usage chunk is left out where the request does not ask for it. `occasion` is what jitter is drawn for.
ServerResponse replayed(const RecordedResponse& recorded, const Pace& pace, bool with_usage, std::string_view occasion);

}  // namespace sightline
