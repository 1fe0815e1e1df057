#include "run/retry.h"

#include <algorithm>
#include <cmath>

namespace sightline {

bool is_retryable(const Failure& failure) {
  switch (failure.kind) {
    case Failure::Kind::refused_connection:
    case Failure::Kind::name_not_resolved:
    case Failure::Kind::timeout:
    case Failure::Kind::broken_connection:
    case Failure::Kind::rate_limited:
    case Failure::Kind::server_error:
      return true;
    case Failure::Kind::bad_request:
      return failure.status == 408 || failure.status == 409;
    default:
      return false;
  }
}

std::optional<std::chrono::milliseconds> retry_wait(const Failure& failure, unsigned sends, const RetryPolicy& policy,
                                                    std::mt19937_64& random) {
  if (!is_retryable(failure) || sends > policy.max) return std::nullopt;
  const double cap = static_cast<double>(policy.cap.count());
  const double full = std::min(cap, static_cast<double>(policy.base.count()) * std::exp2(sends - 1));
  const double jittered = full * std::uniform_real_distribution<double>(0.5, 1.0)(random);
  const double asked = failure.retry_after_ms.value_or(0);
  if (asked > cap) return std::nullopt;
  return std::chrono::milliseconds(static_cast<std::int64_t>(std::max(asked, jittered)));
}

}  // namespace sightline
