#include "program/program.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <stdexcept>
#include <string_view>
#include <thread>

namespace sightline::programs {
namespace {

constexpr std::chrono::minutes kLongest{2};

bool is_kept_out(std::string_view variable) {
  constexpr std::string_view kNames[] = {
      "CI=",        "GITHUB_",    "SIGHTLINE_", "http_proxy=",  "https_proxy=", "HTTP_PROXY=", "HTTPS_PROXY=",
      "all_proxy=", "ALL_PROXY=", "NO_COLOR=",  "SLURM_ARRAY_", "CI_NODE_",     "FORCE_COLOR="};
  return std::ranges::any_of(kNames, [&](std::string_view name) { return variable.starts_with(name); });
}

/// Texts as execve() wants them.
class Words {
 public:
  explicit Words(std::vector<std::string> texts) : texts_(std::move(texts)) {
    for (std::string& text : texts_) pointers_.push_back(text.data());
    pointers_.push_back(nullptr);
  }
  char** get() { return pointers_.data(); }

 private:
  std::vector<std::string> texts_;
  std::vector<char*> pointers_;
};

std::vector<std::string> environment_of(const Setting& setting) {
  std::vector<std::string> variables;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    if (!is_kept_out(*variable)) variables.emplace_back(*variable);
  }
  variables.insert(variables.end(), setting.environment.begin(), setting.environment.end());
  return variables;
}

int file_in_memory(const char* name) {
  const int file = ::memfd_create(name, MFD_CLOEXEC);
  if (file < 0) throw std::runtime_error("no memory for what a program writes");
  return file;
}

std::string text_of(int file) {
  std::string text;
  char piece[65536];
  ::lseek(file, 0, SEEK_SET);
  for (ssize_t got = 0; (got = ::read(file, piece, sizeof piece)) > 0;) text.append(piece, got);
  return text;
}

[[noreturn]] void become(char** words, char** variables, const Setting& setting, int output, int errors) {
  const int nothing = ::open("/dev/null", O_RDONLY);
  const bool ready = nothing >= 0 && ::dup2(nothing, 0) == 0 && ::dup2(output, 1) == 1 && ::dup2(errors, 2) == 2 &&
                     ::chdir(setting.folder.c_str()) == 0;
  if (!ready) ::_exit(126);
  if (setting.before) setting.before();
  ::execve(words[0], words, variables);
  ::_exit(127);
}

}  // namespace

Program::Program(const std::vector<std::string>& arguments, const Setting& setting)
    : output_(file_in_memory("output")), errors_(file_in_memory("errors")) {
  std::vector<std::string> texts{SIGHTLINE_BINARY};
  texts.insert(texts.end(), arguments.begin(), arguments.end());
  Words words(std::move(texts));
  Words variables(environment_of(setting));
  process_ = ::fork();
  if (process_ == 0) become(words.get(), variables.get(), setting, output_, errors_);
  if (process_ < 0) throw std::runtime_error("no process for a program");
}

Program::~Program() {
  if (!ended_) {
    signal(SIGKILL);
    ::waitpid(process_, nullptr, 0);
  }
  ::close(output_);
  ::close(errors_);
}

void Program::signal(int number) const {
  if (!ended_) ::kill(process_, number);
}

bool Program::has_ended() {
  if (!ended_) ended_ = ::waitpid(process_, &status_, WNOHANG) == process_;
  return ended_;
}

Ended Program::wait() {
  const auto limit = std::chrono::steady_clock::now() + kLongest;
  while (!has_ended()) {
    if (std::chrono::steady_clock::now() > limit) signal(SIGKILL);
    std::this_thread::sleep_for(std::chrono::microseconds(500));
  }
  const int code = WIFEXITED(status_) ? WEXITSTATUS(status_) : 128 + WTERMSIG(status_);
  return {.code = code, .printed = text_of(output_), .said = text_of(errors_)};
}

Ended run(const std::vector<std::string>& arguments, const Setting& setting) {
  return Program(arguments, setting).wait();
}

}  // namespace sightline::programs
