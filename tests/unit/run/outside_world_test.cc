#include "run/outside_world.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <map>
#include <mutex>
#include <thread>

#include "fakes/memory_files.h"
#include "http/curl_transport.h"
#include "server/server.h"

namespace sightline {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kPatience{20'000};
constexpr std::string_view kSecret = "sk-very-secret-0123";

/// A world with an environment of its own, no snapshots, and one secret.
class Rig {
 public:
  Rig() {
    variables = {{"PATH", "/usr/bin:/bin"},
                 {"HOME", "/home/me"},
                 {"API_KEY", std::string(kSecret)},
                 {"WRAPPED", "x" + std::string(kSecret) + "y"},
                 {"TOKEN", "hook-token-4711"}};
  }
  Project project;
  std::vector<Suite> suites;
  fakes::MemoryFiles files;
  std::map<std::string, std::string> variables;
  Snapshots snapshots{files, project, suites};
  std::atomic<int> transports = 0;
  OutsideWorld world{snapshots,
                     {.environment = [this](const std::string& name) -> std::optional<std::string> {
                        const auto found = variables.find(name);
                        return found == variables.end() ? std::nullopt : std::optional(found->second);
                      },
                      .secrets = {std::string(kSecret)},
                      .make_transport =
                          [this] {
                            ++transports;
                            return make_curl_transport({});
                          }}};
};

ProgramCall shell(const std::string& script) {
  ProgramCall call;
  call.command = {"sh", "-c", script};
  call.folder = "/";
  call.timeout = kPatience;
  call.max_memory_bytes = 1ull << 30;
  call.max_output_bytes = 1u << 20;
  return call;
}

std::string trouble_of(const Expected<ProgramEnd>& end) {
  REQUIRE_FALSE(end.has_value());
  return end.error().front().message;
}

/// A server that remembers what it was asked, and answers as it is told.
class Hook {
 public:
  explicit Hook(std::function<ServerResponse(const std::string& body)> answer)
      : server_({}, [this, answer](ServerRequest& request) {
          std::string body;
          request.read_body([&](std::string_view piece) { return body += piece, true; });
          const std::lock_guard lock(mutex_);
          ++requests_;
          authorization_ = request.header("Authorization");
          type_ = request.header("Content-Type");
          return answer(body);
        }) {
    REQUIRE(server_.start());
  }
  ~Hook() { server_.stop(); }
  WebhookCall call(std::string body = "{}") const {
    WebhookCall call;
    call.url = fmt::format("http://127.0.0.1:{}/judge", server_.port());
    call.body = std::move(body);
    call.timeout = kPatience;
    call.is_loopback = true;
    return call;
  }
  int requests() {
    const std::lock_guard lock(mutex_);
    return requests_;
  }
  std::string authorization() {
    const std::lock_guard lock(mutex_);
    return authorization_;
  }
  std::string type() {
    const std::lock_guard lock(mutex_);
    return type_;
  }

