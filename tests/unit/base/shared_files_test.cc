#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/file_lock.h"
#include "base/files.h"
#include "base/link_file.h"

namespace fs = std::filesystem;
using namespace sightline;

namespace {

/// A folder that is gone at the end.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "sightline-shared-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string file(const std::string& name) const { return path_ + "/" + name; }
  std::string put(const std::string& name, const std::string& text) const {
    std::ofstream(file(name)) << text;
    return file(name);
  }

 private:
  std::string path_;
};

}  // namespace

TEST_CASE("A file gets a second name where the two can be one file") {
  const Folder folder;
  const std::string from = folder.put("a", "bytes");
  REQUIRE(link_or_copy(from, folder.file("b")));
  CHECK(fs::equivalent(from, folder.file("b")));
}

TEST_CASE("A file is copied where the two cannot be one") {
  // Of another file system there is no hard link.
  if (!fs::is_directory("/dev/shm") || fs::space("/dev/shm").available == 0) return;
  struct ::stat here {};
  struct ::stat there {};
  const Folder folder;
  const std::string from = folder.put("a", "bytes");
  REQUIRE(::stat(from.c_str(), &here) == 0);
  REQUIRE(::stat("/dev/shm", &there) == 0);
  if (here.st_dev == there.st_dev) return;
  std::string other = "/dev/shm/sightline-shared-XXXXXX";
  REQUIRE(::mkdtemp(other.data()));
  CHECK(link_or_copy(from, other + "/b"));
  CHECK(DiskFiles().read(other + "/b").value_or("") == "bytes");
  fs::remove_all(other);
}

TEST_CASE("A file that has the name already stays as it is") {
  const Folder folder;
  const std::string from = folder.put("a", "new");
  REQUIRE(link_or_copy(from, folder.put("b", "old")));
  CHECK(DiskFiles().read(folder.file("b")).value_or("") == "old");
}

TEST_CASE("A file that is not there cannot be linked or copied, which names both") {
  const Folder folder;
  const auto linked = link_or_copy(folder.file("a"), folder.file("b"));
  REQUIRE_FALSE(linked);
  CHECK(linked.error()[0].message ==
        "cannot copy '" + folder.file("a") + "' to '" + folder.file("b") + "': No such file or directory");
}

TEST_CASE("A lock is held for as long as its object lives, and looking at it neither takes nor makes it") {
  const Folder folder;
  const std::string path = folder.file("lock");
  CHECK_FALSE(FileLock::is_held(path));
  CHECK_FALSE(fs::exists(path));
  {
    const auto lock = FileLock::take(path);
    REQUIRE(lock);
    CHECK(FileLock::is_held(path));
    CHECK_FALSE(FileLock::take(path));
  }
  CHECK_FALSE(FileLock::is_held(path));
  CHECK(FileLock::take(path));
}
