#include "cli/browser.h"

#include <fcntl.h>
#include <spawn.h>

#include <array>
#include <csignal>

extern char** environ;

namespace sightline {
namespace {

/// What a program that is started from here shall not have of this one: its terminal, and the signals that it blocks.
class SpawnSetup {
 public:
  SpawnSetup() {
    posix_spawn_file_actions_init(&actions_);
    for (const int descriptor : {0, 1, 2}) {
      posix_spawn_file_actions_addopen(&actions_, descriptor, "/dev/null", O_RDWR, 0);
    }
    posix_spawnattr_init(&attributes_);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
  }
  ~SpawnSetup() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }
  SpawnSetup(const SpawnSetup&) = delete;
  SpawnSetup& operator=(const SpawnSetup&) = delete;
  const posix_spawn_file_actions_t* actions() const { return &actions_; }
  const posix_spawnattr_t* attributes() const { return &attributes_; }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

bool started(const char* program, std::string url) {
  const SpawnSetup setup;
  std::string name = program;
  const std::array<char*, 3> arguments = {name.data(), url.data(), nullptr};
  pid_t child = 0;
  return posix_spawnp(&child, program, setup.actions(), setup.attributes(), arguments.data(), environ) == 0;
}

}  // namespace

bool open_in_browser(const std::string& url) {
  return started("xdg-open", url) || started("open", url);
}

}  // namespace sightline
