#pragma once

#include "fixture/fixture.h"
#include "server/server.h"

namespace sightline {

/// A recorded answer as it is served: status, headers and bytes as they came, a stream in the reads in which it came.
/// `speed` 0: all at once; 1: in the recording's time; N: N times faster.
ServerResponse replayed(const RecordedResponse& recorded, double speed);

}  // namespace sightline
