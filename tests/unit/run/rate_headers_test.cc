#include "run/rate_headers.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace sightline;
using namespace std::chrono_literals;

namespace {

const auto kNow = std::chrono::system_clock::time_point(1'800'000'000s);

std::optional<std::chrono::milliseconds> hold(std::vector<Header> headers) {
  Outcome outcome;
  outcome.headers = std::move(headers);
  return rate_hold(outcome, kNow);
}

std::optional<std::chrono::milliseconds> hold_until(std::string reset) {
  return hold({{"X-RateLimit-Remaining-Requests", "0"}, {"X-RateLimit-Reset-Requests", std::move(reset)}});
}

}  // namespace

TEST_CASE("A limit with nothing left holds until its reset, however that is written") {
  const std::vector<std::pair<std::string, std::chrono::milliseconds>> rows = {
      {"1s", 1s},
      {"12ms", 12ms},
      {"6m0s", 6min},
      {"2m59.56s", 179'560ms},
      {"1h2m3s", 3723s},
      {"7.66s", 7660ms},
      {"30", 30s},
      {"0.25", 250ms},
      {" 5 ", 5s},
      {"1800000010", 10s},
      {"1800000010500", 10'500ms},
      {"250us", 1ms},
  };
  for (const auto& [text, expected] : rows) {
    CAPTURE(text);
    CHECK(hold_until(text) == expected);
  }
}

TEST_CASE("A silly reset says nothing, and a huge one no more than a day") {
  for (const std::string text : {"", "soon", "-5", "-1s", "0", "0s", "1x", "5 s", "1799999999", "nan", "s", "1.2.3s"}) {
    CAPTURE(text);
    CHECK_FALSE(hold_until(text));
  }
  CHECK(hold_until("999999h") == 24h);
  CHECK(hold_until("99999999999999999") == 24h);
}

TEST_CASE("Only a rest of 0 of a limit above 0 holds") {
  const auto with = [](std::string remaining, std::string limit) {
    return hold({{"x-ratelimit-remaining-tokens", std::move(remaining)},
                 {"x-ratelimit-limit-tokens", std::move(limit)},
                 {"x-ratelimit-reset-tokens", "9s"}});
  };
  CHECK(with("0", "160000") == 9s);
  CHECK(with("0", "") == 9s);
  CHECK_FALSE(with("159976", "160000"));
  CHECK_FALSE(with("-1", "-1"));
  CHECK_FALSE(with("0", "-1"));
  CHECK_FALSE(with("", "160000"));
  CHECK_FALSE(hold({}));
}

TEST_CASE("The names that servers use are known, and the longest hold counts") {
  CHECK(hold({{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "1800000003000"}}) == 3s);
  CHECK(hold({{"ratelimit-remaining", "0"}, {"ratelimit-reset", "4"}}) == 4s);
  CHECK(hold({{"ratelimit", R"("default";r=0;t=12)"}}) == 12s);
  CHECK(hold({{"ratelimit", R"("minute";r=3;t=12, "day";r=0;t=40)"}}) == 40s);
  CHECK_FALSE(hold({{"ratelimit", R"("default";r=9;t=12)"}}));
  CHECK(hold({{"x-ratelimit-remaining-requests-day", "0"}, {"x-ratelimit-reset-requests-day", "33011.382867"}}) ==
        33'011'383ms);
  CHECK(hold({{"x-ratelimit-remaining-requests", "0"},
              {"x-ratelimit-reset-requests", "2s"},
              {"x-ratelimit-remaining-tokens", "0"},
              {"x-ratelimit-reset-tokens", "5s"}}) == 5s);
}
