#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <random>

#include "model/chat.h"
#include "model/suite.h"

namespace sightline {

/// True for what the API lets be sent again: broken or refused connections, time-outs, 408, 409, 429 and 5xx.
bool is_retryable(const Failure& failure);

/// How long to wait before send number `sends` + 1, or nothing where that was the last. The wait doubles from the
/// policy's base up to its cap, with full jitter in its upper half; what the server asks for (Retry-After) is waited
/// for at least, and more than the cap is not waited for at all: the server wants a longer pause than the user allows.
std::optional<std::chrono::milliseconds> retry_wait(const Failure& failure, unsigned sends, const RetryPolicy& policy,
                                                    std::mt19937_64& random);

}  // namespace sightline
