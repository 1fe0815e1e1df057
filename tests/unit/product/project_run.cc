#include "project_run.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "program/spawn.h"

namespace sightline::product_tests {

namespace fs = std::filesystem;

namespace {

std::string text_of(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

/// What comes out of a pipe until its end.
std::string all_of(int pipe) {
  std::string text;
  char buffer[65536];
  for (ssize_t count; (count = ::read(pipe, buffer, sizeof buffer)) > 0;)
    text.append(buffer, static_cast<std::size_t>(count));
  return text;
}

}  // namespace

StrangersProject::StrangersProject(const std::string& base_url, const std::string& more) {
  write("sightline.yaml", "version: 1\nmodels:\n  m:\n    base_url: " + base_url +
                              "\n    model: m\n    api_key_env: TEST_KEY\n    retry: {max: 0}\n" + more);
  write("suites/s.yaml", "prompts: {p: Hi.}\ncases:\n  - id: c\n    assert: [{contains: \"yes\"}]\n");
}

void StrangersProject::write(const std::string& name, const std::string& text) const {
  fs::create_directories(fs::path(path(name)).parent_path());
  std::ofstream(path(name), std::ios::binary) << text;
}

std::string StrangersProject::read(const std::string& name) const {
  return text_of(path(name));
}

Ran StrangersProject::run(const std::vector<std::string>& words, Environment environment) const {
  environment.try_emplace("PATH", "/usr/bin:/bin");
  environment.try_emplace("TEST_KEY", kTestKey);
  std::vector<std::string> variables;
  for (const auto& [name, value] : environment) variables.push_back(name + "=" + value);
  std::vector<std::string> arguments{SIGHTLINE_BINARY};
  arguments.insert(arguments.end(), words.begin(), words.end());
  const std::string err = scratch_.path("err");
  int ends[2];
  const int errors = ::open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (errors < 0 || ::pipe2(ends, O_CLOEXEC) != 0)
    throw std::runtime_error("no file and no pipe for a program's output");
  const pid_t child = programs::spawn({.words = std::move(arguments),
                                       .variables = std::move(variables),
                                       .folder = scratch_.path("work"),
                                       .output = ends[1],
                                       .errors = errors});
  ::close(errors);
  ::close(ends[1]);
  const std::string out = all_of(ends[0]);
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, out, text_of(err)};
}

std::vector<std::string> StrangersProject::holders_of(const std::string& text) const {
  std::vector<std::string> holders;
  for (const auto& entry : fs::recursive_directory_iterator(scratch_.path("work"))) {
    if (entry.is_regular_file() && text_of(entry.path()).find(text) != std::string::npos)
      holders.push_back(entry.path().string());
  }
  return holders;
}

}  // namespace sightline::product_tests
