#include "run/token_bucket.h"

#include <catch2/catch.hpp>
#include <vector>

using namespace sightline;
using namespace std::chrono_literals;

namespace {

const Clock::Instant kStart = Clock::Instant(1h);

/// The instants at which so many takings of 1 leave, each as soon as it may.
std::vector<Clock::Instant> takings(TokenBucket bucket, int count) {
  std::vector<Clock::Instant> taken;
  Clock::Instant now = kStart;
  for (int i = 0; i < count; ++i) {
    now = bucket.opens_at(now, 1);
    bucket.take(now, 1);
    taken.push_back(now);
  }
  return taken;
}

}  // namespace

TEST_CASE("No minute sees more than its amount, whenever it begins, and hardly less") {
  for (const int per_minute : {1, 2, 20, 59, 300, 6000}) {
    CAPTURE(per_minute);
    const auto limit = static_cast<std::size_t>(per_minute);
    const auto taken = takings(TokenBucket(per_minute), 4 * per_minute + 1);
    for (std::size_t i = limit; i < taken.size(); ++i) CHECK(taken[i] - taken[i - limit] >= 60s);
    CHECK(taken.back() - kStart <= 4 * 60s * 1.06 + 1s);
  }
}

TEST_CASE("A twentieth of the minute's amount leaves at once, and after a pause again") {
  TokenBucket bucket(300);
  for (int i = 0; i < 15; ++i) {
    REQUIRE(bucket.opens_at(kStart, 1) == kStart);
    bucket.take(kStart, 1);
  }
  CHECK(bucket.opens_at(kStart, 1) > kStart);
  const Clock::Instant later = kStart + 10min;
  for (int i = 0; i < 15; ++i) {
    REQUIRE(bucket.opens_at(later, 1) == later);
    bucket.take(later, 1);
  }
  CHECK(bucket.opens_at(later, 1) > later);
}

TEST_CASE("A taking larger than a full bucket waits for a full one, and is paid off by what follows") {
  TokenBucket bucket(6000);
  CHECK(bucket.opens_at(kStart, 5000) == kStart);
  bucket.take(kStart, 5000);
  const Clock::Instant next = bucket.opens_at(kStart, 1);
  CHECK(next - kStart >= 40s);
  CHECK(next - kStart <= 60s);
}

TEST_CASE("What was not used is there again, and what was used too much is waited for") {
  TokenBucket bucket(6000);
  bucket.take(kStart, 300);
  CHECK(bucket.opens_at(kStart, 100) > kStart);
  SECTION("less than was taken") {
    bucket.give_back(kStart, 100);
    CHECK(bucket.opens_at(kStart, 100) == kStart);
  }
  SECTION("more than was taken") {
    const Clock::Instant before = bucket.opens_at(kStart, 100);
    bucket.give_back(kStart, -100);
    CHECK(bucket.opens_at(kStart, 100) > before);
  }
  SECTION("never more than a full bucket") {
    bucket.give_back(kStart, 100'000);
    bucket.take(kStart, 300);
    CHECK(bucket.opens_at(kStart, 1) > kStart);
  }
}

TEST_CASE("What an answer claims to have taken holds a bucket up for a minute at most") {
  TokenBucket bucket(6000);
  bucket.take(kStart, 300);
  bucket.give_back(kStart, -9e15);
  CHECK(bucket.opens_at(kStart, 1) <= kStart + 61s);
  CHECK(bucket.opens_at(kStart, 300) > kStart + 59s);
}

TEST_CASE("However much is taken at once, a bucket opens within a day") {
  TokenBucket bucket(1);
  bucket.take(kStart, 1e18);
  CHECK(bucket.opens_at(kStart, 1) == kStart + 24h);
}
