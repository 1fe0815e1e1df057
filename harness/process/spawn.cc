#include "process/spawn.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>
#include <vector>

#include "base/text.h"

namespace sightline {
namespace {

struct Pipe {
  Descriptor read_end;
  Descriptor write_end;
};

/// Moves a descriptor out of 0 to 2, where dup2 would overwrite it, should the parent have closed its own.
bool lift(Descriptor& descriptor) {
  if (descriptor.number() > 2) return true;
  Descriptor lifted(fcntl(descriptor.number(), F_DUPFD_CLOEXEC, 3));
  descriptor = std::move(lifted);
  return descriptor.number() >= 0;
}

bool open_pipe(Pipe& out) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return false;
  out.read_end = Descriptor(ends[0]);
  out.write_end = Descriptor(ends[1]);
  return lift(out.read_end) && lift(out.write_end);
}

void lower_limit(decltype(RLIMIT_AS) resource, rlim_t value) {
  rlimit limit{};
  if (getrlimit(resource, &limit) != 0) return;
  limit.rlim_max = std::min(limit.rlim_max, value);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(resource, &limit);
}

void forget_descriptors() {
  if (close_range(3, ~0u, CLOSE_RANGE_CLOEXEC) == 0) return;
  const long count = sysconf(_SC_OPEN_MAX);
  for (int number = 3; number < count; ++number) fcntl(number, F_SETFD, FD_CLOEXEC);
}

void default_signals() {
  for (int number = 1; number < NSIG; ++number) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
}

/// All that the child needs, made before the fork: after it only async-signal-safe calls are allowed.
struct Plan {
  std::vector<char*> arguments;
  std::vector<char*> environment;
  Pipe input, output, errors, status;
  const ProcessOptions& options;
};

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> out;
  out.reserve(texts.size() + 1);
  for (const std::string& text : texts) out.push_back(const_cast<char*>(text.c_str()));
  out.push_back(nullptr);
  return out;
}

[[noreturn]] void become(const Plan& plan) {
  setpgid(0, 0);
  default_signals();
  lower_limit(RLIMIT_CORE, 0);
  if (plan.options.max_memory_bytes > 0) lower_limit(RLIMIT_AS, plan.options.max_memory_bytes);
  if (plan.options.max_cpu_seconds > 0) lower_limit(RLIMIT_CPU, plan.options.max_cpu_seconds);
  forget_descriptors();
  const bool wants_errors = plan.options.wants_errors;
  const int errors = wants_errors ? plan.errors.write_end.number() : open("/dev/null", O_WRONLY | O_CLOEXEC);
  const bool placed = plan.options.folder.empty() || chdir(plan.options.folder.c_str()) == 0;
  if (placed && errors >= 0 && dup2(plan.input.read_end.number(), 0) >= 0 &&
      dup2(plan.output.write_end.number(), 1) >= 0 && dup2(errors, 2) >= 0) {
    execve(plan.arguments[0], plan.arguments.data(), plan.environment.data());
  }
  const int trouble = errno;
  [[maybe_unused]] const auto told = write(plan.status.write_end.number(), &trouble, sizeof trouble);
  _exit(127);
}

/// Forks with all signals blocked, so that no handler of the parent runs in the child.
pid_t fork_into(const Plan& plan) {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  const pid_t id = fork();
  if (id == 0) become(plan);
  const int trouble = errno;
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  errno = trouble;
  return id;
}

/// The errno of the child's failed exec; 0 where the pipe closed in a successful one.
int exec_trouble(const Descriptor& status) {
  int trouble = 0;
  ssize_t count = 0;
  do {
    count = read(status.number(), &trouble, sizeof trouble);
  } while (count < 0 && errno == EINTR);
  return count == sizeof trouble ? trouble : 0;
}

int wait_for(pid_t id) {
  int status = 0;
  while (waitpid(id, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

}  // namespace

void Descriptor::close() {
  if (number_ >= 0) ::close(std::exchange(number_, -1));
}

Expected<Child> spawn(const ProcessOptions& options) {
  if (options.arguments.empty()) return failure("no program to start");
  const auto cannot = [&](int trouble) {
    return failure(fmt::format("cannot start {}: {}", quoted(options.arguments[0]), std::strerror(trouble)));
  };
  Plan plan{pointers(options.arguments), pointers(options.environment), {}, {}, {}, {}, options};
  if (!open_pipe(plan.input) || !open_pipe(plan.output) || !open_pipe(plan.status)) return cannot(errno);
  if (options.wants_errors && !open_pipe(plan.errors)) return cannot(errno);
  const pid_t id = fork_into(plan);
  if (id < 0) return cannot(errno);
  setpgid(id, id);
  plan.status.write_end.close();
  if (const int trouble = exec_trouble(plan.status.read_end)) {
    wait_for(id);
    return cannot(trouble);
  }
  fcntl(plan.input.write_end.number(), F_SETFL, O_NONBLOCK);
  fcntl(plan.output.read_end.number(), F_SETFL, O_NONBLOCK);
  if (options.wants_errors) fcntl(plan.errors.read_end.number(), F_SETFL, O_NONBLOCK);
  return Child{id, std::move(plan.input.write_end), std::move(plan.output.read_end), std::move(plan.errors.read_end)};
}

std::string ending_text(int status) {
  if (WIFEXITED(status)) return fmt::format("exit code {}", WEXITSTATUS(status));
  if (WIFSIGNALED(status)) return fmt::format("signal {}, {}", WTERMSIG(status), strsignal(WTERMSIG(status)));
  return "no exit code";
}

bool has_ended(pid_t id) {
  siginfo_t ended{};
  return waitid(P_PID, static_cast<id_t>(id), &ended, WEXITED | WNOHANG | WNOWAIT) == 0 && ended.si_pid == id;
}

int kill_and_reap(pid_t id) {
  kill(-id, SIGKILL);
  return wait_for(id);
}

int reap(pid_t id) {
  constexpr int kTries = 100;
  for (int i = 0; i < kTries; ++i) {
    int status = 0;
    // The group goes once the child is a zombie, so that its number cannot be another's yet.
    if (has_ended(id)) {
      kill(-id, SIGKILL);
      waitpid(id, &status, 0);
      return status;
    }
    const timespec pause{0, 1'000'000};
    nanosleep(&pause, nullptr);
  }
  return kill_and_reap(id);
}

}  // namespace sightline
