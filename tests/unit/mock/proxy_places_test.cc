#include <deque>
#include <future>

#include "recording_rig.h"

namespace sightline {

using namespace fakes;
using namespace mock_tests;

namespace {

/// An upstream that has several questions at once and answers each when it is told to, in any order.
class Slow {
 public:
  explicit Slow(int count) : gates_(static_cast<std::size_t>(count)) {}
  ~Slow() {
    for (Gate& gate : gates_) gate.open();
  }

  /// Asks, and gives the answer's future once upstream has the question.
  std::future<std::string> ask(const std::string& session, const std::string& headers = "") {
    const int before = upstream.count();
    auto answer = std::async(std::launch::async, [this, session, headers] {
      return asked(*recording.server, post(question("Hi?"), headers, "/s/" + session + "/v1/chat/completions"));
    });
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (upstream.count() == before && std::chrono::steady_clock::now() < deadline) std::this_thread::yield();
    CHECK(upstream.count() == before + 1);
    return answer;
  }
  /// Question `number` is answered with the status; the status that its client got.
  std::string give(int number, int status, std::future<std::string>& answer) {
    statuses_[static_cast<std::size_t>(number)] = status;
    gates_[static_cast<std::size_t>(number)].open();
    return answer.get().substr(9, 3);
  }
  std::vector<RecordedResponse> responses() { return recording.library.all().at(0)->responses; }

 private:
  std::deque<Gate> gates_;
  std::array<std::atomic<int>, 8> statuses_{};

