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
  remove_left_over(files, "/run");
  CHECK(files.paths() == std::vector<std::string>{"/run/a.x1.tmp", "/run/images/a.png", "/run/images/thumbs/a-1x1.webp",
                                                  "/run/notes.tmp", "/run/report.html", "/run/run.jsonl"});
}
