#pragma once

#include <string>
#include <vector>

#include "fixture/library.h"
#include "mock/proxy.h"

namespace sightline {

/// An answer in its file.
struct RecordedPlace {
  std::string path;
  unsigned repeat = 0;
};

/// Puts an answer into the recording of its request: a file of its own, or another repeat of one that is there. A
/// client that says no repeat gets the first from its session's next on that has no answer yet, or one that is asked
/// again (see is_asked_again), and its session goes on behind it unless this one is asked again too. What failed before
/// in the same place is kept beside it as attempts, the last few.
/// Errors: the answer is not whole, of a stream its end included; its place has an answer; it would hold a secret; it
/// would not be read back as it came; the file cannot be written; or a person wrote the answers that stand in it.
Expected<RecordedPlace> record_answer(Library& library, const RecordingProxy::Asked& asked, const Outcome& outcome,
                                      const std::string& host, const std::string& today,
                                      const std::vector<std::string>& secrets);

}  // namespace sightline
