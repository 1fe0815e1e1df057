#include "base/privacy.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/file_lock.h"
#include "base/files.h"
#include "base/link_file.h"
#include "base/output_file.h"

namespace sightline {
namespace {

unsigned mode_of(const std::string& path) {
  struct stat info {};
  return ::lstat(path.c_str(), &info) == 0 ? info.st_mode & 0777 : 0;
}

/// Writes with everything that this folder has; the number of the first file that others may read, or 0.
int write_all(const std::string& folder) {
  keep_files_private();
  DiskFiles files;
  int number = 0;
  const auto is_open = [&](const std::string& name, unsigned mode) {
    ++number;
    return mode_of(folder + "/" + name) != mode;
  };
  if (!files.write_whole(folder + "/old", "new") || is_open("old", 0600)) return number;
  if (!files.open_append(folder + "/log") || is_open("log", 0600)) return number;
  if (!FileLock::take(folder + "/lock") || is_open("lock", 0600)) return number;
  OutputFile report(folder + "/report");
  report.stream() << "x";
  if (!report.commit() || is_open("report", 0600)) return number;
  if (!files.make_folders(folder + "/a/b") || is_open("a", 0700) || is_open("a/b", 0700)) return number;
  if (!link_or_copy(folder + "/source", folder + "/linked") || is_open("linked", 0600)) return number;
  std::ofstream(folder + "/plain") << "x";
  return is_open("plain", 0600) ? number : 0;
}

}  // namespace

TEST_CASE("where files are private every writer's are, those that stand already among them") {
  std::string folder = (std::filesystem::temp_directory_path() / "sightline-private-XXXXXX").string();
  REQUIRE(::mkdtemp(folder.data()) != nullptr);
  const mode_t before = ::umask(0);
  for (const char* name : {"old", "log", "lock", "source"}) std::ofstream(folder + "/" + name) << "old";
  CHECK(mode_of(folder + "/log") == 0666);
  CHECK_FALSE(is_private(folder + "/log"));
  const pid_t child = ::fork();  // It cannot be taken back.
  if (child == 0) ::_exit(write_all(folder));
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  CHECK(is_private(folder + "/log"));
  CHECK_FALSE(is_private(folder + "/nothing"));
  CHECK_FALSE(files_are_private());
  ::umask(before);
  std::filesystem::remove_all(folder);
}

TEST_CASE("links are told from what they lead to") {
  std::string folder = (std::filesystem::temp_directory_path() / "sightline-links-XXXXXX").string();
  REQUIRE(::mkdtemp(folder.data()) != nullptr);
  std::ofstream(folder + "/file") << "x";
  std::filesystem::create_symlink("file", folder + "/link");
  std::filesystem::create_symlink("nothing", folder + "/broken");
  const DiskFiles files;
  CHECK(files.is_link(folder + "/link"));
  CHECK(files.is_link(folder + "/broken"));
  CHECK_FALSE(files.is_link(folder + "/file"));
  CHECK_FALSE(files.is_link(folder));
  CHECK_FALSE(files.is_link(folder + "/none"));
  std::filesystem::remove_all(folder);
}

}  // namespace sightline
