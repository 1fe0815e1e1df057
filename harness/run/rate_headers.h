#pragma once

#include <chrono>
#include <optional>

#include "model/http.h"

namespace sightline {

/// For how long nothing is to be sent, since an answer's headers say that a limit has nothing left until then; nothing
/// where none says so. Read are `x-ratelimit-remaining-requests` with `x-ratelimit-reset-requests`, the same of tokens,
/// with "-minute" or "-day" behind it or without a name, `ratelimit-remaining` with `ratelimit-reset`, and `ratelimit`
/// with its r and t (IETF httpapi drafts). A reset is a duration ("6m0s", "12ms"), seconds, or, where it is too large
/// for that, seconds or milliseconds since 1970, which `now` is for. A limit of 0 or less, a negative rest and a reset
/// that is past, or that cannot be read, say nothing.
std::optional<std::chrono::milliseconds> rate_hold(const Outcome& outcome, std::chrono::system_clock::time_point now);

}  // namespace sightline
