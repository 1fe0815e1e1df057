#include "cli/run_folder.h"

#include <catch2/catch.hpp>

#include "fakes/memory_files.h"

using namespace sightline;
using fakes::MemoryFiles;

TEST_CASE("An id that a run has already is drawn again") {
  MemoryFiles files;
  files.put("/reports/first/run.jsonl", "").put("/reports/second/.lock", "");
  std::vector<std::string> drawn{"first", "second", "third", "fourth"};
  auto next = drawn.begin();
  CHECK(free_run_id(files, "/reports", [&] { return *next++; }) == "third");
}

TEST_CASE("What a killed run left half written is removed, and nothing else") {
  MemoryFiles files;
  for (const char* name :
       {"run.jsonl", "report.html", "report.html.4711.tmp", "notes.tmp", "trend.json.4711-3.tmp", "images/a.png",
        "images/a.png.4711-0.tmp", "images/thumbs/a-1x1.webp", "images/thumbs/a-1x1.webp.4711-12.tmp", "a.x1.tmp"}) {
    files.put(std::string("/run/") + name, "x");
  }
  REQUIRE(remove_left_over(files, "/run"));
  CHECK(files.paths() == std::vector<std::string>{"/run/a.x1.tmp", "/run/images/a.png", "/run/images/thumbs/a-1x1.webp",
                                                  "/run/notes.tmp", "/run/report.html", "/run/run.jsonl"});
}

TEST_CASE("The commit is that of the work tree, and nothing else that a .git folder leads to") {
  const std::string commit(40, 'a');
  const auto commit_of = [&](const std::string& head) {
    MemoryFiles files;
    files.put("/p/.git/HEAD", head)
        .put("/p/.git/refs/heads/main", commit + "\n")
        .put("/p/.git/refs/heads/odd", "secret");
    files.put("/p/.git/packed-refs", "# packed\n" + std::string(40, 'b') + " refs/heads/old\nsecret refs/heads/bad\n");
    files.put("/secret", commit);
    return git_commit(files, "/p/suites");
  };
  CHECK(commit_of("ref: refs/heads/main\n") == commit);
  CHECK(commit_of("ref: refs/heads/old\n") == std::string(40, 'b'));
  CHECK(commit_of(std::string(64, 'c') + "\n") == std::string(64, 'c'));
  for (const char* head : {"a password", "ref: ../../secret", "ref: refs/../../../secret", "ref: refs/heads/odd",
                           "ref: refs/heads/bad", "ref: refs/heads/none", ""}) {
    CAPTURE(head);
    CHECK(commit_of(head).empty());
  }
}

TEST_CASE("A run whose images are a link to elsewhere is not gone on with") {
  MemoryFiles files;
  files.put("/run/run.jsonl", "").put("/elsewhere/x.4711.tmp", "").put("/run/a.4711.tmp", "");
  REQUIRE(files.replace_link("/run/images", "/elsewhere"));
  CHECK_FALSE(remove_left_over(files, "/run"));
  CHECK(files.is_file("/elsewhere/x.4711.tmp"));
  CHECK(files.is_file("/run/a.4711.tmp"));
}
