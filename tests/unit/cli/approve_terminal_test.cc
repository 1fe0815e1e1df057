// `sightline approve` as somebody at a terminal sees it: the real program on a pseudo-terminal.

#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace fs = std::filesystem;

namespace {

constexpr std::chrono::seconds kPatience{60};

/// A project whose run has one snapshot that nobody approved, gone with the object.
class ApprovedProject {
 public:
  ApprovedProject() {
    std::string name = (fs::temp_directory_path() / "sightline-approve-XXXXXX").string();
    if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
    folder_ = name;
    const std::string program = std::string("'") + SIGHTLINE_BINARY + "'";
    const std::string script = "cd '" + folder_ + "' && " + program +
                               " init . && echo '      - snapshot: true' >> suites/first.yaml && " + program +
                               " run --quiet";
    // The run fails: its snapshot is not approved.
    if (std::system(("(" + script + ") >/dev/null 2>&1").c_str()) == -1) throw std::runtime_error("no shell");
  }
  ~ApprovedProject() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  ApprovedProject(const ApprovedProject&) = delete;
  ApprovedProject& operator=(const ApprovedProject&) = delete;

  const std::string& folder() const { return folder_; }
  std::string snapshot() const {
    std::ifstream in(folder_ + "/suites/snapshots/first/shapes.txt", std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
  }

 private:
  std::string folder_;
};

struct Sitting {
  std::string screen;
  int code = -1;
};

/// Runs `sightline approve` in a folder and types `answer` once it asks.
Sitting approve(const std::string& folder, const std::string& answer) {
  int terminal = -1;
  const pid_t id = ::forkpty(&terminal, nullptr, nullptr, nullptr);
  REQUIRE(id >= 0);
  if (id == 0) {
    ::unsetenv("CI");
    ::setenv("NO_COLOR", "1", 1);
    if (::chdir(folder.c_str()) == 0) ::execl(SIGHTLINE_BINARY, "sightline", "approve", nullptr);
    ::_exit(127);
  }
  Sitting sitting;
  bool answered = false;
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (std::chrono::steady_clock::now() < deadline) {
    pollfd wait{terminal, POLLIN, 0};
    if (::poll(&wait, 1, 100) <= 0) continue;
    char bytes[4096];
    const ssize_t count = ::read(terminal, bytes, sizeof bytes);
    if (count <= 0) break;  // The terminal's other side is closed.
    sitting.screen.append(bytes, static_cast<std::size_t>(count));
    if (answered || sitting.screen.find("[q]uit: ") == std::string::npos) continue;
    answered = ::write(terminal, answer.data(), answer.size()) == static_cast<ssize_t>(answer.size());
  }
  ::close(terminal);
  int status = 0;
  ::waitpid(id, &status, 0);
  sitting.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return sitting;
}

}  // namespace

TEST_CASE("At a terminal a snapshot is approved by who says yes, and by nobody else") {
  const ApprovedProject project;
  for (const char* refusal : {"n\n", "\n", "q\n", "\x04"}) {
    INFO(refusal);
    const Sitting refused = approve(project.folder(), refusal);
    CHECK_THAT(refused.screen, Catch::Contains("first/shapes#count@qwen3-vl-32b: would be new in"));
    CHECK_THAT(refused.screen, Catch::Contains("1 snapshot not approved"));
    CHECK(refused.code == 1);
    CHECK(project.snapshot().empty());
  }
  const Sitting approved = approve(project.folder(), "y\n");
  CHECK_THAT(approved.screen, Catch::Contains("approved 1 snapshot"));
  CHECK(approved.code == 0);
  CHECK(project.snapshot() == "3\n");
}
