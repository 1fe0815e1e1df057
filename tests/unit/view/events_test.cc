#include <catch2/catch.hpp>
#include <chrono>
#include <optional>
#include <thread>

#include "base/file_lock.h"
#include "view_rig.h"

namespace sightline {
using namespace fakes;

namespace {

/// A client that follows the run "a".
class Following {
 public:
  explicit Following(const ViewRig& rig, const std::string& headers = "") : client(rig.port()) {
    client.send("GET /runs/a/events HTTP/1.1\r\nHost: " + rig.host() + "\r\n" + headers + "\r\n");
  }
  /// What comes until an event says this.
  std::string until(const std::string& words) { return client.until(words); }
  RawClient client;
};

struct GoingRun : ViewRig {
  GoingRun() {
    add_run("a", "2026-11-21T09:30:00Z", 1, 0, false);
    lock.emplace(FileLock::take(path("a") + "/.lock").value());
  }
  std::string log() const { return path("a") + "/run.jsonl"; }
  std::optional<FileLock> lock;
};

TEST_CASE("who follows a run is told at once how far it is, and then of each new result") {
  GoingRun rig;
  rig.start();
  Following following(rig);
  const std::string first = following.until("\"planned\":1,");
  CHECK(header_of(first, "Content-Type") == "text/event-stream");
  CHECK(first.find("retry: ") != std::string::npos);
  CHECK(first.find("id: ") != std::string::npos);
  CHECK(first.find("event: progress\ndata: {\"state\":\"running\",\"results\":1,") != std::string::npos);
  rig.append(rig.log(), log_result(1, true));
  CHECK_FALSE(following.until("\"results\":2,").empty());
}

TEST_CASE("a line that is not there whole is waited for") {
  GoingRun rig;
  rig.start();
  Following following(rig);
  following.until("\"results\":1,");
  const std::string line = log_result(1, true);
  rig.append(rig.log(), line.substr(0, 20));
  rig.append(rig.log(), line.substr(20) + log_result(2, true) + log_result(2, true).substr(0, 30));
  const std::string told = following.until("\"results\":3,");
  CHECK(told.find("\"results\":4") == std::string::npos);
  rig.append(rig.log(), log_result(2, true).substr(30) + log_result(3, true));
  CHECK_FALSE(following.until("\"results\":4,").empty());
}

TEST_CASE("the end is told once the footer stands and the lock is free, and the stream ends whole") {
  GoingRun rig;
  rig.start();
  Following following(rig);
  following.until("\"results\":1,");
  rig.append(rig.log(), log_result(1, true) + log_footer(0));
  const std::string locked = following.until("\"results\":2,");
  CHECK(locked.find("ended") == std::string::npos);
  rig.lock.reset();
  CHECK_FALSE(following.until("\"state\":\"ended\"").empty());
  CHECK_FALSE(following.until("0\r\n\r\n").empty());
}

TEST_CASE("a run that was killed is told as stopped, and as running once it is taken up again") {
  GoingRun rig;
  rig.start();
  Following following(rig);
  following.until("\"state\":\"running\"");
  rig.lock.reset();
  following.until("\"state\":\"stopped\"");
  rig.lock.emplace(FileLock::take(rig.path("a") + "/.lock").value());
  CHECK_FALSE(following.until("\"state\":\"running\"").empty());
}

TEST_CASE("who comes back is told all there is, whatever they had") {
  GoingRun rig;
  rig.start();
  Following again(rig, "Last-Event-ID: 17\r\n");
  CHECK_FALSE(again.until("\"results\":1,").empty());
}

TEST_CASE("a log that begins anew is read anew") {
  GoingRun rig;
  rig.start();
  Following following(rig);
  following.until("\"results\":1,");
  rig.append(rig.log(), log_result(1, true) + log_result(2, true));
  following.until("\"results\":3,");
  rig.write(rig.log(), log_header("a", "2026-11-21T09:30:00Z", 1) + log_result(8, true));
  CHECK_FALSE(following.until("\"results\":1,").empty());
}

TEST_CASE("only so many follow at a time, and one that has gone makes room") {
  GoingRun rig;
  rig.start({.followers = 2});
  auto first = std::make_unique<Following>(rig);
  Following second(rig);
  first->until("\"results\":1,");
  second.until("\"results\":1,");
  CHECK(status_of(rig.get("/runs/a/events")) == 503);
  first.reset();
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  int status = 503;
  while (status == 503 && std::chrono::steady_clock::now() < end) {
    Following third(rig);
    status = status_of(third.until("\r\n\r\n"));
  }
  CHECK(status == 200);
}

TEST_CASE("a stop ends at once, whoever follows") {
  GoingRun rig;
  ViewServer& server = rig.start();
  Following first(rig);
  Following second(rig);
  first.until("\"results\":1,");
  second.until("\"results\":1,");
  const auto from = std::chrono::steady_clock::now();
  server.stop();
  CHECK(std::chrono::steady_clock::now() - from < std::chrono::seconds(10));
  first.client.rest();
}

TEST_CASE("what is no run cannot be followed") {
  ViewRig rig;
  rig.write(rig.path("a") + "/run.jsonl", "hello\n");
  rig.start();
  CHECK(status_of(rig.get("/runs/a/events")) == 404);
  CHECK(status_of(rig.get("/runs/b/events")) == 404);
}

}  // namespace
}  // namespace sightline
