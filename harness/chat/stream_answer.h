#pragma once

#include "model/chat.h"
#include "model/http.h"

namespace sightline {

/// A streamed answer put together again.
struct StreamAnswer {
  tl::expected<Reply, Failure> answer;
  std::optional<double> first_token_ms;
};
StreamAnswer read_stream_answer(const Outcome& outcome);

}  // namespace sightline
