#pragma once

#include <string>
#include <vector>

#include "fixture/library.h"
#include "mock/proxy.h"

namespace sightline {

/// True for an answer that is recorded: whole, and of a stream its end.
bool is_whole_answer(const Outcome& outcome);

/// Puts an answer into the recording of its request: a file of its own, or another repeat of one that is there. What
/// failed before under the same repeat is kept beside it as an attempt. Gives the file's path.
/// Errors: it would hold a secret, the file cannot be written, or a person wrote the answers that stand in it.
Expected<std::string> record_answer(Library& library, const RecordingProxy::Asked& asked, const Outcome& outcome,
                                    const std::string& host, const std::string& today,
                                    const std::vector<std::string>& secrets);

}  // namespace sightline
