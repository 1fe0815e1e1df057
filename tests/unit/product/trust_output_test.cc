// What a model says reaches the terminal and the log of a CI system as text, and nothing obeys it.

#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <regex>

#include "listener.h"
#include "project_run.h"

using namespace sightline::product_tests;

namespace {

/// An answer, as it stands in JSON: it moves the cursor, names a window, hides text, turns it round, and commands
/// GitHub, Azure and TeamCity.
constexpr const char* kAnswer =
    "no\\u001b[2J\\u001b]0;owned\\u0007\\u009b31m\\u202e\\b\\r\\n::set-output name=x::owned\\n  ::error::owned\\n"
    "##vso[task.setvariable variable=PATH]owned\\n##[add-path]owned\\n##teamcity[buildStatus text='owned']\\n"
    "::stop-commands::x";

const Environment kGithub{{"GITHUB_ACTIONS", "true"}, {"CI", "true"}};

/// A line of a log that some CI system would obey, or "".
std::string obeyed_line(const std::string& log) {
  static const std::regex kCommand("(^|[\\r\\n])[ \\t]*::[^\\r\\n]*|##(vso|teamcity)?\\[[^\\r\\n]*");
  std::smatch found;
  return std::regex_search(log, found, kCommand) ? found.str() : "";
}

bool has_controls(const std::string& text) {
  for (const unsigned char c : text) {
    if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F) return true;
  }
  return text.find("\xC2\x9B") != std::string::npos || text.find("\xE2\x80\xAE") != std::string::npos;
}

/// Less the annotations that are the program's own.
std::string without_own(const std::string& log) {
  static const std::regex kOwn("(^|\\n)::error (file=|title=)[^\\n]*");
  return std::regex_replace(log, kOwn, "$1");
}

/// What `sightline WORDS` writes to a terminal.
std::string on_screen(const StrangersProject& project, std::vector<std::string> words) {
  int terminal = -1;
  const std::string folder = project.path("");
  words.insert(words.begin(), SIGHTLINE_BINARY);
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const pid_t id = ::forkpty(&terminal, nullptr, nullptr, nullptr);
  if (id == 0) {
    ::setenv("NO_COLOR", "1", 1);
    if (::chdir(folder.c_str()) == 0) ::execv(arguments[0], arguments.data());
    ::_exit(127);
  }
  std::string screen;
  char bytes[4096];
  for (ssize_t count; (count = ::read(terminal, bytes, sizeof bytes)) > 0;)
    screen.append(bytes, static_cast<std::size_t>(count));
  ::close(terminal);
  ::waitpid(id, nullptr, 0);
  return screen;
}

}  // namespace

TEST_CASE("An answer, an error and a name are printed without control characters") {
  Listener model(completion(kAnswer));
  const StrangersProject project(model.url());
  project.write("suites/s.yaml",
                "prompts: {p: Hi.}\ncases:\n  - id: c\n    description: \"a\\e[2Jb\"\n"
                "    assert: [{equals: \"yes\\e[2J\"}, {snapshot: true}]\n");
  for (const char* colour : {"never", "auto"}) {
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"run", "--mode", "record", "--verbose", "--color", colour},
          {"run", "--verbose", "--color", colour},
          {"approve", "latest", "--color", colour},
          {"check"},
          {"fixtures", "ls"},
          {"fixtures", "check"},
          {"history"},
          {"compare", "latest", "latest"},
          {"rescore", "latest", "--verbose"}}) {
      CAPTURE(words[0], words.back());
      const Ran ran = project.run(words);
      CAPTURE(ran.err);
      CHECK(ran.code >= 0);
      CHECK(ran.code < 2);
      CHECK_FALSE(has_controls(ran.out));
      CHECK_FALSE(has_controls(ran.err));
    }
  }
  project.write("suites/bad.yaml", "prompts: {p: Hi.}\ncases: [{id: \"c\\e[2J\", assert: [{\"\\e]0;x\\a\": 1}]}]\n");
  const Ran bad = project.run({"check"});
  CHECK(bad.code == 2);
  CHECK_FALSE(has_controls(bad.err));
}

TEST_CASE("At a terminal the name of a file is printed without control characters") {
  Listener model(completion("yes"));
  const StrangersProject project(model.url());
  REQUIRE(project.run({"run", "--mode", "record"}).code == 0);
  for (const auto& entry : std::filesystem::directory_iterator(project.path("fixtures/s"))) {
    std::filesystem::rename(entry.path(), project.path("fixtures/s/odd\x1b[2J\x1b]0;owned\x07.json"));
    break;
  }
  const std::string screen = on_screen(project, {"fixtures", "ls"});
  CHECK(screen.find("odd") != std::string::npos);
  CHECK(screen.find('\x1b') == std::string::npos);
  CHECK(screen.find('\x07') == std::string::npos);
}

TEST_CASE("No line that a model, a suite or a server wrote commands the CI system that reads the log") {
  Listener model(completion(kAnswer));
  const StrangersProject project(model.url());
  project.write("suites/s.yaml",
                "prompts: {p: \"Hi.\\n::error::owned\\n##vso[x]owned\"}\ncases:\n  - id: c\n"
                "    assert: [{equals: \"yes\\n::error::owned ##[x]\"}, {snapshot: true}]\n");
  const std::vector<Environment> systems{kGithub, {{"TF_BUILD", "True"}}, {{"TEAMCITY_VERSION", "2026.1"}}};
  for (const Environment& system : systems) {
    CAPTURE(system.begin()->first);
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"run", "--mode", "record", "--allow-record", "--verbose"},
          {"run", "--verbose"},
          {"approve", "latest"},
          {"fixtures", "ls"},
          {"compare", "latest", "latest"},
          {"rescore", "latest", "--verbose"}}) {
      CAPTURE(words[0]);
      const Ran ran = project.run(words, system);
      CAPTURE(ran.err);
      CHECK(ran.code >= 0);
      CHECK(ran.code < 2);
      CHECK(obeyed_line(without_own(ran.out)).empty());
      CHECK(obeyed_line(without_own(ran.err)).empty());
    }
  }
  // Elsewhere a text is what it is.
  const Ran elsewhere = project.run({"approve", "latest"});
  CHECK_FALSE(obeyed_line(elsewhere.out + elsewhere.err).empty());
  // Its own annotations stand, one line each.
  const Ran ran = project.run({"run"}, kGithub);
  CHECK(ran.out.find("::error file=suites/s.yaml") != std::string::npos);
}

TEST_CASE("An error of a server commands no CI system either") {
  const std::string said = R"({"error": {"message": "x\n::error::owned\n##vso[a]owned"}})";
  Listener model("HTTP/1.1 400 No\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(said.size()) +
                 "\r\n\r\n" + said);
  const StrangersProject project(model.url());
  const Ran ran = project.run({"run", "--mode", "live", "--verbose"}, kGithub);
  CHECK(ran.code != 0);
  CHECK(ran.err.find("owned") != std::string::npos);
  CHECK(obeyed_line(without_own(ran.err)).empty());
  CHECK(obeyed_line(without_own(ran.out)).empty());
}
