#include "project_run.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

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

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> out;
  for (std::string& word : words) out.push_back(word.data());
  out.push_back(nullptr);
  return out;
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
  const std::string err = scratch_.path("err"), folder = scratch_.path("work");
  int ends[2];
  if (::pipe(ends) != 0) return {};
  const auto argv = pointers(arguments), envp = pointers(variables);
  const pid_t child = ::fork();
  if (child == 0) {
    const bool ready = ::chdir(folder.c_str()) == 0 && std::freopen("/dev/null", "r", stdin) != nullptr &&
                       ::dup2(ends[1], 1) == 1 && std::freopen(err.c_str(), "w", stderr) != nullptr;
    ::close(ends[0]);
    ::close(ends[1]);
    if (ready) ::execve(argv[0], argv.data(), envp.data());
    ::_exit(127);
  }
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
