#include "run/retry.h"

#include <catch2/catch.hpp>

using namespace sightline;
using namespace std::chrono_literals;

namespace {

const RetryPolicy kRetryPolicy{.max = 4, .base = 1s, .cap = 5s};

Failure failed(Failure::Kind kind, int status = 0, std::optional<double> retry_after_ms = {}) {
  return {.kind = kind, .status = status, .message = "", .retry_after_ms = retry_after_ms};
}

}  // namespace

TEST_CASE("What the API lets be sent again is sent again") {
  using Kind = Failure::Kind;
  const std::vector<std::pair<Failure, bool>> rows = {
      {failed(Kind::rate_limited, 429), true},       {failed(Kind::server_error, 503), true},
      {failed(Kind::bad_request, 408), true},        {failed(Kind::bad_request, 409), true},
      {failed(Kind::broken_connection), true},       {failed(Kind::timeout), true},
      {failed(Kind::refused_connection), true},      {failed(Kind::bad_request, 400), false},
      {failed(Kind::unauthorized, 401), false},      {failed(Kind::forbidden, 403), false},
      {failed(Kind::not_found, 404), false},         {failed(Kind::tls), false},
      {failed(Kind::unreadable_answer, 200), false}, {failed(Kind::answer_too_large, 200), false},
      {failed(Kind::missing_fixture, 404), false},
  };
  for (const auto& [failure, expected] : rows) {
    CAPTURE(failure_name(failure.kind), failure.status);
    CHECK(is_retryable(failure) == expected);
  }
}

TEST_CASE("The wait doubles up to the cap, jittered in its upper half") {
  std::mt19937_64 random(1);
  const std::vector<std::chrono::milliseconds> full = {1s, 2s, 4s, 5s};
  for (unsigned sends = 1; sends <= 4; ++sends) {
    for (int draw = 0; draw < 200; ++draw) {
      const auto wait = retry_wait(failed(Failure::Kind::server_error, 500), sends, kRetryPolicy, random);
      REQUIRE(wait);
      CHECK(*wait >= full[sends - 1] / 2);
      CHECK(*wait <= full[sends - 1]);
    }
  }
  CHECK_FALSE(retry_wait(failed(Failure::Kind::server_error, 500), 5, kRetryPolicy, random));
}

TEST_CASE("Retry-After is waited for at least, and never past the cap") {
  std::mt19937_64 random(1);
  const auto wait = retry_wait(failed(Failure::Kind::rate_limited, 429, 4500), 1, kRetryPolicy, random);
  REQUIRE(wait);
  CHECK(*wait == 4500ms);
  CHECK_FALSE(retry_wait(failed(Failure::Kind::rate_limited, 429, 60'000), 1, kRetryPolicy, random));
}
