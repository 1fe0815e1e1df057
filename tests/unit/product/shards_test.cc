// The example suites in shards, merged: the real program, offline.

#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <cstdlib>

#include "base/files.h"
#include "runlog/runlog.h"
#include "serve_process.h"

using namespace sightline;
using sightline::product_tests::Scratch;

namespace {

/// Runs the program in the source's folder; its exit code. What it says stands in the file `said`.
int sightline_with(const Scratch& scratch, const std::string& arguments, const std::string& environment = "") {
  const std::string command = std::string("cd '") + SIGHTLINE_SOURCE_DIR + "' && env -u CI " + environment + " '" +
                              SIGHTLINE_BINARY + "' " + arguments + " >'" + scratch.path("out") + "' 2>'" +
                              scratch.path("said") + "'";
  const int status = std::system(command.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::string said(const Scratch& scratch) {
  return DiskFiles().read(scratch.path("said")).value_or("");
}

/// results.json of a run as two runs are compared by.
std::string stable(const Scratch& scratch, const std::string& run) {
  REQUIRE(sightline_with(scratch, "report '" + scratch.path(run) + "' --stable") == 0);
  return DiskFiles().read(scratch.path("out")).value_or("");
}

/// Runs the suites in seven shards, as the nodes of a CI matrix, and merges them in another order.
void run_in_shards(const Scratch& scratch, const std::string& options) {
  std::string shards;
  for (const char* index : {"3", "1", "7", "6", "2", "5", "4"}) {
    const std::string folder = scratch.path(std::string("shard-") + index);
    const int code = sightline_with(scratch, "run --quiet --report json --shard auto --out '" + folder + "' " + options,
                                    std::string("CI_NODE_TOTAL=7 CI_NODE_INDEX=") + index);
    INFO(said(scratch));
    REQUIRE(code == 0);
    shards += " '" + folder + "'";
  }
  const int code = sightline_with(scratch, "merge --quiet --out '" + scratch.path("merged") + "'" + shards);
  INFO(said(scratch));
  REQUIRE(code == 0);
}

void run_whole(const Scratch& scratch, const std::string& options) {
  REQUIRE(sightline_with(scratch, "run --quiet --report json --out '" + scratch.path("whole") + "' " + options) == 0);
}

}  // namespace

TEST_CASE("Seven shards merged are the run that was not cut, byte for byte") {
  const Scratch scratch;
  run_whole(scratch, "");
  run_in_shards(scratch, "");
  const std::string whole = stable(scratch, "whole");
  CHECK(stable(scratch, "merged") == whole);
  // What shards could get wrong is in it.
  for (const char* told : {R"("kind":"circular")", R"("kind":"group")", R"("repeat":2)", R"("control":"blank_image")",
                           R"("xfailed")", R"("gates":)"}) {
    CAPTURE(told);
    CHECK(whole.find(told) != std::string::npos);
  }
}

TEST_CASE("Merged shards have every image and request of the run that was not cut") {
  const Scratch scratch;
  run_whole(scratch, "");
  run_in_shards(scratch, "");
  const DiskFiles files;
  const auto whole = RunReader::open(files, scratch.path("whole"));
  const auto merged = RunReader::open(files, scratch.path("merged"));
  REQUIRE(whole);
  REQUIRE(merged);
  CHECK(merged->request_keys() == whole->request_keys());
  CHECK(merged->image_files() == whole->image_files());
  CHECK(merged->image_files().size() > 10);
  for (const std::string& name : merged->image_files()) {
    CAPTURE(name);
    const auto copy = files.read(scratch.path("merged") + "/images/" + name);
    REQUIRE(copy);
    CHECK(*copy == files.read(scratch.path("whole") + "/images/" + name).value_or(""));
  }
}

TEST_CASE("Shards that are balanced by what a selection took before are merged to the same run") {
  const Scratch scratch;
  const std::string selection = "--tag 'choice or ocr'";
  run_whole(scratch, selection);
  run_in_shards(scratch, selection + " --shard-by '" + scratch.path("whole") + "/results.json'");
  CHECK(stable(scratch, "merged") == stable(scratch, "whole"));
}
