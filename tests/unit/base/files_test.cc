#include "base/files.h"

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>

#include "fakes/memory_files.h"

namespace sightline {
namespace {

/// A folder of its own for one test, removed at its end.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "sightline-XXXXXX").string();
    path_ = std::filesystem::canonical(::mkdtemp(name.data())).string();
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// Both file systems, each with an empty folder to work in.
struct Disk {
  DiskFiles files;
  TemporaryFolder folder;
  std::string root() const { return folder.path(); }
};
struct Memory {
  fakes::MemoryFiles files;
  std::string root() const { return "/work"; }
  Memory() { REQUIRE(files.make_folders("/work")); }
};

template <typename T>
std::string message_of(const Expected<T>& result) {
  if (result) return "no error";
  REQUIRE(result.error().size() == 1);
  return result.error()[0].message;
}

TEMPLATE_TEST_CASE("what is written whole can be read whole and in parts", "", Disk, Memory) {
  TestType world;
  const std::string path = world.root() + "/a.txt";
  const std::string bytes = "line\n" + std::string(200'000, 'x') + std::string("\0end", 4);
  REQUIRE(world.files.write_whole(path, bytes));
  CHECK(world.files.read(path) == bytes);
  CHECK(world.files.size(path) == bytes.size());
  CHECK(world.files.read_head(path, 4) == "line");
  CHECK(world.files.read_head(path, 1'000'000) == bytes);
  CHECK(world.files.read_head(path, 0) == "");
  CHECK(world.files.read_range(path, 5, 3) == "xxx");
  CHECK(world.files.read_range(path, bytes.size() - 3, 100) == "end");
  CHECK(world.files.read_range(path, bytes.size() + 7, 100) == "");
  REQUIRE(world.files.write_whole(path, ""));
  CHECK(world.files.read(path) == "");
}

TEMPLATE_TEST_CASE("an older file is replaced and nothing is left beside it", "", Disk, Memory) {
  TestType world;
  REQUIRE(world.files.write_whole(world.root() + "/a", "older and longer"));
  REQUIRE(world.files.write_whole(world.root() + "/a", "new"));
  CHECK(world.files.read(world.root() + "/a") == "new");
  CHECK(world.files.list(world.root()) == std::vector<std::string>{"a"});
}

TEMPLATE_TEST_CASE("an append file grows, and is made where there is none", "", Disk, Memory) {
  TestType world;
  const std::string path = world.root() + "/run.jsonl";
  {
    auto file = world.files.open_append(path);
    REQUIRE(file);
    REQUIRE((*file)->append("one\n"));
    CHECK(world.files.read(path) == "one\n");
    REQUIRE((*file)->append("two\n"));
    REQUIRE((*file)->append(""));
    REQUIRE((*file)->sync());
  }
  auto again = world.files.open_append(path);
  REQUIRE(again);
  REQUIRE((*again)->append("three\n"));
  CHECK(world.files.read(path) == "one\ntwo\nthree\n");
}

TEMPLATE_TEST_CASE("folders are made, listed by bytes, and told from files", "", Disk, Memory) {
  TestType world;
  const std::string root = world.root();
  REQUIRE(world.files.make_folders(root + "/a/b/c"));
  REQUIRE(world.files.make_folders(root + "/a/b"));
  REQUIRE(world.files.write_whole(root + "/a/z", ""));
  REQUIRE(world.files.write_whole(root + "/a/Z", ""));
  REQUIRE(world.files.write_whole(root + "/a/.hidden", ""));
  CHECK(world.files.list(root + "/a") == std::vector<std::string>{".hidden", "Z", "b", "z"});
  CHECK(world.files.is_directory(root + "/a/b"));
  CHECK_FALSE(world.files.is_file(root + "/a/b"));
  CHECK(world.files.is_file(root + "/a/z"));
  CHECK_FALSE(world.files.is_directory(root + "/a/z"));
  CHECK_FALSE(world.files.is_file(root + "/nothing"));
  CHECK_FALSE(world.files.is_directory(root + "/nothing"));
}

TEMPLATE_TEST_CASE("trouble is told with the path and the system's words", "", Disk, Memory) {
  TestType world;
  Files& files = world.files;
  const std::string root = world.root();
  REQUIRE(files.write_whole(root + "/file", "x"));
  REQUIRE(files.make_folders(root + "/full/sub"));
  CHECK(message_of(files.read(root + "/no")) == "cannot read '" + root + "/no': No such file or directory");
  CHECK(message_of(files.read(root)) == "cannot read '" + root + "': Is a directory");
  CHECK(message_of(files.read_head(root + "/file/x", 1)) == "cannot read '" + root + "/file/x': Not a directory");
  CHECK(message_of(files.size(root)) == "cannot read '" + root + "': Is a directory");
  CHECK(message_of(files.size(root + "/no")) == "cannot read '" + root + "/no': No such file or directory");
  CHECK(message_of(files.list(root + "/no")) == "cannot read the folder '" + root + "/no': No such file or directory");
  CHECK(message_of(files.list(root + "/file")) == "cannot read the folder '" + root + "/file': Not a directory");
  CHECK(message_of(files.canonical(root + "/no")) == "cannot find '" + root + "/no': No such file or directory");
  CHECK(message_of(files.write_whole(root, "")) == "cannot write '" + root + "': Is a directory");
  CHECK(message_of(files.write_whole(root + "/no/x", "")) ==
        "cannot write '" + root + "/no/x': No such file or directory");
  CHECK(message_of(files.open_append(root)) == "cannot write '" + root + "': Is a directory");
  CHECK(message_of(files.open_append(root + "/no/x")) == "cannot write '" + root + "/no/x': No such file or directory");
  CHECK(message_of(files.make_folders(root + "/file")) ==
        "cannot make the folder '" + root + "/file': Not a directory");
  CHECK(message_of(files.make_folders(root + "/file/x")) ==
        "cannot make the folder '" + root + "/file/x': Not a directory");
  CHECK(message_of(files.remove(root + "/no")) == "cannot remove '" + root + "/no': No such file or directory");
  CHECK(message_of(files.remove(root + "/full")) == "cannot remove '" + root + "/full': Directory not empty");
  CHECK(message_of(files.replace_link(root + "/full", "file")) ==
        "cannot make the link '" + root + "/full': Is a directory");
  CHECK(message_of(files.replace_link(root + "/no/x", "file")) ==
        "cannot make the link '" + root + "/no/x': No such file or directory");
  CHECK(files.list(root) == std::vector<std::string>{"file", "full"});
}

TEMPLATE_TEST_CASE("links are followed, replaced and removed", "", Disk, Memory) {
  TestType world;
  const std::string root = world.root();
  REQUIRE(world.files.make_folders(root + "/run-1"));
  REQUIRE(world.files.make_folders(root + "/run-2"));
  REQUIRE(world.files.write_whole(root + "/run-2/report", "two"));
  REQUIRE(world.files.replace_link(root + "/latest", "run-1"));
  CHECK(world.files.is_directory(root + "/latest"));
  REQUIRE(world.files.replace_link(root + "/latest", "run-2"));
  CHECK(world.files.read(root + "/latest/report") == "two");
  CHECK(world.files.canonical(root + "/latest/../latest/report") == root + "/run-2/report");
  CHECK(world.files.list(root) == std::vector<std::string>{"latest", "run-1", "run-2"});

  REQUIRE(world.files.replace_link(root + "/report", root + "/run-2/report"));
  REQUIRE(world.files.write_whole(root + "/report", "through the link"));
  CHECK(world.files.read(root + "/run-2/report") == "through the link");
  REQUIRE(world.files.remove(root + "/report"));
  CHECK(world.files.is_file(root + "/run-2/report"));
  CHECK_FALSE(world.files.is_file(root + "/report"));

  REQUIRE(world.files.replace_link(root + "/round", "round"));
  CHECK(message_of(world.files.read(root + "/round")) ==
        "cannot read '" + root + "/round': Too many levels of symbolic links");
}

TEMPLATE_TEST_CASE("patterns find files at any depth", "", Disk, Memory) {
  TestType world;
  const std::string root = world.root();
  for (const std::string folder : {"/a/b/c", "/a/.git"}) REQUIRE(world.files.make_folders(root + folder));
  for (const std::string file : {"/x.yaml", "/a/y.yaml", "/a/b/z.yaml", "/a/b/c/z.yml", "/a/.git/q.yaml", "/.h.yaml"}) {
    REQUIRE(world.files.write_whole(root + file, ""));
  }
  REQUIRE(world.files.replace_link(root + "/a/b/up", "../.."));
  const auto found = [&](const std::string& pattern) {
    std::vector<std::string> paths = glob(world.files, root + "/" + pattern).value();
    for (std::string& path : paths) path.erase(0, root.size() + 1);
    return paths;
  };
  using Paths = std::vector<std::string>;
  CHECK(found("*.yaml") == Paths{"x.yaml"});
  CHECK(found(".*.yaml") == Paths{".h.yaml"});
  CHECK(found("a/*") == Paths{"a/y.yaml"});
  CHECK(found("a/b/z.y?ml") == Paths{"a/b/z.yaml"});
  CHECK(found("*/b/*/*.yml") == Paths{"a/b/c/z.yml"});
  CHECK(found("a/**/*.yaml") == Paths{"a/b/z.yaml", "a/y.yaml"});
  CHECK(found("**/z.*") == Paths{"a/b/c/z.yml", "a/b/z.yaml"});
  CHECK(found("a/b/**") == Paths{"a/b/c/z.yml", "a/b/z.yaml"});
  CHECK(found("x.yaml") == Paths{"x.yaml"});
  CHECK(found("a") == Paths{});
  CHECK(found("no/*.yaml") == Paths{});
  CHECK(found("x.yaml/*") == Paths{});
  CHECK(found("**/**/z.yml") == Paths{"a/b/c/z.yml"});
}

TEST_CASE("a relative pattern gives paths as it spells them") {
  fakes::MemoryFiles files;
  files.put("suites/a.yaml", "").put("suites/b.yaml", "").put("suites/deep/c.yaml", "");
  CHECK(glob(files, "suites/*.yaml") == std::vector<std::string>{"suites/a.yaml", "suites/b.yaml"});
  CHECK(glob(files, "./suites/?.yaml") == std::vector<std::string>{"./suites/a.yaml", "./suites/b.yaml"});
  CHECK(glob(files, "**/c.yaml") == std::vector<std::string>{"suites/deep/c.yaml"});
}

TEST_CASE("a folder that cannot be read is an error of the pattern") {
  fakes::MemoryFiles files;
  files.put("/suites/a.yaml", "").fail("/suites", fakes::MemoryFiles::Operation::list, std::errc::permission_denied);
  CHECK(message_of(glob(files, "/suites/*.yaml")) == "cannot read the folder '/suites': Permission denied");
  CHECK(message_of(glob(files, "/**/a.yaml")) == "cannot read the folder '/suites': Permission denied");
}

TEST_CASE("injected trouble comes at its use and goes when it is mended") {
  using Operation = fakes::MemoryFiles::Operation;
  fakes::MemoryFiles files;
  files.fail("/log", Operation::append, std::errc::no_space_on_device, 1);
  auto log = files.open_append("/log");
  REQUIRE(log);
  CHECK((*log)->append("one\n"));
  CHECK(message_of((*log)->append("two\n")) == "cannot write '/log': No space left on device");
  files.mend("/log", Operation::append);
  CHECK((*log)->append("three\n"));
  CHECK(files.text("/log") == "one\nthree\n");
  files.fail("/log", Operation::read, "the cable is cut");
  CHECK(message_of(files.read("/log")) == "cannot read '/log': the cable is cut");
  CHECK(files.paths() == std::vector<std::string>{"/log"});
}

TEST_CASE("a full disk is told, and a device is never replaced") {
  DiskFiles files;
  CHECK(message_of(files.write_whole("/dev/full", "x")) == "cannot write '/dev/full': No space left on device");
  auto full = files.open_append("/dev/full");
  REQUIRE(full);
  CHECK(message_of((*full)->append("x")) == "cannot write '/dev/full': No space left on device");
  CHECK(files.write_whole("/dev/null", "x"));
  CHECK(std::filesystem::is_character_file("/dev/null"));
}

/// Files may have so many bytes while it lives; what a write puts in before that stays in, as on a disk that fills up.
class SmallFiles {
 public:
  explicit SmallFiles(rlim_t bytes) {
    std::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit small{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
  }
  ~SmallFiles() { ::setrlimit(RLIMIT_FSIZE, &before_); }

 private:
  rlimit before_{};
};

TEST_CASE("a record that went in by half is taken back") {
  const TemporaryFolder folder;
  DiskFiles files;
  const std::string path = folder.path() + "/log";
  auto log = files.open_append(path);
  REQUIRE(log);
  REQUIRE((*log)->append("whole\n"));
  {
    const SmallFiles small(9);
    CHECK(message_of((*log)->append("too long\n")) == "cannot write '" + path + "': File too large");
    CHECK(message_of(files.write_whole(folder.path() + "/b", "0123456789")) ==
          "cannot write '" + folder.path() + "/b': File too large");
  }
  CHECK(files.read(path) == "whole\n");
  REQUIRE((*log)->append("next\n"));
  CHECK(files.read(path) == "whole\nnext\n");
  CHECK(files.list(folder.path()) == std::vector<std::string>{"log"});
}

TEST_CASE("written files may be read by all") {
  const TemporaryFolder folder;
  DiskFiles files;
  const mode_t before = ::umask(022);
  REQUIRE(files.write_whole(folder.path() + "/a", "x"));
  ::umask(before);
  struct stat info {};
  REQUIRE(::stat((folder.path() + "/a").c_str(), &info) == 0);
  CHECK((info.st_mode & 07777) == 0644);
}

}  // namespace
}  // namespace sightline
