#include "process/program.h"

#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <cerrno>
#include <filesystem>
#include <thread>

using namespace sightline;
using std::chrono::milliseconds;

namespace {

/// Long enough for a loaded machine; what is waited for comes at once.
constexpr milliseconds kProgramPatience{20'000};

ProcessOptions shell_program(const std::string& script) {
  ProcessOptions options;
  options.arguments = {"/bin/sh", "-c", script};
  return options;
}

ProgramResult result_of(const ProcessOptions& options, std::string_view input = "",
                        ProgramLimits limits = {kProgramPatience}) {
  auto result = run_to_end(options, input, limits);
  INFO((result ? std::string() : result.error().front().message));
  REQUIRE(result.has_value());
  return std::move(*result);
}

bool has_no_children_left() {
  return waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD;
}

}  // namespace

TEST_CASE("a program reads its whole input and gives its whole output") {
  const std::string input(3'000'000, 'x');
  const ProgramResult result = result_of(shell_program("cat; echo trouble >&2"), input, {kProgramPatience, 4'000'000});
  CHECK(result.ending == ProgramResult::Ending::exited);
  CHECK(result.exit_code == 0);
  CHECK(result.output == input);
  CHECK(result.errors == "trouble\n");
}

TEST_CASE("a program without input reads the end at once") {
  CHECK(result_of(shell_program("wc -c | tr -d ' '")).output == "0\n");
}

TEST_CASE("a program need not read its input") {
  const ProgramResult result = result_of(shell_program("exec <&-; echo done"), std::string(1 << 20, 'x'));
  CHECK(result.output == "done\n");
  CHECK(result.ending == ProgramResult::Ending::exited);
}

TEST_CASE("a program works in its folder") {
  ProcessOptions options = shell_program("pwd -P");
  options.folder = std::filesystem::canonical(std::filesystem::temp_directory_path()).string();
  CHECK(result_of(options).output == options.folder + "\n");
  options.folder = "/no/such/folder";
  const auto nowhere = run_to_end(options, "", {kProgramPatience});
  REQUIRE_FALSE(nowhere.has_value());
  CHECK(nowhere.error().front().message == "cannot start '/bin/sh': No such file or directory");
}

TEST_CASE("a program is told how it ended") {
  const ProgramResult failed = result_of(shell_program("exit 3"));
  CHECK(failed.ending == ProgramResult::Ending::exited);
  CHECK(failed.exit_code == 3);
  CHECK(failed.how == "exit code 3");
  const ProgramResult killed = result_of(shell_program("kill -SEGV $$"));
  CHECK(killed.ending == ProgramResult::Ending::killed);
  CHECK(killed.how == "signal 11, Segmentation fault");
  CHECK(has_no_children_left());
}

TEST_CASE("a program that goes on is ended at its limit") {
  const ProgramResult result =
      result_of(shell_program("echo begun; trap '' TERM INT; while :; do :; done"), "", {milliseconds(300)});
  CHECK(result.ending == ProgramResult::Ending::out_of_time);
  CHECK(has_no_children_left());
}

TEST_CASE("a program that closes its output and goes on is ended at its limit") {
  const ProgramResult result = result_of(shell_program("exec >&- 2>&-; while :; do :; done"), "", {milliseconds(100)});
  CHECK(result.ending == ProgramResult::Ending::out_of_time);
  CHECK(has_no_children_left());
}

TEST_CASE("what a program leaves behind does not hold it up, and is ended") {
  const auto begun = std::chrono::steady_clock::now();
  const ProgramResult result = result_of(shell_program("sleep 1000 & echo $!"));
  CHECK(std::chrono::steady_clock::now() - begun < kProgramPatience / 2);
  CHECK(result.ending == ProgramResult::Ending::exited);
  const int left_behind = std::stoi(result.output);
  const auto deadline = std::chrono::steady_clock::now() + kProgramPatience;
  const std::string input = "/proc/" + std::to_string(left_behind) + "/fd/0";
  // Of a process that is about to end the kernel tells more than that it is gone: any error says that it is.
  const auto lives = [&input] {
    std::error_code ignored;
    return std::filesystem::exists(input, ignored);
  };
  while (lives() && std::chrono::steady_clock::now() < deadline) std::this_thread::yield();
  CHECK_FALSE(lives());
}

TEST_CASE("endless output ends a program") {
  const ProgramResult result =
      result_of(shell_program("while :; do printf 0123456789; done"), "", {kProgramPatience, 1000});
  CHECK(result.ending == ProgramResult::Ending::too_much_output);
  CHECK(result.output.size() == 1000);
  CHECK(has_no_children_left());
}

TEST_CASE("output of just the limit is no trouble") {
  const ProgramResult result = result_of(shell_program("printf 0123456789"), "", {kProgramPatience, 10});
  CHECK(result.ending == ProgramResult::Ending::exited);
  CHECK(result.output == "0123456789");
}

TEST_CASE("endless complaints are cut and do not hold a program up") {
  const ProgramResult result = result_of(shell_program("head -c 1000000 /dev/zero | tr '\\0' x >&2; echo done"), "",
                                         {kProgramPatience, 1000, 100});
  CHECK(result.ending == ProgramResult::Ending::exited);
  CHECK(result.errors == std::string(100, 'x'));
  CHECK(result.output == "done\n");
}

TEST_CASE("a program that wants too much memory does not get it") {
  ProcessOptions options = shell_program("x=0123456789; while :; do x=$x$x; done");
  options.max_memory_bytes = 64ull << 20;
  const ProgramResult result = result_of(options);
  CHECK((result.ending == ProgramResult::Ending::killed || result.exit_code != 0));
}

TEST_CASE("a program inherits no environment but its own") {
  setenv("SIGHTLINE_TEST_SECRET", "leaked", 1);
  ProcessOptions options = shell_program("echo \"[$GIVEN][$SIGHTLINE_TEST_SECRET]\"");
  options.environment = {"GIVEN=yes"};
  CHECK(result_of(options).output == "[yes][]\n");
  unsetenv("SIGHTLINE_TEST_SECRET");
}

TEST_CASE("programs run on several threads at once") {
  std::vector<std::thread> threads;
  std::vector<std::string> outputs(8);
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    threads.emplace_back([&outputs, i] {
      const std::string input = std::to_string(i) + std::string(200'000, 'x');
      const auto result = run_to_end(shell_program("cat"), input, {kProgramPatience});
      outputs[i] = result && result->output == input ? "whole" : "broken";
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(outputs == std::vector<std::string>(8, "whole"));
}

TEST_CASE("a program's path is found as a shell finds it") {
  CHECK(program_path("sh", "/no/such/folder:/bin") == "/bin/sh");
  CHECK(program_path("sh", "/no/such/folder").empty());
  CHECK(program_path("/bin/sh", "") == "/bin/sh");
  CHECK(program_path("/etc/passwd", "/bin").empty());
  CHECK(program_path("", "/bin").empty());
}
