#include "base/duration.h"

#include <catch2/catch.hpp>

namespace sightline {
namespace {

using std::chrono::milliseconds;

TEST_CASE("durations are read with their unit") {
  using Row = std::pair<std::string, int>;
  const auto [text, count] = GENERATE(values<Row>({{"500ms", 500},
                                                   {"8s", 8'000},
                                                   {"1.5s", 1'500},
                                                   {"0.001s", 1},
                                                   {"2m", 120'000},
                                                   {"0.5m", 30'000},
                                                   {"1h", 3'600'000},
                                                   {"0.25h", 900'000},
                                                   {"0s", 0},
                                                   {"1.0ms", 1},
                                                   {"007s", 7'000}}));
  CAPTURE(text);
  CHECK(parse_duration(text) == milliseconds(count));
}

TEST_CASE("what is no duration is told from one") {
  const std::string text =
      GENERATE(as<std::string>(), "", "8", "s", "8 s", " 8s", "8s ", "-8s", "+8s", "8S", "8sec", "8d", ".5s", "5.s",
               ".s", "1.2.3s", "1e3s", "0.5ms", "1.0005s", "100001h", "99999999999999999999s", "1.0000000000s", "8s8s");
  CAPTURE(text);
  CHECK_FALSE(parse_duration(text).has_value());
}

TEST_CASE("a duration's text is the shortest that reads back") {
  using Row = std::pair<int, std::string>;
  const auto [count, text] = GENERATE(values<Row>({{0, "0s"},
                                                   {1, "1ms"},
                                                   {500, "500ms"},
                                                   {1'000, "1s"},
                                                   {1'500, "1.5s"},
                                                   {1'234, "1.234s"},
                                                   {8'000, "8s"},
                                                   {60'000, "1m"},
                                                   {90'000, "90s"},
                                                   {120'000, "2m"},
                                                   {3'600'000, "1h"},
                                                   {5'400'000, "90m"},
                                                   {61'001, "61.001s"}}));
  CHECK(duration_text(milliseconds(count)) == text);
  CHECK(parse_duration(text) == milliseconds(count));
  if (count > 0) CHECK(duration_text(milliseconds(-count)) == "-" + text);
}

}  // namespace
}  // namespace sightline
