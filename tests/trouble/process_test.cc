// A run that is told to end, whose terminal goes, that has a rival, or whose clock jumps.

#include <signal.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>

#include "base/text.h"
#include "json/json.h"
#include "process/process.h"
#include "program/upstream.h"
#include "trouble/stage.h"

namespace fs = std::filesystem;
using namespace sightline;
using namespace sightline::trouble;
using programs::Ended;
using programs::Setting;

namespace {

/// Until a run has some of its results and lacks others.
bool is_under_way(const Stage& stage) {
  return product_tests::comes_true([&] { return stage.passed("run") > 0; });
}

Setting session(const std::string& name) {
  return {.folder = "", .environment = {std::string(crash::kSessionVariable) + "=" + name}};
}

/// Standard output and error lead to a pipe that nobody reads.
Setting unheard() {
  return {.folder = "", .before = [] {
            int ends[2];
            if (::pipe(ends) != 0 || ::dup2(ends[1], 1) != 1 || ::dup2(ends[1], 2) != 2) ::_exit(126);
            ::close(ends[0]);
            ::close(ends[1]);
            ::signal(SIGPIPE, SIG_DFL);
          }};
}

}  // namespace

TEST_CASE("SIGINT, SIGTERM and SIGHUP end a run in order: its reports are there, and --resume sends the rest") {
  const int signal = GENERATE(SIGINT, SIGTERM, SIGHUP);
  CAPTURE(signal);
  const Stage stage({"--fault", "delay_headers=100ms"});
  const auto run = stage.start(live({"-j", "2"}));
  REQUIRE(is_under_way(stage));
  run->signal(signal);
  const Ended ended = run->wait();
  CHECK(ended.code == 130);
  CHECK(says(ended, "incomplete: interrupted"));
  CHECK(fs::exists(stage.path("run/results.json")));
  const std::size_t finished = stage.passed("run");
  CHECK(finished < stage.results());
  CHECK(stage.run(resume(), session("second")).code == 0);
  stage.check_whole("run");
  CHECK(stage.requests("second") == stage.results() - finished);
}

TEST_CASE("A run under nohup outlives its terminal") {
  const Stage stage({"--fault", "delay_headers=50ms"});
  const auto run = stage.start(live(), {.folder = "", .before = [] { ::signal(SIGHUP, SIG_IGN); }});
  REQUIRE(is_under_way(stage));
  run->signal(SIGHUP);
  CHECK(run->wait().code == 0);
  stage.check_whole("run");
}

TEST_CASE("A run goes on where nobody reads any more what it says") {
  const Stage stage;
  CHECK(stage.run({"run", "--mode", "live", "--out", "run", "--verbose"}, unheard()).code == 0);
  stage.check_whole("run");
}

TEST_CASE("A folder belongs to one process at a time, and to the next once that one is dead") {
  const Stage stage({"--fault", "delay_headers=100ms"});
  const auto first = stage.start(live({"-j", "2"}));
  REQUIRE(is_under_way(stage));
  const Ended second = stage.run(live(), session("second"));
  CHECK(second.code == 2);
  CHECK(says(second, "'run' holds a run already"));
  const Ended rival = stage.run(resume(), session("second"));
  CHECK(rival.code == 2);
  CHECK(says(rival, "run/.lock' is locked: another process is still using it"));
  CHECK(stage.requests("second") == 0);
  first->signal(SIGKILL);
  CHECK(first->wait().code == 128 + SIGKILL);
  CHECK(stage.run(resume(), session("third")).code == 0);
  stage.check_whole("run");
}

TEST_CASE("Durations are right where the wall clock jumps back and forth") {
  const Stage stage;
  const Ended ended = stage.run(live({"--report", "json,html,junit"}),
                                {.folder = "", .environment = {"LD_PRELOAD=" SIGHTLINE_JUMPING_CLOCK}});
  INFO(ended.said);
  CHECK(ended.code == 0);
  stage.check_whole("run");
  const auto results = parse_json(programs::text_of_file(stage.path("run/results.json")));
  REQUIRE(results);
  const auto day = [&](const char* pointer) { return at_pointer(*results, pointer)->string().substr(0, 10); };
  CHECK(day("/run/started") != day("/end/finished"));  // The clock did jump.
  const double wall_ms = at_pointer(*results, "/end/wall_ms")->number();
  CHECK(wall_ms > 0);
  CHECK(wall_ms < 120'000);
  for (const Node& unit : results->find("units")->list()) {
    for (const Node& result : unit.find("results")->list()) {
      for (const Node::Member& time : at_pointer(result, "/exchanges/0/timing")->map()) {
        CAPTURE(time.key);
        CHECK(time.value.number() >= 0);
        CHECK(time.value.number() < 120'000);
      }
    }
  }
}
