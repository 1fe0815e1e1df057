#include "serve_process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <utility>

#include "program/spawn.h"

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
  const int log = ::open(scratch.path("serve.log").c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (log < 0) throw std::runtime_error("no file for what the program says");
  std::vector<std::string> variables = programs::own_variables();
  std::erase_if(variables, [](const std::string& one) { return one.starts_with("ASAN_OPTIONS="); });
  const char* options_of_asan = std::getenv("ASAN_OPTIONS");
  const std::string given = options_of_asan != nullptr ? options_of_asan : "";
  variables.push_back("ASAN_OPTIONS=" + given + ":detect_leaks=1");  // A server lives long.
  process_ = programs::spawn({.words = std::move(words), .variables = std::move(variables), .errors = log});
  ::close(log);
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

int Serve::end() {
  ::kill(process_, SIGTERM);
  const auto status = programs::end_of(process_, std::chrono::minutes(1));
  if (!status) return -1;
  process_ = -1;
  return WIFEXITED(*status) ? WEXITSTATUS(*status) : -1;
}

}  // namespace sightline::product_tests
