// What a crash of a process that holds keys leaves.

#include "process/core_dumps.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>

#include "process/process.h"

namespace sightline {
namespace {

/// The exit code of `child` in a process of its own, or -1.
template <typename Child>
int in_child(const Child& child) {
  const pid_t id = ::fork();
  if (id == 0) ::_exit(child());
  int status = 0;
  ::waitpid(id, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

TEST_CASE("a process that holds keys leaves no core, and none may look into it") {
  CHECK(in_child([] {
          forbid_core_dumps();
          rlimit limit{};
          if (getrlimit(RLIMIT_CORE, &limit) != 0 || limit.rlim_cur != 0) return 1;
          return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0 ? 0 : 2;
        }) == 0);
}

TEST_CASE("a crash of it is told without a core") {
  const pid_t id = ::fork();
  if (id == 0) {
    forbid_core_dumps();
    ::signal(SIGABRT, SIG_DFL);
    ::kill(::getpid(), SIGABRT);
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(id, &status, 0);
  CHECK(WIFSIGNALED(status));
  CHECK_FALSE(WCOREDUMP(status));
}

TEST_CASE("it can still start programs, its own among them") {
  CHECK(in_child([] {
          forbid_core_dumps();
          auto started = LineProcess::start({.arguments = {"/bin/cat"}, .environment = {}});
          if (!started) return 1;
          const auto said = (*started)->ask("hello", std::chrono::seconds(10));
          return said && *said == "hello" && ::access("/proc/self/exe", X_OK) == 0 ? 0 : 2;
        }) == 0);
}

}  // namespace sightline
