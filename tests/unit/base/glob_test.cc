#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>

#include "base/files.h"
#include "fakes/memory_files.h"

namespace sightline {

TEST_CASE("a pattern with many ways to a folder looks into it once for each of its segments") {
  fakes::MemoryFiles files;
  std::string folder;
  for (int i = 0; i < 40; ++i) folder += "/a";
  files.put(folder + "/x.yaml", "");
  std::string pattern = "/";
  for (int i = 0; i < 12; ++i) pattern += "**/a/";
  CHECK(glob(files, pattern + "**/x.yaml") == std::vector<std::string>{folder + "/x.yaml"});
  CHECK(glob(files, pattern + "**/y.yaml") == std::vector<std::string>{});
}

TEST_CASE("a pattern through links that lead round is refused in the end") {
  std::string root = (std::filesystem::temp_directory_path() / "sightline-glob-XXXXXX").string();
  REQUIRE(::mkdtemp(root.data()) != nullptr);
  for (const char* name : {"/a", "/b"}) std::filesystem::create_directory_symlink(".", root + name);
  std::string pattern = root;
  for (int i = 0; i < 20; ++i) pattern += "/*";
  const DiskFiles files;
  const auto found = glob(files, pattern, 5'000);
  REQUIRE_FALSE(found);
  CHECK(found.error().front().message.ends_with("more than 5000 folders; name the folders that it is to look into"));
  std::filesystem::remove_all(root);
}

}  // namespace sightline
