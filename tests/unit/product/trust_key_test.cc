// Where a key may be seen: in the request to the host that the model names, and nowhere else.

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <regex>

#include "listener.h"
#include "project_run.h"

using namespace sightline::product_tests;

namespace {

bool shows_key(const Ran& ran) {
  return ran.out.find(kTestKey) != std::string::npos || ran.err.find(kTestKey) != std::string::npos;
}

}  // namespace

TEST_CASE("A redirect of any kind carries the key nowhere, and the failure names the status and no key") {
  for (const char* status :
       {"301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"}) {
    CAPTURE(status);
    Listener elsewhere(completion("yes"));
    Listener model("HTTP/1.1 " + std::string(status) + "\r\nLocation: " + elsewhere.url() +
                   "/v1/chat/completions?key=" + kTestKey + "\r\nContent-Length: 0\r\n\r\n");
    const StrangersProject project(model.url());
    const Ran ran = project.run({"run", "--mode", "live", "--verbose", "--report", "json,html,junit,md,csv"});
    CHECK(ran.code != 0);
    CHECK(model.heard().find(std::string("Authorization: Bearer ") + kTestKey) != std::string::npos);
    CHECK(elsewhere.connections() == 0);
    CHECK((ran.out + ran.err).find("redirects are not followed") != std::string::npos);
    CHECK_FALSE(shows_key(ran));
    CHECK(project.holders_of(kTestKey).empty());
  }
}

TEST_CASE("A key is in no output and no file, however the request fails") {
  const std::string echo = std::string("the key ") + kTestKey + " is bad";
  for (const std::string& answer :
       {std::string(), "HTTP/1.1 401 No\r\nContent-Length: " + std::to_string(echo.size()) + "\r\n\r\n" + echo,
        "nonsense " + echo + "\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: " + echo + "\r\nContent-Length: 3\r\n\r\n{}}",
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 40\r\n\r\n" + echo.substr(0, 40),
        completion(echo),
        "HTTP/1.1 302 " + echo + "\r\nLocation: ftp://x/" + kTestKey + "\r\nContent-Length: 0\r\n\r\n"}) {
    CAPTURE(answer);
    Listener model(answer);
    const StrangersProject project(model.url());
    for (const char* mode : {"live", "record"}) {
      const Ran ran = project.run({"run", "--mode", mode, "--verbose", "--report", "json,html,junit,md,csv"});
      CHECK(ran.code != 0);
      CHECK_FALSE(shows_key(ran));
      CHECK(project.holders_of(kTestKey).empty());
    }
  }
}

TEST_CASE("A password of the environment's proxy is in no output and no file") {
  const StrangersProject project("http://api.test/v1");
  for (const std::string& proxy : {std::string("127.0.0.1:1"), std::string("no-such-host.invalid:1")}) {
    const Ran ran = project.run({"run", "--mode", "live", "--verbose"},
                                {{"http_proxy", std::string("http://user:pr0xy-passw0rd@") + proxy}});
    CHECK(ran.code != 0);
    CHECK((ran.out + ran.err).find("pr0xy-passw0rd") == std::string::npos);
    CHECK(project.holders_of("pr0xy-passw0rd").empty());
  }
}

TEST_CASE("What is printed of requests names the key's variable and not its value") {
  const StrangersProject project("https://api.example.org/v1");
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"run", "--dry-run"}, {"run", "--as-curl", "s/c#p@m"}, {"check"}}) {
    const Ran ran = project.run(words);
    CHECK(ran.code == 0);
    CHECK_FALSE(ran.out.empty());
    CHECK_FALSE(shows_key(ran));
  }
  CHECK(project.run({"run", "--as-curl", "s/c#p@m"}).out.find("$TEST_KEY") != std::string::npos);
}

