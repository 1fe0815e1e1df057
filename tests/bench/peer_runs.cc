#include <fmt/format.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <vector>

#include "load.h"
#include "measured.h"
#include "peers.h"
#include "project.h"

namespace sightline::bench {

namespace {

namespace fs = std::filesystem;

struct Both {
  Measured own;
  Measured peer;
};

/// The medians of both, one after the other each time; the first of each does not count.
Both in_turn(unsigned times, const std::function<Measured()>& own, const std::function<Measured()>& peer) {
  own();
  peer();
  std::vector<Measured> of_own;
  std::vector<Measured> of_peer;
  for (unsigned i = 0; i < times; ++i) {
    of_own.push_back(own());
    of_peer.push_back(peer());
  }
  return {.own = median(of_own), .peer = median(of_peer)};
}

/// What keeps promptfoo from sending anything of its own, which it also does where it is told not to, and from
/// writing elsewhere. Its logs are off: many cases at once break it while it ends.
void set_environment(const std::string& config_folder) {
  for (const char* name :
       {"PROMPTFOO_DISABLE_TELEMETRY", "PROMPTFOO_DISABLE_UPDATE", "PROMPTFOO_DISABLE_SHARING",
        "PROMPTFOO_DISABLE_REMOTE_GENERATION", "PROMPTFOO_DISABLE_DEBUG_LOG", "PROMPTFOO_DISABLE_ERROR_LOG"}) {
    ::setenv(name, "1", 1);
  }
  ::setenv("PROMPTFOO_CONFIG_DIR", config_folder.c_str(), 1);
  for (const char* name : {"HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"}) {
    ::setenv(name, "http://127.0.0.1:9", 1);
  }
  for (const char* name : {"NO_PROXY", "no_proxy"}) ::setenv(name, "127.0.0.1", 1);
}

/// A recording answers one request; those of the next run are no repeats.
void forget_repeats(const ServedProgram& server) {
  fetch(server.port(), "POST /__sightline/reset HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n");
}

/// Throws where promptfoo, which exits with 0 where it gave up too, did not find every case right. It is read by
/// lines, so that it does not count as memory of what is started next.
void check_results(const std::string& path, unsigned cases) {
  constexpr std::string_view kRight = "\"successes\": ";
  std::ifstream results(path);
  for (std::string line; std::getline(results, line);) {
    const std::size_t begin = line.find(kRight);
    if (begin == std::string::npos || line.find_first_not_of(' ') != begin) continue;
    const int right = std::atoi(line.c_str() + begin + kRight.size());
    if (right == static_cast<int>(cases)) return;
    throw std::runtime_error(fmt::format("{} of {} cases are right", right, cases));
  }
  throw std::runtime_error("its results do not tell how many cases are right");
}

Measured run_own(const Peers& peers, const std::string& folder, const std::string& url) {
  fs::remove_all(folder + "/out");
  return run_once({peers.program, "run", "--quiet", "--mode", "live", "--base-url", url, "--out", folder + "/out",
                   "--report", "json,html,junit"},
                  folder);
}

Measured run_peer(const Peers& peers, const std::string& folder, const ProjectShape& shape) {
  fs::remove(folder + "/results.json");
  const Measured measured =
      run_once({peers.peer, "eval", "-c", "promptfoo.yaml", "-j", std::to_string(shape.concurrency), "--no-cache",
                "--no-table", "--no-progress-bar", "-o", "results.json"},
               folder);
  check_results(folder + "/results.json", shape.cases);
  return measured;
}

/// Both send the same requests to the same server, which has a recording of each, and judge the answers alike.
Both run_project(const Peers& peers, const ProjectShape& shape) {
  const std::string folder = peers.at(fmt::format("project-{}", shape.cases));
  do_apart([&] { write_project(folder, shape); });
  const ServedProgram server = peers.serve(folder + "/fixtures");
  const std::string url = fmt::format("http://127.0.0.1:{}/v1", server.port());
  write_promptfoo_config(folder + "/promptfoo.yaml", shape, url);
  return in_turn(
      peers.times,
      [&] {
        forget_repeats(server);
        return run_own(peers, folder, url);
      },
      [&] {
        forget_repeats(server);
        return run_peer(peers, folder, shape);
      });
}

void print_runs(const std::string& work, const Both& both) {
  const auto text = [](const Measured& m) { return fmt::format("{:.3f} s, {:.0f} MB", m.wall_s, m.peak_mb); };
  print_compared(work, text(both.own), text(both.peer),
                 fmt::format("{:.1f} times as fast ({:.1f} in seconds of a core), {:.2f} of the memory",
                             both.peer.wall_s / both.own.wall_s, both.peer.cpu_s / both.own.cpu_s,
                             both.own.peak_mb / both.peer.peak_mb));
}

}  // namespace

void compare_with_promptfoo(const Peers& peers) {
  set_environment(peers.at("promptfoo"));
  const auto start = [&](const std::string& program) { return run_once({program, "--version"}, peers.scratch); };
  print_runs("start (--version)",
             in_turn(
                 peers.times, [&] { return start(peers.program); }, [&] { return start(peers.peer); }));
  print_runs("1 case, over HTTP from sightline serve", run_project(peers, {.cases = 1}));
  print_runs("1,000 cases, 32 at a time, likewise", run_project(peers, {.cases = 1000}));
}

}  // namespace sightline::bench