 public:
  Upstream upstream{[this](int number) {
    const auto index = static_cast<std::size_t>(number);
    gates_.at(index).wait();
    return json("{\"n\":" + std::to_string(number) + "}", statuses_.at(index));
  }};
  Recording recording{upstream.url()};
};

/// What a fresh server gives to one session that asks so often.
std::vector<std::string> replays(MemoryFiles& files, int count) {
  Library library(files, "/fixtures");
  CHECK(library.load().empty());
  MockServer server(library, {});
  REQUIRE(server.start());
  std::vector<std::string> bodies;
  for (int i = 0; i < count; ++i) bodies.push_back(body_of(asked(server, post(question("Hi?")))));
  return bodies;
}

using Texts = std::vector<std::string>;

TEST_CASE("a failure of one session does not replace the answer that another got meanwhile") {
  Slow slow(2);
  auto a = slow.ask("a");
  auto b = slow.ask("b");
  CHECK(slow.give(0, 200, a) == "200");
  CHECK(slow.give(1, 429, b) == "429");
  REQUIRE(slow.responses().size() == 1);
  CHECK(slow.responses()[0].status == 200);
  CHECK(slow.recording.told().find("an answer of status 429 was passed on and not recorded") != std::string::npos);
  // The second session's next try is served by the first one's answer.
  CHECK(body_of(asked(*slow.recording.server, post(question("Hi?"), "", "/s/b/v1/chat/completions"))) == "{\"n\":0}");
  CHECK(slow.upstream.count() == 2);
}

TEST_CASE("two sessions that ask the same at once record both answers") {
  Slow slow(2);
  auto a = slow.ask("a");
  auto b = slow.ask("b");
  CHECK(slow.give(1, 200, b) == "200");
  CHECK(slow.give(0, 200, a) == "200");
  CHECK(replays(slow.recording.files, 2) == Texts{"{\"n\":1}", "{\"n\":0}"});
}

TEST_CASE("of two requests in flight, one that fails first leaves no failure before the answers") {
  Slow slow(3);
  auto first = slow.ask("a");
  auto second = slow.ask("a");
  CHECK(slow.give(0, 429, first) == "429");
  CHECK(slow.give(1, 200, second) == "200");
  auto retry = slow.ask("a");
  CHECK(slow.give(2, 200, retry) == "200");
  CHECK(replays(slow.recording.files, 2) == Texts{"{\"n\":1}", "{\"n\":2}"});
  REQUIRE(slow.responses().size() == 2);
  CHECK(slow.responses()[0].attempts.size() == 1);
}

TEST_CASE("of two requests in flight, one that fails last becomes an attempt of its retry") {
  Slow slow(3);
  auto first = slow.ask("a");
  auto second = slow.ask("a");
  CHECK(slow.give(1, 200, second) == "200");
  CHECK(slow.give(0, 503, first) == "503");
  auto retry = slow.ask("a");
  CHECK(slow.give(2, 200, retry) == "200");
  CHECK(replays(slow.recording.files, 2) == Texts{"{\"n\":1}", "{\"n\":2}"});
  CHECK(slow.responses()[1].attempts.size() == 1);
}

TEST_CASE("a failure that nothing came after stays as it came") {
  Slow slow(2);
  auto first = slow.ask("a");
  CHECK(slow.give(0, 200, first) == "200");
  auto second = slow.ask("a");
  CHECK(slow.give(1, 429, second) == "429");
  REQUIRE(slow.responses().size() == 2);
  CHECK(slow.responses()[1].status == 429);
}

TEST_CASE("an answer that broke off leaves no hole before the next") {
  Upstream cutting([](int number) {
    ServerResponse response = json("{\"n\":" + std::to_string(number) + "}");
    if (number == 0) response.ending = Ending::cut;
    return response;
  });
  Recording recording(cutting.url());
  RawClient client(recording.server->port());
  client.send(post(question("Hi?")));
  client.rest();
  CHECK(body_of(asked(*recording.server, post(question("Hi?")))) == "{\"n\":1}");
  CHECK(replays(recording.files, 1) == Texts{"{\"n\":1}"});
}

TEST_CASE("of the failures before an answer the last eight are kept") {
  Upstream upstream(
      [](int number) { return number < 12 ? json("{\"n\":" + std::to_string(number) + "}", 503) : json("{}"); });
  Recording recording(upstream.url());
  for (int i = 0; i < 13; ++i) asked(*recording.server, post(question("Hi?")));
  REQUIRE(recording.library.all()[0]->responses.size() == 1);
  const auto& attempts = recording.library.all()[0]->responses[0].attempts;
  REQUIRE(attempts.size() == 8);
  CHECK(attempts.front().body == "{\"n\":4}");
  CHECK(attempts.back().body == "{\"n\":11}");
}

TEST_CASE("a recording that was replaced is not kept") {
  Upstream upstream([](int) { return json("{}"); });
  Recording recording(upstream.url());
  asked(*recording.server, post(question("Hi?")));
  std::string key;
  recording.library.for_each([&](const Fixture& fixture) { key = fixture.request.key; });
  std::shared_ptr<const Fixture> held = recording.library.hold(key);
  REQUIRE(held);
  const std::weak_ptr<const Fixture> first = held;
  got(*recording.server, "/__sightline/coverage");
  asked(*recording.server, post(question("Hi?")));
  CHECK(recording.library.hold(key)->responses.size() == 2);
  held.reset();
  CHECK(first.expired());
}

TEST_CASE("a said repeat that was answered meanwhile stays") {
  Slow slow(2);
  auto a = slow.ask("a", "X-Sightline-Repeat: 0\r\n");
  auto b = slow.ask("b", "X-Sightline-Repeat: 0\r\n");
  CHECK(slow.give(0, 200, a) == "200");
  CHECK(slow.give(1, 200, b) == "200");
  CHECK(slow.responses()[0].body == "{\"n\":0}");
}

TEST_CASE("an answer to a suite that ignores nothing does not go into the recording of one that does") {
  Upstream upstream([](int number) { return json("{\"n\":" + std::to_string(number) + "}"); });
  Recording recording(upstream.url());
  CHECK(body_of(asked(*recording.server,
                      post(question("Hi?", R"(,"seed":1)"), "X-Sightline-Ignore: [\"/seed\"]\r\n"))) == "{\"n\":0}");
  CHECK(body_of(asked(*recording.server, post(question("Hi?"), "X-Sightline-Ignore: []\r\n"))) == "{\"n\":1}");
  CHECK(recording.library.all().at(0)->responses.size() == 1);
  CHECK(recording.told().find("ignores /seed") != std::string::npos);
}

TEST_CASE("all that failed first is kept, a refused key among it") {
  Upstream upstream([](int number) { return json("{}", number == 0 ? 429 : number == 1 ? 401 : 200); });
  Recording recording(upstream.url());
  for (int i = 0; i < 3; ++i) asked(*recording.server, post(question("Hi?")));
  const RecordedResponse& answer = recording.library.all().at(0)->responses.at(0);
  CHECK(answer.status == 200);
  REQUIRE(answer.attempts.size() == 2);
  CHECK(answer.attempts[0].status == 429);
  CHECK(answer.attempts[1].status == 401);
}

TEST_CASE("a secret of the upstream's own address is not written") {
  Upstream upstream([](int) { return json("{\"url\":\"?api-key=SECRETSECRET1\"}"); });
  Recording recording(upstream.url() + "?api-key=SECRETSECRET1");
  asked(*recording.server, post(question("Hi?")));
  CHECK(recording.files.paths().empty());
}

TEST_CASE("a session may have a name like a route or a file") {
  Upstream upstream([](int) { return json("{}"); });
  Recording recording(upstream.url());
  asked(*recording.server, "GET /s/models-x/v1/models/gpt HTTP/1.1\r\n\r\n");
  CHECK(upstream.last_target() == "/v1/models/gpt");
  asked(*recording.server, post(question("Hi?"), "", "/s/a.json/v1/chat/completions"));
  Library again(recording.files, "/fixtures");
  CHECK(again.load().empty());
  CHECK(again.size() == 1);
}

}  // namespace
}  // namespace sightline
