#include "mock/replay.h"

#include <catch2/catch.hpp>

#include "mock.h"
#include "sse/sse.h"

namespace sightline {

using namespace fakes;
using namespace mock_tests;

namespace {

using std::chrono::milliseconds;

std::vector<std::int64_t> event_times(const ServerResponse& response) {
  std::vector<std::int64_t> all;
  for (const TimedPiece& piece : response.pieces) all.push_back(piece.at.count() / 1000);
  return all;
}

const std::string kRole = R"({"choices":[{"index":0,"delta":{"role":"assistant","content":""}}]})";
const std::string kUsage = R"({"choices":[],"usage":{"total_tokens":3}})";

TEST_CASE("the first token comes when it is to come, and the rest after it as recorded") {
  const RecordedResponse recorded = streamed({kRole, chunk("a"), chunk("b")});
  CHECK(event_times(replayed(recorded, {.speed = 1, .first_token = milliseconds(300)}, true, "")) ==
        std::vector<std::int64_t>{0, 300, 310});
  CHECK(event_times(replayed(recorded, {.speed = 0, .first_token = milliseconds(300)}, true, "")) ==
        std::vector<std::int64_t>{0, 300, 300});
  CHECK(event_times(replayed(recorded, {.speed = 2}, true, "")) == std::vector<std::int64_t>{0, 5, 10});
}

TEST_CASE("tokens come at a rate, an event each") {
  RecordedResponse recorded = streamed({kRole, chunk("a"), chunk("b"), chunk("c")});
  recorded.arrivals = {{0, 0}};
  const ServerResponse response =
      replayed(recorded, {.first_token = milliseconds(100), .tokens_per_second = 10}, true, "");
  CHECK(event_times(response) == std::vector<std::int64_t>{100, 100, 200, 300, 400});
  CHECK(response.body == recorded.body);
  RecordedResponse whole = plain(R"({"choices":[],"usage":{"completion_tokens":20}})");
  CHECK(replayed(whole, {.first_token = milliseconds(100), .tokens_per_second = 10}, true, "").delay ==
        milliseconds(2100));
}

TEST_CASE("jitter is the same each time for the same occasion, and never turns events round") {
  std::vector<std::string> events;
  for (int i = 0; i < 50; ++i) events.push_back(chunk(std::to_string(i)));
  const RecordedResponse recorded = streamed(events);
  const Pace pace{.speed = 1, .jitter = milliseconds(40), .seed = 5};
  const auto once = event_times(replayed(recorded, pace, true, "key 0"));
  CHECK(once == event_times(replayed(recorded, pace, true, "key 0")));
  CHECK(once != event_times(replayed(recorded, pace, true, "key 1")));
  CHECK(std::is_sorted(once.begin(), once.end()));
  for (std::size_t i = 0; i < once.size(); ++i) {
    CHECK(once[i] >= static_cast<std::int64_t>(i) * 10);
    CHECK(once[i] <= static_cast<std::int64_t>(i) * 10 + 40);
  }
}

TEST_CASE("a stream's usage chunk comes only where it is asked for") {
  const RecordedResponse recorded = streamed({chunk("a"), kUsage});
  const RecordedResponse without = streamed({chunk("a")});
  CHECK(replayed(recorded, {}, true, "").body == recorded.body);
  const ServerResponse silent = replayed(recorded, {.speed = 1}, false, "");
  CHECK(silent.body == without.body);
  CHECK(silent.pieces.back().end == without.body.size());
  CHECK(replayed(without, {}, false, "").body == without.body);
  // A text that speaks of usage is none.
  const RecordedResponse speaking = streamed({chunk("\"usage\"")});
  CHECK(replayed(speaking, {}, false, "").body == speaking.body);
}

TEST_CASE("the same recording serves requests with and without include_usage") {
  const Mock mock({fixture_of(question("Hi?", R"(,"stream":true)"), {streamed({chunk("a"), kUsage})})});
  const auto ask = [&](const std::string& options) {
    return unchunked(asked(mock, post(question("Hi?", R"(,"stream":true)" + options), "X-Sightline-Repeat: 0\r\n")));
  };
  CHECK(ask(R"(,"stream_options":{"include_usage":true})").find("usage") != std::string::npos);
  CHECK(ask("").find("usage") == std::string::npos);
  CHECK(ask(R"(,"stream_options":{"include_usage":false})") == streamed({chunk("a")}).body);
}

}  // namespace
}  // namespace sightline