 private:
  std::mutex mutex_;
  int requests_ = 0;
  std::string authorization_;
  std::string type_;
  HttpServer server_;
};

std::string trouble_of(const Expected<WebhookAnswer>& answer) {
  REQUIRE_FALSE(answer.has_value());
  return answer.error().front().message;
}

ServerResponse says_text(int status, std::string body) {
  ServerResponse response;
  response.status = status;
  response.body = std::move(body);
  return response;
}

}  // namespace

TEST_CASE("a program is found on PATH, reads its input and works in its folder") {
  Rig rig;
  ProgramCall call = shell("cat; pwd; exit 3");
  call.folder = "/usr";
  call.input = R"({"answer": "42"})";
  const auto end = rig.world.run_program(call);
  REQUIRE(end);
  CHECK(end->output == "{\"answer\": \"42\"}/usr\n");
  CHECK(end->exit_code == 3);
  CHECK(end->ending == ProgramEnd::Ending::exited);
}

TEST_CASE("a program is given PATH, LANG and the variables that it asks for, and no more") {
  Rig rig;
  ProgramCall call = shell("env | grep -v -e ^PWD= -e ^SHLVL= -e ^_= -e ^OLDPWD= | sort");
  call.environment = {"HOME"};
  ::setenv("SIGHTLINE_TEST_SECRET", "leaked", 1);
  const auto end = rig.world.run_program(call);
  ::unsetenv("SIGHTLINE_TEST_SECRET");
  REQUIRE(end);
  CHECK(end->output == "HOME=/home/me\nLANG=C.UTF-8\nPATH=/usr/bin:/bin\n");
}

TEST_CASE("no program is given a secret, by whatever name it is asked for") {
  Rig rig;
  ProgramCall call = shell("env");
  call.environment = {GENERATE("API_KEY", "WRAPPED")};
  CHECK(trouble_of(rig.world.run_program(call)) ==
        "the environment variable " + call.environment[0] + " holds a secret: no program is given it");
}

TEST_CASE("what a program writes may hold no secret") {
  Rig rig;
  const std::string where = GENERATE("", " >&2");
  CHECK(trouble_of(rig.world.run_program(shell("echo " + std::string(kSecret) + where))) ==
        "what 'sh' wrote holds the value of a secret: it is not kept");
}

TEST_CASE("no program and no webhook is told a secret that stands in a prompt") {
  Rig rig;
  ProgramCall program = shell("cat");
  program.input = R"({"messages": [{"role": "user", "content": "use )" + std::string(kSecret) + R"("}]})";
  CHECK(trouble_of(rig.world.run_program(program)) ==
        "what 'sh' would be told holds the value of a secret: it is not run");
  Hook hook([](const std::string&) { return says_text(200, "{}"); });
  const WebhookCall call = hook.call(program.input);
  CHECK(trouble_of(rig.world.post(call)) ==
        "what " + call.url + " would be sent holds the value of a secret: it is not called");
  CHECK(hook.requests() == 0);
}

TEST_CASE("a program that is not there, or asks for what is not there, is told") {
  Rig rig;
  ProgramCall call = shell("");
  call.environment = {"NOT_SET"};
  CHECK(trouble_of(rig.world.run_program(call)) ==
        "the environment variable NOT_SET is not set, which a program asks for");
  call = shell("");
  call.command = {"no-such-program"};
  CHECK(trouble_of(rig.world.run_program(call)) == "there is no program 'no-such-program' in the folders of PATH");
  call.command = {"/etc/passwd"};
  CHECK(trouble_of(rig.world.run_program(call)) == "'/etc/passwd' is no program that may be run; `chmod +x` it");
}

TEST_CASE("a program that takes too long or writes too much is ended") {
  Rig rig;
  ProgramCall call = shell("while :; do :; done");
  call.timeout = milliseconds(200);
  CHECK(rig.world.run_program(call)->ending == ProgramEnd::Ending::out_of_time);
  call = shell("while :; do echo yes; done");
  call.max_output_bytes = 100;
  CHECK(rig.world.run_program(call)->ending == ProgramEnd::Ending::too_much_output);
  CHECK(rig.world.run_program(shell("kill -TERM $$"))->ending == ProgramEnd::Ending::killed);
}

TEST_CASE("a webhook is sent the question and gives its answer") {
  Rig rig;
  Hook hook([](const std::string& body) { return says_text(201, "got " + body); });
  WebhookCall call = hook.call(R"({"answer": "42"})");
  call.headers = {{"Authorization", "Bearer ${TOKEN}"}};
  const auto answer = rig.world.post(call);
  REQUIRE(answer);
  CHECK(answer->status == 201);
  CHECK(answer->body == "got {\"answer\": \"42\"}");
  CHECK(hook.authorization() == "Bearer hook-token-4711");
  CHECK(hook.type() == "application/json");
}

TEST_CASE("a webhook on this machine is called without the environment's proxy") {
  Rig rig;
  Hook hook([](const std::string&) { return says_text(200, "direct"); });
  ::setenv("http_proxy", "http://127.0.0.1:1", 1);
  const auto answer = rig.world.post(hook.call());
  ::unsetenv("http_proxy");
  REQUIRE(answer);
  CHECK(answer->body == "direct");
}

TEST_CASE("a webhook's redirect is given as it is, and not followed") {
  Rig rig;
  Hook other([](const std::string&) { return says_text(200, "{}"); });
  Hook hook([&](const std::string&) {
    ServerResponse response = says_text(307, "");
    response.headers = {{"Location", other.call().url}};
    return response;
  });
  CHECK(rig.world.post(hook.call())->status == 307);
  CHECK(other.requests() == 0);
}

TEST_CASE("an answer of a webhook is bounded in size and time") {
  Rig rig;
  Hook large([](const std::string&) { return says_text(200, std::string(kMostWebhookBytes + 1, ' ')); });
  CHECK_THAT(trouble_of(rig.world.post(large.call())), Catch::Contains("is larger than the 1048576 bytes"));
  Hook slow([](const std::string&) {
    ServerResponse response = says_text(200, "late");
    response.delay = std::chrono::seconds(60);
    return response;
  });
  WebhookCall call = slow.call();
  call.timeout = milliseconds(200);
  const auto begun = std::chrono::steady_clock::now();
  CHECK_THAT(trouble_of(rig.world.post(call)), Catch::StartsWith("the webhook gave no verdict: "));
  CHECK(std::chrono::steady_clock::now() - begun < kPatience);
}

TEST_CASE("no webhook is sent a model's key, and none may give back a secret") {
  Rig rig;
  Hook echo([](const std::string&) { return says_text(200, "hook-token-4711"); });
  WebhookCall call = echo.call();
  call.headers = {{"X-Key", "${WRAPPED}"}};
  CHECK(trouble_of(rig.world.post(call)) == "header 'X-Key' of a webhook holds a model's key: it is not sent");
  CHECK(echo.requests() == 0);
  call.headers = {{"X-Token", "${TOKEN}"}};
  const std::string trouble = trouble_of(rig.world.post(call));
  CHECK(trouble == "the answer of " + call.url + " holds the value of a secret: it is not kept");
  call.headers = {{"X-Token", "${NOT_SET}"}};
  CHECK_THAT(trouble_of(rig.world.post(call)), Catch::Contains("NOT_SET, which is not set"));
}

TEST_CASE("a webhook that nobody serves is trouble without a verdict") {
  Rig rig;
  WebhookCall call;
  call.url = "http://127.0.0.1:1/";
  call.timeout = kPatience;
  call.is_loopback = true;
  CHECK_THAT(trouble_of(rig.world.post(call)), Catch::StartsWith("the webhook gave no verdict: "));
}

TEST_CASE("webhooks are called from several threads at once, over connections that stay") {
  Rig rig;
  Hook hook([](const std::string& body) { return says_text(200, body); });
  std::atomic<int> good = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      for (int k = 0; k < 10; ++k) {
        const std::string body = std::to_string(i * 100 + k);
        const auto answer = rig.world.post(hook.call(body));
        if (answer && answer->body == body) ++good;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(good == 40);
  CHECK(rig.transports <= 4);
}

}  // namespace sightline
