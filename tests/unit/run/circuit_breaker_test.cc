#include "run/circuit_breaker.h"

#include <catch2/catch.hpp>

using namespace sightline;
using namespace std::chrono_literals;

namespace {

using Change = CircuitBreaker::Change;

const Clock::Instant kStart = Clock::Instant(1h);
const RetryPolicy kPolicy{.max = 4, .base = 1s, .cap = 30s};

CircuitBreaker opened() {
  CircuitBreaker breaker(kPolicy);
  for (unsigned i = 1; i < CircuitBreaker::kFailures; ++i) REQUIRE(breaker.failed(kStart, false) == Change::none);
  REQUIRE(breaker.failed(kStart, false) == Change::opened);
  return breaker;
}

}  // namespace

TEST_CASE("Ten failures in a row open it, and one answer between begins the count anew") {
  CircuitBreaker breaker(kPolicy);
  for (int i = 0; i < 9; ++i) breaker.failed(kStart, false);
  CHECK(breaker.answered() == Change::none);
  for (int i = 0; i < 9; ++i) CHECK(breaker.failed(kStart, false) == Change::none);
  CHECK(breaker.opens_at(kStart) == kStart);
  CHECK(breaker.failed(kStart, false) == Change::opened);
  CHECK(breaker.opens_at(kStart) == kStart + 5s);
}

TEST_CASE("After the cool-down one probe leaves, and its answer closes it") {
  CircuitBreaker breaker = opened();
  CHECK(breaker.opens_at(kStart + 7s) == kStart + 7s);
  CHECK(breaker.send());
  CHECK_FALSE(breaker.opens_at(kStart + 7s));
  CHECK(breaker.answered() == Change::closed);
  CHECK(breaker.opens_at(kStart + 7s) == kStart + 7s);
  CHECK_FALSE(breaker.send());
}

TEST_CASE("The cool-down doubles up to the cap, and four failed probes are the end") {
  CircuitBreaker breaker = opened();
  Clock::Instant now = kStart;
  for (const auto wait : {5s, 10s, 20s, 30s}) {
    CHECK(breaker.opens_at(now) == now + wait);
    now += wait;
    REQUIRE(breaker.send());
    CHECK(breaker.failed(now, true) == (wait == 30s ? Change::given_up : Change::opened));
  }
  CHECK(breaker.is_given_up());
  CHECK_FALSE(breaker.opens_at(now + 1h));
}

TEST_CASE("What was sent before it opened neither opens it again nor counts as a probe") {
  CircuitBreaker breaker = opened();
  for (int i = 0; i < 50; ++i) CHECK(breaker.failed(kStart + 1s, false) == Change::none);
  CHECK(breaker.opens_at(kStart + 1s) == kStart + 5s);
  breaker.send();
  for (int i = 0; i < 50; ++i) CHECK(breaker.failed(kStart + 6s, false) == Change::none);
  CHECK_FALSE(breaker.opens_at(kStart + 6s));
  CHECK(breaker.answered() == Change::closed);
}

TEST_CASE("A server that wants too long a pause opens it at once, and is given up after as many probes") {
  CircuitBreaker breaker(kPolicy);
  CHECK(breaker.refused(kStart, false) == Change::opened);
  Clock::Instant now = kStart;
  for (unsigned probe = 1; probe <= CircuitBreaker::kProbes; ++probe) {
    CHECK(breaker.opens_at(now) == now + 30s);
    now += 30s;
    breaker.send();
    CHECK(breaker.refused(now, true) == (probe == 4 ? Change::given_up : Change::opened));
  }
}

TEST_CASE("A probe that told nothing is made up for") {
  CircuitBreaker breaker = opened();
  breaker.send();
  breaker.told_nothing(true);
  CHECK(breaker.opens_at(kStart + 5s) == kStart + 5s);
  CHECK(breaker.send());
}
