#include "process/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cerrno>
#include <thread>
#include <vector>

using namespace sightline;
using std::chrono::milliseconds;

namespace {

/// Long enough for a loaded machine; what is waited for comes at once.
constexpr milliseconds kPatience{20'000};

ProcessOptions shell(const std::string& script) {
  ProcessOptions options;
  options.arguments = {"/bin/sh", "-c", script};
  return options;
}

std::unique_ptr<LineProcess> started(const ProcessOptions& options) {
  auto process = LineProcess::start(options);
  REQUIRE(process.has_value());
  return std::move(*process);
}

std::string answer(LineProcess& process, std::string_view line = "go") {
  const auto text = process.ask(line, kPatience);
  INFO((text ? std::string() : text.error().front().message));
  REQUIRE(text.has_value());
  return *text;
}

std::string trouble(LineProcess& process, milliseconds limit = kPatience) {
  const auto text = process.ask("go", limit);
  INFO((text ? *text : std::string()));
  REQUIRE_FALSE(text.has_value());
  REQUIRE(text.error().size() == 1);
  return text.error().front().message;
}

bool has_no_children() {
  return waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD;
}

}  // namespace

TEST_CASE("a line process answers line by line") {
  ProcessOptions options;
  options.arguments = {"/bin/cat"};
  const auto cat = started(options);
  CHECK(answer(*cat, "one") == "one");
  CHECK(answer(*cat, "").empty());
  CHECK(answer(*cat, "grün") == "grün");
  CHECK(cat->trouble() == LineProcess::Trouble::none);
}

TEST_CASE("a request larger than a pipe meets an answer larger than a pipe") {
  ProcessOptions options;
  options.arguments = {"/bin/cat"};
  const auto cat = started(options);
  const std::string line(3'000'000, 'x');
  CHECK(answer(*cat, line) == line);
  CHECK(answer(*cat, "after") == "after");
}

TEST_CASE("a child inherits nothing but its environment") {
  setenv("SIGHTLINE_TEST_SECRET", "leaked", 1);
  ProcessOptions options = shell("read line; echo \"[$GIVEN][$SIGHTLINE_TEST_SECRET]\"");
  options.environment = {"GIVEN=yes"};
  CHECK(answer(*started(options)) == "[yes][]");
  unsetenv("SIGHTLINE_TEST_SECRET");
}

TEST_CASE("a child inherits no open descriptor") {
  const int open_file = open("/dev/null", O_RDONLY);
  const int high = fcntl(open_file, F_DUPFD, 57);
  REQUIRE(high >= 57);
  const auto child = started(shell("read line; for fd in /proc/self/fd/*; do printf '%s ' \"${fd##*/}\"; done; echo"));
  // The shell's own globbing holds one descriptor on the folder.
  CHECK((answer(*child) + " ").find(" " + std::to_string(high) + " ") == std::string::npos);
  close(high);
  close(open_file);
}

TEST_CASE("a program that cannot be run is an error at once") {
  ProcessOptions options;
  options.arguments = {"/no/such/program"};
  const auto process = LineProcess::start(options);
  REQUIRE_FALSE(process.has_value());
  CHECK(process.error().front().message == "cannot start '/no/such/program': No such file or directory");
  options.arguments = {"/etc/passwd"};
  CHECK(LineProcess::start(options).error().front().message == "cannot start '/etc/passwd': Permission denied");
  options.arguments = {};
  CHECK(LineProcess::start(options).error().front().message == "no program to start");
  CHECK(has_no_children());
}

TEST_CASE("a child that does not answer is ended at its limit") {
  const auto child = started(shell("trap '' TERM INT HUP; while :; do read line; done"));
  CHECK(trouble(*child, milliseconds(30)) == "'/bin/sh' did not answer within 30ms");
  CHECK(child->trouble() == LineProcess::Trouble::time);
  CHECK(has_no_children());
  CHECK(trouble(*child) == "'/bin/sh' is not running any more");
}

TEST_CASE("a child that does not read is ended at its limit") {
  const auto child = started(shell("while :; do :; done"));
  const auto text = child->ask(std::string(1 << 20, 'x'), milliseconds(30));
  REQUIRE_FALSE(text.has_value());
  CHECK(text.error().front().message == "'/bin/sh' did not answer within 30ms");
  CHECK(has_no_children());
}

TEST_CASE("a child that dies says how") {
  CHECK(trouble(*started(shell("read line; exit 3"))) == "'/bin/sh' ended without an answer (exit code 3)");
  CHECK(trouble(*started(shell("read line; printf half; exit 0"))) ==
        "'/bin/sh' ended without an answer (exit code 0)");
  const auto killed = started(shell("read line; kill -SEGV $$"));
  CHECK(trouble(*killed) == "'/bin/sh' ended without an answer (signal 11, Segmentation fault)");
  CHECK(killed->trouble() == LineProcess::Trouble::ended);
  CHECK(has_no_children());
}

TEST_CASE("writing to a child that is gone does not end this program") {
  struct sigaction before {};
  struct sigaction fatal {};
  fatal.sa_handler = SIG_DFL;
  sigaction(SIGPIPE, &fatal, &before);
  const auto child = started(shell("exec <&-; read -t 0 line; exit 5"));
  const auto text = child->ask(std::string(1 << 20, 'x'), kPatience);
  REQUIRE_FALSE(text.has_value());
  CHECK_THAT(text.error().front().message, Catch::StartsWith("'/bin/sh' ended without an answer (exit code "));
  sigset_t pending;
  sigpending(&pending);
  CHECK(sigismember(&pending, SIGPIPE) == 0);
  sigaction(SIGPIPE, &before, nullptr);
}

TEST_CASE("endless output is cut off") {
  ProcessOptions options = shell("read line; while :; do printf 0123456789; done");
  options.max_line_bytes = 1000;
  const auto endless = started(options);
  CHECK(trouble(*endless) == "'/bin/sh' wrote a line of more than 1000 bytes");
  CHECK(endless->trouble() == LineProcess::Trouble::output);
  CHECK(has_no_children());
}

TEST_CASE("a line of just the allowed length is taken") {
  ProcessOptions options;
  options.arguments = {"/bin/cat"};
  options.max_line_bytes = 10;
  const auto cat = started(options);
  CHECK(answer(*cat, "0123456789") == "0123456789");
  const auto text = cat->ask("0123456789a", kPatience);
  REQUIRE_FALSE(text.has_value());
  CHECK(text.error().front().message == "'/bin/cat' wrote a line of more than 10 bytes");
}

TEST_CASE("two lines for one request are an error") {
  CHECK(trouble(*started(shell("read line; printf 'a\\nb\\n'"))) ==
        "'/bin/sh' wrote more than the one line it was asked for");
}

TEST_CASE("a line that nobody asked for is an error") {
  ProcessOptions options = shell("echo early; read line; read line");
  const auto child = started(options);
  // Whether it is seen before or after the request was sent is the scheduler's choice.
  const auto first = child->ask("go", kPatience);
  if (first) {
    CHECK(*first == "early");
  } else {
    CHECK(first.error().front().message == "'/bin/sh' wrote 'early\\n' without being asked");
  }
}

TEST_CASE("a child cannot take more memory than it is given") {
  ProcessOptions options = shell("read line; x=0123456789; while :; do x=$x$x; done; echo done");
  options.max_memory_bytes = 64u << 20;
  CHECK_THAT(trouble(*started(options)), Catch::StartsWith("'/bin/sh' ended without an answer ("));
}

TEST_CASE("limits reach the child") {
  ProcessOptions options = shell("read line; echo $(ulimit -v) $(ulimit -t) $(ulimit -c)");
  options.max_memory_bytes = 100u << 20;
  options.max_cpu_seconds = 77;
  CHECK(answer(*started(options)) == "102400 77 0");
}

TEST_CASE("destruction ends the child and what it started") {
  int watch = -1;
  {
    const auto child =
        started(shell("trap '' TERM; (trap '' TERM; exec sleep 1000 >/dev/null) & read line; echo $!; read line"));
    watch = static_cast<int>(syscall(SYS_pidfd_open, std::stoi(answer(*child)), 0));
    REQUIRE(watch >= 0);
  }
  CHECK(has_no_children());
  pollfd ended{watch, POLLIN, 0};
  CHECK(poll(&ended, 1, static_cast<int>(kPatience.count())) == 1);
  close(watch);
}

TEST_CASE("processes are started and spoken to from several threads") {
  std::vector<std::thread> threads;
  std::vector<int> right(4, 0);
  for (std::size_t t = 0; t < right.size(); ++t) {
    threads.emplace_back([t, &right] {
      ProcessOptions options;
      options.arguments = {"/bin/cat"};
      auto cat = LineProcess::start(options);
      for (int i = 0; cat && i < 50; ++i) {
        const std::string line = std::to_string(t) + ":" + std::to_string(i);
        if ((*cat)->ask(line, kPatience) == line) ++right[t];
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(right == std::vector<int>(4, 50));
}
