#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "assertion/jq.h"

namespace sightline {

/// What the worker process is asked: one JSON text a line.
struct JqRequest {
  std::string filter;
  bool only_compile = false;
  unsigned seconds = 0;  ///< After which nobody waits for the answer any more.
  Node input = {};
  Node vars = {};
};

/// What it answers: one JSON text a line.
struct JqAnswer {
  JqFilter::Outputs outputs = {};
  std::vector<std::string> complaints = {};  ///< Why the filter does not compile, in jq's words.
  std::string trouble = {};                  ///< Why there are no outputs: the harness's doing.
};

std::string to_line(const JqRequest& request);
Expected<JqRequest> jq_request_from(std::string_view line);
std::string to_line(const JqAnswer& answer);
Expected<JqAnswer> jq_answer_from(std::string_view line);

/// What `error(message)` says: a string itself, anything else as JSON.
std::string jq_error_text(const Node& message);

}  // namespace sightline
