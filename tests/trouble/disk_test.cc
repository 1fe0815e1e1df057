// A run on a disk that is full, that cannot be written to, that is another's, or that somebody tidies up meanwhile.

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "crash/log_reader.h"
#include "program/upstream.h"
#include "trouble/stage.h"

namespace fs = std::filesystem;
using namespace sightline;
using namespace sightline::trouble;
using programs::Ended;
using programs::Setting;

namespace {

/// No file may grow beyond `bytes`: a write that would is refused, as on a full disk.
Setting full_at(rlim_t bytes) {
  return {.folder = "", .before = [bytes] {
            const rlimit limit{bytes, bytes};
            ::setrlimit(RLIMIT_FSIZE, &limit);
            ::signal(SIGXFSZ, SIG_IGN);
          }};
}

/// Somebody for whom modes of files count.
Setting as_nobody() {
  return {.folder = "", .before = [] {
            if (::geteuid() != 0) return;
            if (::setgid(65534) != 0 || ::setuid(65534) != 0) ::_exit(126);
          }};
}

bool is_whole_page(const std::string& path) {
  return programs::text_of_file(path).ends_with("</html>\n");
}

}  // namespace

TEST_CASE(
    "Where the disk is full while requests are sent, the run stops, says so, and is finished when there is room") {
  const Stage stage;
  const Ended full = stage.run(live({"--report", "json", "--images", "none"}), full_at(12'000));
  CHECK(full.code == 3);
  CHECK(says(full, "cannot write 'run/run.jsonl': File too large"));
  CHECK(says(full, "finish it with --resume run"));
  const auto log = crash::read_log(stage.path("run/run.jsonl"));
  CHECK(log.cut == 0);
  CHECK(log.troubles.empty());
  const std::size_t finished = stage.passed("run");
  CHECK(finished > 0);
  CHECK(finished < stage.results());
  CHECK(stage.run(resume(), {.folder = "", .environment = {"MADE_SESSION=second"}}).code == 0);
  stage.check_whole("run");
  CHECK(stage.requests("second") == stage.results() - finished);
}

TEST_CASE("Where the disk is full when a run begins, nothing is sent") {
  const Stage stage;
  const Ended full = stage.run(live(), full_at(100));
  CHECK(full.code == 2);
  CHECK(says(full, "cannot write 'run/run.jsonl': File too large"));
  CHECK(stage.requests() == 0);
  CHECK(stage.run(live()).code == 0);
  stage.check_whole("run");
}

TEST_CASE("`latest` goes on naming the run before where the disk has no room to begin another") {
  const Stage stage;
  const std::vector<std::string> words{"run", "--quiet", "--mode", "live"};
  CHECK(stage.run(words).code == 0);
  const fs::path before = fs::read_symlink(stage.path("reports/latest"));
  CHECK(stage.run(words, full_at(100)).code == 2);
  CHECK(fs::read_symlink(stage.path("reports/latest")) == before);
  CHECK(stage.run({"report", "latest"}).code == 0);
}

TEST_CASE("Where the disk has no room for a report, the others are written, and `report` makes it later") {
  const Stage stage;
  const Ended full = stage.run(live({"--report", "html,junit", "--images", "none"}), full_at(60'000));
  CHECK(full.code == 3);
  CHECK(says(full, "cannot write 'run/report.html': File too large"));
  CHECK(says(full, "`sightline report run` renders them"));
  CHECK_FALSE(fs::exists(stage.path("run/report.html")));
  CHECK(programs::text_of_file(stage.path("run/junit.xml")).ends_with("</testsuites>\n"));
  for (const auto& entry : fs::directory_iterator(stage.path("run"))) CHECK(entry.path().extension() != ".tmp");
  stage.check_whole("run");
  CHECK(stage.run({"report", "run"}).code == 0);
  CHECK(is_whole_page(stage.path("run/report.html")));
}

TEST_CASE("Where results.json cannot be written, that is said, and `report` makes it later") {
  const Stage stage;
  fs::create_directories(stage.path("run/results.json"));
  const Ended ended = stage.run(live({"--report", "json,csv"}));
  CHECK(ended.code == 3);
  CHECK(says(ended, "cannot write 'run/results.json': Is a directory"));
  CHECK(fs::is_regular_file(stage.path("run/results.csv")));
  stage.check_whole("run");
  fs::remove(stage.path("run/results.json"));
  CHECK(stage.run({"report", "run", "--format", "json"}).code == 0);
  CHECK(programs::text_of_file(stage.path("run/results.json")).ends_with("}\n"));
}

TEST_CASE("Where the reports folder cannot be made or written to, nothing is sent, and the folder is named") {
  const Stage stage;
  programs::write_file(stage.path("taken"), "");
  const Ended under_a_file = stage.run(live({}, "taken/run"));
  CHECK(under_a_file.code == 2);
  CHECK(says(under_a_file, "'taken/run': Not a directory"));
  fs::create_directory(stage.path("sealed"));
  ::chmod(stage.path("sealed").c_str(), 0555);
  for (fs::path at = stage.folder(); at != fs::temp_directory_path(); at = at.parent_path()) {
    ::chmod(at.c_str(), 0755);
  }
  const Ended sealed = stage.run(live({}, "sealed/run"), as_nobody());
  if (sealed.code == 127) {
    WARN("skipped: nobody may not start the program where it stands");
  } else {
    CHECK(sealed.code == 2);
    CHECK(says(sealed, "'sealed/run': Permission denied"));
  }
  CHECK(stage.requests() == 0);
}

TEST_CASE("A run is written, resumed and reported on another file system") {
  const Stage stage;
  std::string other = "/dev/shm/sightline-XXXXXX";
  if (::mkdtemp(other.data()) == nullptr) {
    WARN("skipped: there is no /dev/shm");
    return;
  }
  CHECK(stage.run(live({"--max-requests", "10"}, other + "/run")).code == 3);
  CHECK(stage.run(resume({}, other + "/run")).code == 0);
  CHECK(stage.run({"rescore", other + "/run", "--quiet", "--out", "here"}).code == 0);
  CHECK(is_whole_page(other + "/run/report.html"));
  CHECK(is_whole_page(stage.path("here/report.html")));
  const auto images = [](const std::string& run) {
    return std::distance(fs::directory_iterator(run + "/images"), fs::directory_iterator());
  };
  CHECK(images(other + "/run") == images(stage.path("here")));
  fs::remove_all(other);
}

TEST_CASE("The reports folder may be a link, and `latest` stands behind it") {
  const Stage stage;
  fs::create_directory(stage.path("elsewhere"));
  fs::create_symlink("elsewhere", stage.path("reports"));
  const std::vector<std::string> words{"run", "--quiet", "--mode", "live", "--max-requests", "10"};
  CHECK(stage.run(words).code == 3);
  CHECK(fs::is_symlink(stage.path("reports")));
  CHECK(stage.run({"run", "--quiet", "--resume"}).code == 0);
  stage.check_whole("elsewhere/latest");
}

TEST_CASE("Where a run's folder is removed meanwhile, the run ends with an error and not with a crash") {
  const Stage stage({"--fault", "delay_headers=50ms"});
  const auto run = stage.start(live({"-j", "1"}));
  REQUIRE(product_tests::comes_true([&] { return fs::exists(stage.path("run/run.jsonl")); }));
  fs::remove_all(stage.path("run"));
  const Ended ended = run->wait();
  CHECK(ended.code == 3);
  CHECK(says(ended, "run/"));
}

TEST_CASE("A log that somebody cut short meanwhile is not taken for a run") {
  const Stage stage({"--fault", "delay_headers=100ms"});
  const auto run = stage.start(live());
  REQUIRE(product_tests::comes_true([&] { return stage.passed("run") > 0; }));
  fs::resize_file(stage.path("run/run.jsonl"), 10);
  const Ended ended = run->wait();
  CHECK(ended.code == 3);
  CHECK(says(ended, "run/run.jsonl"));
  CHECK(stage.run(resume()).code == 2);
}
