#include "mock/watch.h"

#include <stdlib.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

namespace sightline {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

/// Waits until `count` is `wanted`, a minute at most.
bool comes_to(const std::atomic<int>& count, int wanted) {
  const auto limit = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  while (count != wanted && std::chrono::steady_clock::now() < limit) std::this_thread::yield();
  return count == wanted;
}

TEST_CASE("a change of the folder's fixtures is told once, when it has come to rest") {
  std::string name = (fs::temp_directory_path() / "watch-XXXXXX").string();
  REQUIRE(::mkdtemp(name.data()) != nullptr);
  fs::create_directory(name + "/suite");
  std::ofstream(name + "/suite/a.json") << "1";
  std::atomic<int> changes = 0;
  {
    const FolderWatch watch(name, folder_state(name), milliseconds(2), [&] { ++changes; });
    std::ofstream(name + "/suite/b.json") << "1";
    CHECK(comes_to(changes, 1));
    std::ofstream(name + "/suite/notes.txt") << "1";
    std::ofstream(name + "/suite/a.json") << "longer";
    CHECK(comes_to(changes, 2));
    fs::remove(name + "/suite/a.json");
    CHECK(comes_to(changes, 3));
  }
  std::ofstream(name + "/suite/c.json") << "1";
  CHECK(changes == 3);
  fs::remove_all(name);
}

TEST_CASE("what changed before the watch began is told, where it was not read yet") {
  std::string name = (fs::temp_directory_path() / "watch-XXXXXX").string();
  REQUIRE(::mkdtemp(name.data()) != nullptr);
  const std::string read = folder_state(name);
  std::ofstream(name + "/a.json") << "1";
  std::atomic<int> changes = 0;
  {
    const FolderWatch watch(name, read, milliseconds(2), [&] { ++changes; });
    CHECK(comes_to(changes, 1));
  }
  fs::remove_all(name);
}

}  // namespace
}  // namespace sightline
