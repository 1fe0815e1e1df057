#include "program/program.h"

#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "program/spawn.h"

namespace sightline::programs {
namespace {

constexpr std::chrono::minutes kLongest{2};

bool is_kept_out(std::string_view variable) {
  constexpr std::string_view kNames[] = {
      "CI=",        "GITHUB_",    "SIGHTLINE_", "http_proxy=",  "https_proxy=", "HTTP_PROXY=", "HTTPS_PROXY=",
      "all_proxy=", "ALL_PROXY=", "NO_COLOR=",  "SLURM_ARRAY_", "CI_NODE_",     "FORCE_COLOR="};
  return std::ranges::any_of(kNames, [&](std::string_view name) { return variable.starts_with(name); });
}

std::vector<std::string> environment_of(const Setting& setting) {
  std::vector<std::string> variables = own_variables();
  std::erase_if(variables, is_kept_out);
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

}  // namespace

Program::Program(const std::vector<std::string>& arguments, const Setting& setting)
    : output_(file_in_memory("output")), errors_(file_in_memory("errors")) {
  std::vector<std::string> words{SIGHTLINE_BINARY};
  words.insert(words.end(), arguments.begin(), arguments.end());
  process_ = spawn({.words = std::move(words),
                    .variables = environment_of(setting),
                    .folder = setting.folder,
                    .output = output_,
                    .errors = errors_,
                    .before = setting.before});
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
  if (!ended_) {
    const auto status = end_of(process_, kLongest);
    if (status) {
      status_ = *status;
    } else {
      signal(SIGKILL);
      ::waitpid(process_, &status_, 0);
    }
    ended_ = true;
  }
  const int code = WIFEXITED(status_) ? WEXITSTATUS(status_) : 128 + WTERMSIG(status_);
  return {.code = code, .printed = text_of(output_), .said = text_of(errors_)};
}

Ended run(const std::vector<std::string>& arguments, const Setting& setting) {
  return Program(arguments, setting).wait();
}

}  // namespace sightline::programs
