#include <future>

#include "recording_rig.h"

namespace sightline {

using namespace fakes;
using namespace mock_tests;

namespace {

using namespace std::chrono_literals;

/// What a client gets that asks now, and an upstream that has the question by then and keeps it until `gate` opens.
struct Asking {
  Asking() {
    answer = std::async(std::launch::async, [this] {
      RawClient client(recording->server->port());
      client.send(post(question("Hi?")));
      return client.rest();
    });
    reached = arrived.wait();
  }
  ~Asking() { gate.open(); }

  Gate gate;
  Gate arrived;
  Upstream upstream{[this](int) {
    arrived.open();
    gate.wait();
    return json("{}");
  }};
  std::unique_ptr<Recording> recording = std::make_unique<Recording>(upstream.url());
  std::future<std::string> answer;
  bool reached = false;
};

TEST_CASE("a recording server stops at once while upstream thinks, and tells its clients") {
  Asking asking;
  REQUIRE(asking.reached);
  auto stopped = std::async(std::launch::async, [&] { asking.recording->server->stop(); });
  CHECK(stopped.wait_for(20s) == std::future_status::ready);
  asking.gate.open();
  stopped.wait();
  const std::string answer = asking.answer.get();
  CHECK(answer.substr(9, 3) == "503");
  CHECK(message_of(answer) == "this server is being stopped");
  CHECK(asking.recording->files.paths().empty());
}

TEST_CASE("a recording server that is drained waits for upstream no longer than it is told to") {
  Asking asking;
  REQUIRE(asking.reached);
  auto drained = std::async(std::launch::async, [&] { asking.recording->server->drain(50ms); });
  CHECK(drained.wait_for(20s) == std::future_status::ready);
  asking.gate.open();
  drained.wait();
  CHECK(asking.answer.get().find("200 OK") == std::string::npos);
}

TEST_CASE("an answer that comes while the server is drained is given and recorded") {
  Asking asking;
  REQUIRE(asking.reached);
  auto drained = std::async(std::launch::async, [&] { asking.recording->server->drain(20s); });
  asking.gate.open();
  CHECK(asking.answer.get().substr(9, 3) == "200");
  drained.wait();
  CHECK(asking.recording->files.paths().size() == 1);
}

TEST_CASE("a stop cuts a drain short") {
  Asking asking;
  REQUIRE(asking.reached);
  auto drained = std::async(std::launch::async, [&] { asking.recording->server->drain(60s); });
  asking.recording->server->stop();
  CHECK(drained.wait_for(20s) == std::future_status::ready);
  asking.gate.open();
  CHECK(asking.answer.get().substr(9, 3) == "503");
}

TEST_CASE("a recording server may die before its proxy while a stream is under way") {
  class Endless final : public BodySource {
   public:
    Next next(std::string& piece) override {
      piece = "data: {}\n\n";
      return Next::piece;
    }
  };
  Upstream upstream([](int) {
    ServerResponse response;
    response.headers = {{"content-type", "text/event-stream"}};
    response.source = std::make_shared<Endless>();
    return response;
  });
  Recording recording(upstream.url());
  RawClient client(recording.server->port());
  client.send(post(question("Hi?", R"(,"stream":true)")));
  client.until("data: {}");
  recording.server.reset();
  CHECK_FALSE(client.rest().ends_with("0\r\n\r\n"));
  recording.proxy.reset();
  CHECK(recording.files.paths().empty());
}

TEST_CASE("a proxy that was stopped answers what is asked of it later at once") {
  Upstream upstream([](int) { return json("{}"); });
  Recording recording(upstream.url());
  recording.proxy->stop();
  recording.proxy->stop();
  CHECK(asked(*recording.server, post(question("Hi?"))).substr(9, 3) == "503");
  CHECK(got(*recording.server, "/v1/models").substr(9, 3) == "503");
  CHECK(upstream.count() == 0);
}

}  // namespace
}  // namespace sightline
