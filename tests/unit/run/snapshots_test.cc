#include "run/snapshots.h"

#include <catch2/catch.hpp>

#include "fakes/memory_files.h"

namespace sightline {
namespace {

/// A project at /project whose suite "receipts" lies in suites/, and "deep" in suites/sub/.
struct SnapshotRig {
  SnapshotRig() {
    project.root = "/project";
    suites.resize(2);
    suites[0].name = "receipts";
    suites[0].path = "suites/receipts.yaml";
    suites[0].prompts.resize(1);
    suites[1].name = "deep";
    suites[1].path = "suites/sub/deep.yaml";
    suites[1].prompts.resize(2);
  }
  Snapshots snapshots() const { return {files, project, suites}; }
  Project project;
  std::vector<Suite> suites;
  fakes::MemoryFiles files;
};

const UnitId kCafe{"receipts", "cafe", "terse", "m"};

}  // namespace

TEST_CASE("an approved answer is read beside its suite, less the line feed that ends the file") {
  SnapshotRig rig;
  rig.files.put("/project/suites/snapshots/receipts/cafe.txt", "Total: 42\n\n");
  const auto approved = rig.snapshots().approved(kCafe, "");
  REQUIRE(approved);
  CHECK(approved->file == "suites/snapshots/receipts/cafe.txt");
  CHECK(approved->text == "Total: 42\n");
}

TEST_CASE("what was written as a snapshot is read as it was") {
  const std::string text = GENERATE("", "a", "a\n", "a\n\n", "\n", "grün\r\n");
  CHECK(snapshot_text(snapshot_bytes(text)) == text);
  CHECK(snapshot_text("without a line feed") == "without a line feed");
}

TEST_CASE("an answer that nobody approved has a place and no text") {
  SnapshotRig rig;
  const auto approved = rig.snapshots().approved({"deep", "a", "p", "m"}, "total");
  REQUIRE(approved);
  CHECK(approved->file == "suites/sub/snapshots/deep/a+total.p.m.txt");
  CHECK_FALSE(approved->text.has_value());
}

TEST_CASE("prompt and model are in the name where the suite has several models of its own") {
  SnapshotRig rig;
  rig.suites[0].own_models = {"m", "k"};
  CHECK(rig.snapshots().approved(kCafe, "")->file == "suites/snapshots/receipts/cafe.terse.m.txt");
}

TEST_CASE("a model that the suite does not name has answers of its own") {
  SnapshotRig rig;
  rig.suites[0].own_models = {"m"};
  CHECK(rig.snapshots().approved(kCafe, "")->file == "suites/snapshots/receipts/cafe.txt");
  const UnitId other{"receipts", "cafe", "terse", "k"};
  CHECK(rig.snapshots().approved(other, "")->file == "suites/snapshots/receipts/cafe.terse.k.txt");
}

TEST_CASE("a snapshot is read once for the repeats of its unit") {
  SnapshotRig rig;
  const std::string path = "/project/suites/snapshots/receipts/cafe.txt";
  rig.files.put(path, "a\n");
  const Snapshots snapshots = rig.snapshots();
  CHECK(snapshots.approved(kCafe, "")->text == "a");
  rig.files.fail(path, fakes::MemoryFiles::Operation::read, std::errc::io_error);
  CHECK(snapshots.approved(kCafe, "")->text == "a");
}

TEST_CASE("a snapshot that leads out of the project is not read") {
  SnapshotRig rig;
  rig.files.put("/elsewhere/key.txt", "secret");
  rig.files.put("/project/suites/snapshots/receipts/.keep", "");
  REQUIRE(rig.files.replace_link("/project/suites/snapshots/receipts/cafe.txt", "/elsewhere/key.txt"));
  const auto approved = rig.snapshots().approved(kCafe, "");
  REQUIRE_FALSE(approved);
  CHECK(approved.error().front().message ==
        "the snapshot '/project/suites/snapshots/receipts/cafe.txt' lies outside of the project");
}

TEST_CASE("a snapshot that cannot be read is trouble, not a missing one") {
  SnapshotRig rig;
  const std::string path = "/project/suites/snapshots/receipts/cafe.txt";
  rig.files.put(path, "a\xFF");
  const auto broken = rig.snapshots().approved(kCafe, "");
  REQUIRE_FALSE(broken);
  CHECK(broken.error().front().message == "the snapshot '" + path + "' is not UTF-8");
  rig.files.fail(path, fakes::MemoryFiles::Operation::read, std::errc::permission_denied);
  REQUIRE_FALSE(rig.snapshots().approved(kCafe, ""));
  CHECK_FALSE(rig.snapshots().approved({"elsewhere", "a", "p", "m"}, ""));
}

}  // namespace sightline
