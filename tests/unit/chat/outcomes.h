#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/chat.h"
#include "model/http.h"

namespace sightline {

inline Outcome answered(int status, std::string body, std::vector<Header> headers = {}) {
  Outcome outcome;
  outcome.status = status;
  outcome.body = std::move(body);
  outcome.headers = std::move(headers);
  return outcome;
}

inline Outcome streamed(std::string body) {
  return answered(200, std::move(body), {{"Content-Type", "text/event-stream; charset=utf-8"}});
}

/// Everything of a reply, one line each, what is absent left out: for comparing whole.
std::string shown(const Reply& reply);
/// "unauthorized 401 (req-1, 7000 ms): the message"
std::string shown(const Failure& failure);

/// The reply of an outcome, or its failure, as above.
std::string decoded_text(const Outcome& outcome);

}  // namespace sightline
