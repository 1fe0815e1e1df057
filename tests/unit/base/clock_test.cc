#include "base/clock.h"

#include <catch2/catch.hpp>

#include "fakes/fake_clock.h"

namespace sightline {
namespace {

std::chrono::system_clock::time_point at(std::int64_t seconds) {
  return std::chrono::system_clock::time_point(std::chrono::seconds(seconds));
}

TEST_CASE("times are written in UTC") {
  CHECK(iso_time(at(0)) == "1970-01-01T00:00:00Z");
  CHECK(iso_time(at(951'782'399)) == "2000-02-28T23:59:59Z");
  CHECK(iso_time(at(951'868'800)) == "2000-03-01T00:00:00Z");
  CHECK(iso_time(at(-1)) == "1969-12-31T23:59:59Z");
  CHECK(iso_time(at(1) + std::chrono::milliseconds(999)) == "1970-01-01T00:00:01Z");
  CHECK(iso_date(at(951'782'400)) == "2000-02-29");
}

TEST_CASE("a fake clock goes on only when it is told to") {
  fakes::FakeClock clock;
  const auto before = clock.now();
  CHECK(iso_time(clock.wall()) == "2026-11-20T09:30:00Z");
  clock.advance(std::chrono::seconds(61));
  CHECK(clock.now() - before == std::chrono::seconds(61));
  CHECK(iso_time(clock.wall()) == "2026-11-20T09:31:01Z");
}

}  // namespace
}  // namespace sightline