TEST_CASE("A key in a URL is refused, and neither shown nor written") {
  const std::string key = kTestKey;
  for (const std::string& url :
       {"https://user:" + key + "@api.example.org/v1", "https://" + key + "@api.example.org/v1",
        "https://api.example.org/v1?api_key=" + key, "https://api.example.org/v1?sig=" + key}) {
    CAPTURE(url);
    const StrangersProject project("\"" + url + "\"");
    const Ran in_project = project.run({"run", "--mode", "live"});
    CHECK(in_project.code == 2);
    CHECK_FALSE(shows_key(in_project));
    const StrangersProject other("https://api.example.org/v1");
    const Ran on_command_line = other.run({"run", "--base-url", url});
    CHECK(on_command_line.code == 2);
    CHECK_FALSE(shows_key(on_command_line));
    CHECK(other.holders_of(key).empty());
  }
  // What names no secret may stand there.
  const StrangersProject versioned("https://api.example.org/v1?api-version=2024-06-01");
  CHECK(versioned.run({"run", "--dry-run"}).code == 0);
}

TEST_CASE("A key that would leave unencrypted for another machine is told of") {
  Listener proxy(completion("yes"));
  const StrangersProject project("http://gpu.test/v1");
  const Ran ran = project.run({"run", "--mode", "live", "--report", "json"}, {{"http_proxy", proxy.url()}});
  CHECK(ran.code == 0);
  CHECK(ran.err.find("goes to gpu.test unencrypted") != std::string::npos);
  const StrangersProject here(Listener(completion("yes")).url());
  CHECK(here.run({"run", "--mode", "live"}).err.find("unencrypted") == std::string::npos);
}

TEST_CASE("A program of a suite finds no key: not in its environment, its arguments or its input") {
  Listener model(completion("yes"));
  const StrangersProject project(model.url(), "allow_exec: true\n");
  project.write("suites/s.yaml",
                "prompts: {p: Hi.}\ncases:\n  - id: c\n    assert: [{exec: {command: [./judge.sh], env: [OTHER]}}]\n");
  project.write("suites/judge.sh",
                "#!/bin/sh\n{ cat; tr '\\0' '\\n' < /proc/self/environ; tr '\\0' ' ' < /proc/$PPID/cmdline; "
                "cat /proc/self/limits; } > ../seen.txt\necho '{\"pass\": true}'\n");
  ::chmod(project.path("suites/judge.sh").c_str(), 0755);
  const Ran ran = project.run({"run", "--mode", "live", "--report", "json"}, {{"OTHER", "fine"}});
  CAPTURE(ran.err);
  CHECK(ran.code == 0);
  const std::string seen = project.read("seen.txt");
  CHECK(seen.find("OTHER=fine") != std::string::npos);
  CHECK(seen.find("run --mode live") != std::string::npos);
  CHECK(seen.find("TEST_KEY") == std::string::npos);
  CHECK(seen.find(kTestKey) == std::string::npos);
  // Nor may it ask for one by name.
  project.write(
      "suites/s.yaml",
      "prompts: {p: Hi.}\ncases:\n  - id: c\n    assert: [{exec: {command: [./judge.sh], env: [TEST_KEY]}}]\n");
  CHECK(project.run({"run", "--mode", "live"}).code == 2);
}

TEST_CASE("A run that holds a key may leave no core") {
  Listener model(completion("yes"));
  const StrangersProject project(model.url(), "allow_exec: true\n");
  project.write("suites/s.yaml",
                "prompts: {p: Hi.}\ncases:\n  - id: c\n    assert: [{exec: {command: [./judge.sh]}}]\n");
  project.write(
      "suites/judge.sh",
      "#!/bin/sh\ngrep core /proc/$PPID/limits > ../limits.txt\ncat /proc/$PPID/environ > ../environ.txt 2>/dev/null\n"
      "echo '{\"pass\": true}'\n");
  ::chmod(project.path("suites/judge.sh").c_str(), 0755);
  rlimit before{};
  ::getrlimit(RLIMIT_CORE, &before);
  const rlimit wide{before.rlim_max, before.rlim_max};
  ::setrlimit(RLIMIT_CORE, &wide);
  for (const char* mode : {"record", "replay"}) {
    REQUIRE(project.run({"run", "--mode", mode, "--report", "json"}).code == 0);
    CHECK(std::regex_search(project.read("limits.txt"), std::regex("core file size +0 ")));
    // Root may look; nobody else.
    if (::geteuid() != 0) CHECK(project.read("environ.txt").empty());
  }
  ::setrlimit(RLIMIT_CORE, &before);
}
