#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>

#include "base/files.h"
#include "fakes/memory_files.h"

using namespace sightline;

namespace {

/// A folder of the disk that goes with the test.
class Scratch {
 public:
  Scratch() {
    std::string name = (std::filesystem::temp_directory_path() / "sightline-files-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~Scratch() { std::filesystem::remove_all(path_); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

std::string names(const std::vector<Files::Entry>& entries) {
  std::string text;
  for (const Files::Entry& entry : entries) text += entry.name + (entry.is_directory ? "/ " : " ");
  return text;
}

}  // namespace

TEST_CASE("A regular file is read whole up to the bytes that are allowed, and nothing else is") {
  const Scratch scratch;
  DiskFiles files;
  REQUIRE(files.write_whole(scratch / "ten", "0123456789"));
  REQUIRE(files.write_whole(scratch / "none", ""));
  REQUIRE(::mkfifo((scratch / "pipe").c_str(), 0600) == 0);
  CHECK(files.read_regular(scratch / "ten", 10) == "0123456789");
  CHECK(files.read_regular(scratch / "none", 10) == "");
  CHECK_FALSE(files.read_regular(scratch / "ten", 9));
  CHECK_FALSE(files.read_regular(scratch / "pipe", 10));
  CHECK_FALSE(files.read_regular("/dev/zero", 10));
  CHECK_FALSE(files.read_regular(scratch.path(), 10));
  CHECK_FALSE(files.read_regular(scratch / "not there", 10));
  // A file of the kernel's own says that it is empty.
  CHECK(files.read_regular("/proc/self/status", 1 << 20)->starts_with("Name:"));
}

TEST_CASE("The entries of a folder tell folders from files, links to either among them") {
  const Scratch scratch;
  DiskFiles files;
  REQUIRE(files.write_whole(scratch / "b", "text"));
  REQUIRE(files.make_folders(scratch / "a"));
  REQUIRE(files.replace_link(scratch / "to a", "a"));
  REQUIRE(files.replace_link(scratch / "to b", "b"));
  REQUIRE(files.replace_link(scratch / "to nothing", "nothing"));
  CHECK(names(*files.entries(scratch.path())) == "a/ b to a/ to b to nothing ");
  CHECK_FALSE(files.entries(scratch / "not there"));
  fakes::MemoryFiles memory;
  memory.put("/x/b", "text").put("/x/a/c", "text");
  CHECK(names(*memory.entries("/x")) == "a/ b ");
  CHECK(memory.read_regular("/x/b", 4) == "text");
  CHECK_FALSE(memory.read_regular("/x/b", 3));
  CHECK_FALSE(memory.read_regular("/x/a", 9));
}
