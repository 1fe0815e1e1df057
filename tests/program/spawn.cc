#include "program/spawn.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace sightline::programs {
namespace {

/// Texts as execve() wants them.
std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (std::string& text : texts) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

/// What a child does before the program takes its place.
class Actions {
 public:
  explicit Actions(const Start& start) {
    ::posix_spawn_file_actions_init(&actions_);
    add(::posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0));
    if (start.output >= 0) add(::posix_spawn_file_actions_adddup2(&actions_, start.output, STDOUT_FILENO));
    if (start.errors >= 0) add(::posix_spawn_file_actions_adddup2(&actions_, start.errors, STDERR_FILENO));
    if (!start.folder.empty()) add(::posix_spawn_file_actions_addchdir_np(&actions_, start.folder.c_str()));
  }
  ~Actions() { ::posix_spawn_file_actions_destroy(&actions_); }
  Actions(const Actions&) = delete;
  Actions& operator=(const Actions&) = delete;
  int error() const { return error_; }  ///< The first that could not be added, as errno has it; 0 where all are there.
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  void add(int error) {
    if (error_ == 0) error_ = error;
  }

  posix_spawn_file_actions_t actions_;
  int error_ = 0;
};

bool put_at(int place, int file) {
  return file < 0 || ::dup2(file, place) == place;
}

[[noreturn]] void become(const Start& start, char** words, char** variables) {
  const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  const bool ready = nothing >= 0 && put_at(STDIN_FILENO, nothing) && put_at(STDOUT_FILENO, start.output) &&
                     put_at(STDERR_FILENO, start.errors) &&
                     (start.folder.empty() || ::chdir(start.folder.c_str()) == 0);
  if (ready) {
    start.before();
    ::execve(words[0], words, variables);
  }
  ::_exit(127);
}

}  // namespace

pid_t spawn(Start start) {
  auto words = pointers(start.words), variables = pointers(start.variables);
  pid_t process = -1;
  int error = 0;
  if (start.before) {
    process = ::fork();
    if (process == 0) become(start, words.data(), variables.data());
    if (process < 0) error = errno;
  } else {
    const Actions actions(start);
    error = actions.error();
    if (error == 0) error = ::posix_spawn(&process, words[0], actions.get(), nullptr, words.data(), variables.data());
  }
  if (error != 0) throw std::system_error(error, std::generic_category(), start.words.front());
  return process;
}

std::optional<int> end_of(pid_t process, std::chrono::milliseconds time) {
  const int descriptor = static_cast<int>(::syscall(SYS_pidfd_open, process, 0));
  if (descriptor < 0) throw std::system_error(errno, std::generic_category(), "no descriptor of a process");
  pollfd ends{.fd = descriptor, .events = POLLIN, .revents = 0};
  const auto limit = std::chrono::steady_clock::now() + time;
  int ready = 0;
  do {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(limit - std::chrono::steady_clock::now());
    ready = ::poll(&ends, 1, std::max(0, static_cast<int>(left.count())));
  } while (ready < 0 && errno == EINTR);
  const int error = errno;
  ::close(descriptor);
  if (ready < 0) throw std::system_error(error, std::generic_category(), "a process cannot be waited for");
  if (ready == 0) return {};
  int status = 0;
  if (::waitpid(process, &status, 0) != process)
    throw std::system_error(errno, std::generic_category(), "no child to wait for");
  return status;
}

std::vector<std::string> own_variables() {
  std::vector<std::string> variables;
  for (char** variable = environ; *variable != nullptr; ++variable) variables.emplace_back(*variable);
  return variables;
}

}  // namespace sightline::programs
