#include "serve_process.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <utility>

namespace sightline::product_tests {

namespace fs = std::filesystem;

Scratch::Scratch() : folder_((fs::temp_directory_path() / "sightline-serve-XXXXXX").string()) {
  if (!::mkdtemp(folder_.data())) throw std::runtime_error("no temporary folder");
}

Scratch::~Scratch() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

std::string example_fixtures() {
  return std::string(SIGHTLINE_SOURCE_DIR) + "/fixtures";
}

Serve::Serve(const Scratch& scratch, const std::string& folder, const std::vector<std::string>& options) {
  const std::string port_file = scratch.path("port");
  fs::remove(port_file);
  std::vector<std::string> words{SIGHTLINE_BINARY, "serve", folder, "--port-file", port_file};
  words.insert(words.end(), options.begin(), options.end());
  process_ = ::fork();
  if (process_ == 0) run(std::move(words), scratch.path("serve.log"));
  const bool listens = comes_true([&] {
    std::ifstream(port_file) >> port_;
    return port_ != 0;
  });
  if (!listens) throw std::runtime_error("the program does not listen");
}

Serve::~Serve() {
  if (process_ > 0) {
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
  }
}

void Serve::run(std::vector<std::string> words, const std::string& log) {
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  if (std::freopen(log.c_str(), "w", stderr) == nullptr) ::_exit(126);
  ::setenv("ASAN_OPTIONS", "detect_leaks=1", 1);  // A server lives long.
  ::execv(arguments[0], arguments.data());
  ::_exit(127);
}

int Serve::end() {
  ::kill(process_, SIGTERM);
  int status = 0;
  if (!comes_true([&] { return ::waitpid(process_, &status, WNOHANG) == process_; })) return -1;
  process_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace sightline::product_tests
