#pragma once

#include <string>

#include "assertion/assertion.h"
#include "model/node.h"

namespace sightline {

/// What an author's own code is told beside the answer.
struct OutsideQuestion {
  const Node* expected = nullptr;  ///< As the author wrote it; null: not there.
  const Node* value = nullptr;     ///< What `at` picked; null: nothing was to be picked.
  bool with_paths = false;         ///< Images carry their paths on this machine.
};

/// The JSON object that programs and webhooks are given: `answer` (its text), `expected`, `value`, `vars`, `suite`,
/// `case`, `prompt`, `model`, `repeat`, `messages` (of the conversation up to the answer), `refusal`, `finish_reason`,
/// `tool_calls`, `usage`. What is not known is left out. Images are named by path, URL and digest; their bytes are not
/// in it, wherever they stood.
std::string outside_request(const Observation& seen, const OutsideQuestion& question);

}  // namespace sightline
