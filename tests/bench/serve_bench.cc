// Times `sightline serve` as its clients see it and prints a table. Client and server share the machine's cores; the
// targets are for two. Usage: serve_bench SIGHTLINE BARE_SERVER [SECONDS [--rows [ROW…]]], where --rows prints those
// of tests/bench/run alone

#include <fmt/format.h>
#include <stdlib.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "lateness.h"
#include "load.h"
#include "made_fixtures.h"
#include "row.h"
#include "served_program.h"

namespace {

namespace fs = std::filesystem;
using namespace sightline::bench;
using std::chrono::microseconds;

constexpr unsigned kRounds = 3;
constexpr unsigned kConnections = 32;
constexpr unsigned kStreams = 500;
constexpr microseconds kInterval{20'000};

void print_figure(const std::string& work, const std::string& figure, const std::string& target = "") {
  fmt::print("{:<60} {:>30}   {}\n", work, figure, target);
  std::fflush(stdout);
}

class ServeBench {
 public:
  ServeBench(std::string program, std::string bare, unsigned seconds, std::string scratch)
      : program_(std::move(program)), bare_(std::move(bare)), seconds_(seconds), scratch_(std::move(scratch)) {}

  /// The two rows of the table.
  void print_rows(const std::vector<std::string>& asked) {
    if (!is_left_out(asked, "server")) {
      const PlainRates rates = plain_rates();
      print_row({.work = "mock server, text, 32 connections",
                 .bounds = {{.measured = rates.own, .at_most = false, .bound = 30'000, .unit = "/s"},
                            {.measured = 100 * rates.own / rates.bare,
                             .at_most = false,
                             .bound = 57,
                             .unit = " % of a bare server"}},
                 .note = fmt::format("a bare cpp-httplib in the same minute: {:.0f}/s", rates.bare)});
    }
    if (is_left_out(asked, "streams")) return;
    const ServedStreams served = serve_streams(kInterval);
    if (!served.sent.bounded) throw std::runtime_error("the server told no bound of how late it sent");
    print_row({.work = "mock server, 500 streams, late at the send",
               .bounds = {{.measured = served.sent.p99_ms, .bound = 10, .unit = " ms at p99", .decimals = 2}},
               .note = fmt::format("{} of them with other bytes", served.figures.different)});
  }

  void run() {
    std::array<double, 1> load{};
    ::getloadavg(load.data(), 1);
    fmt::print("{} cores, load {:.1f} before (figures hold below 0.5), {} s a figure, {} rounds\n",
               std::thread::hardware_concurrency(), load[0], seconds_, kRounds);
    print_figure("work", "measured", "target on two cores");
    plain_answers();
    images();
    streams("500 streams, begun over 20 ms", kInterval);
    streams("500 streams, begun at once", microseconds(0));
    odd_stream();
    recorded_and_replayed();
  }

 private:
  std::string port_file() const { return scratch_ + "/port"; }
  ServedProgram serve(const std::string& folder, const std::string& speed) const {
    return {{program_, "serve", folder, "--port-file", port_file(), "--speed", speed, "--connections", "1024"},
            port_file()};
  }

  LoadFigures drive_plain(const ServedProgram& server, const std::vector<std::string>& requests) const {
    return drive(Load{.port = server.port(),
                      .connections = kConnections,
                      .time = std::chrono::seconds(seconds_),
                      .requests = requests});
  }

  /// Answers a second, and what the server took for them.
  struct PlainRates {
    double own = 0;
    double bare = 0;
    double us_an_answer = 0;
    double peak_mb = 0;
    double steal_percent = 0;
  };

  /// The two in turn, so that a noisy minute of the machine meets both.
  PlainRates plain_rates() const {
    const auto requests = write_plain_fixtures(scratch_ + "/plain", 100, 0);
    const ServedProgram bare({bare_, port_file()}, port_file());
    const ServedProgram server = serve(scratch_ + "/plain", "0");
    std::vector<double> bare_rates;
    std::vector<double> rates;
    double answers = 0;
    const double cpu = server.cpu_s();
    const Steal before = Steal::now();
    for (unsigned i = 0; i < kRounds; ++i) {
      const LoadFigures of_bare = drive_plain(bare, requests);
      const LoadFigures figures = drive_plain(server, requests);
      bare_rates.push_back(static_cast<double>(of_bare.answers) / of_bare.seconds);
      rates.push_back(static_cast<double>(figures.answers) / figures.seconds);
      answers += static_cast<double>(figures.answers);
    }
    return {.own = quantile(rates, 0.5),
            .bare = quantile(bare_rates, 0.5),
            .us_an_answer = (server.cpu_s() - cpu) / answers * 1e6,
            .peak_mb = server.peak_mb(),
            .steal_percent = Steal::now().percent_since(before)};
  }

  void plain_answers() const {
    const PlainRates rates = plain_rates();
    print_figure("plain answers, 32 connections", fmt::format("{:.0f}/s", rates.own), ">= 30000/s");
    print_figure("  a bare cpp-httplib echo of the same", fmt::format("{:.0f}/s", rates.bare));
    print_figure("  share of the bare server's rate", fmt::format("{:.0f} %", 100 * rates.own / rates.bare), ">= 57 %");
    print_figure("  the server's own time for an answer", fmt::format("{:.1f} us", rates.us_an_answer));
    print_figure("  the server's memory at its peak", fmt::format("{:.1f} MB", rates.peak_mb));
    print_figure("  steal", fmt::format("{:.1f} %", rates.steal_percent));
  }

  void images() const {
    const auto requests = write_plain_fixtures(scratch_ + "/images", 8, 1'000'000);
    const ServedProgram server = serve(scratch_ + "/images", "0");
    const double idle_mb = server.peak_mb();
    const double cpu = server.cpu_s();
    const LoadFigures figures = drive_plain(server, requests);
    const double rate = static_cast<double>(figures.answers) / figures.seconds;
    print_figure("1 MB images, 32 connections", fmt::format("{:.0f}/s", rate));
    print_figure("  sent, base64", fmt::format("{:.0f} MB/s", figures.sent_mb / figures.seconds));
    print_figure("  the server's own time for an answer",
                 fmt::format("{:.2f} ms", (server.cpu_s() - cpu) / static_cast<double>(figures.answers) * 1e3));
    print_figure("  the server's memory before / at its peak",
                 fmt::format("{:.1f} / {:.1f} MB", idle_mb, server.peak_mb()));
  }

  struct ServedStreams {
    StreamFigures figures;
    SentLateness sent;
    double cpu_s = 0;
    double steal_percent = 0;
  };

  ServedStreams serve_streams(microseconds spread) {
    std::vector<microseconds> due;
    for (unsigned i = 0; i < std::max(seconds_, 1u) * 50; ++i) due.push_back(kInterval * i);
    const std::string folder = fmt::format("{}/streams{}", scratch_, ++folders_);
    const TimedStream stream = write_stream_fixture(folder, std::move(due));
    const ServedProgram server = serve(folder, "1");
    const Steal before = Steal::now();
    ServedStreams served;
    served.figures = drive(load_of(server, stream, kStreams, spread));
    served.steal_percent = Steal::now().percent_since(before);
    served.sent = sent_lateness(fetch(server.port(), "GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"));
    served.cpu_s = server.cpu_s();
    return served;
  }

  void streams(const std::string& work, microseconds spread) {
    const ServedStreams served = serve_streams(spread);
    const SentLateness& sent = served.sent;
    print_figure(work + ": late at the send, p50 / p99",
                 sent.bounded ? fmt::format("<= {:.2f} / <= {:.2f} ms", sent.p50_ms, sent.p99_ms) : "unknown",
                 "p99 <= 10 ms");
    print_figure("  late at the client, p50 / p99 / most", quantiles(served.figures.lateness_ms));
    print_figure("  request to first event", quantiles(served.figures.first_ms));
    print_figure("  streams that got other bytes", fmt::format("{} of {}", served.figures.different, kStreams), "0");
    print_figure("  the server's time on a core", fmt::format("{:.2f} s in {} s", served.cpu_s, seconds_));
    print_figure("  steal", fmt::format("{:.1f} %", served.steal_percent));
  }

  /// Events that come at odd times, some together.
  static std::vector<microseconds> odd_times() {
    std::vector<microseconds> due;
    microseconds at{5'300};
    for (int i = 0; i < 120; ++i) {
      due.push_back(at);
      at += microseconds(i % 4 == 3 ? 0 : 700 + (i * 7'919) % 43'000);
    }
    return due;
  }

  void odd_stream() {
    const TimedStream stream = write_stream_fixture(scratch_ + "/times", odd_times());
    const ServedProgram server = serve(scratch_ + "/times", "1");
    const StreamFigures figures = drive(load_of(server, stream, 1, microseconds(0)));
    print_figure("one recorded stream: off its times, p50 / p99 / most", quantiles(figures.lateness_ms));
    print_figure("  request to first event, less its time", quantiles(figures.first_ms), ">= 0");
  }

  /// The same stream from a server to a recording proxy, and from its recording.
  void recorded_and_replayed() {
    const TimedStream original = write_stream_fixture(scratch_ + "/original", odd_times());
    const std::string recordings = scratch_ + "/recordings";
    fs::create_directory(recordings);
    unsigned different = 0;
    {
      const ServedProgram upstream = serve(scratch_ + "/original", "1");
      const ServedProgram proxy({program_, "serve", recordings, "--port-file", port_file(), "--record", "--upstream",
                                 fmt::format("http://127.0.0.1:{}/v1", upstream.port())},
                                port_file());
      different += drive(load_of(proxy, original, 1, microseconds(0))).different;
    }
    TimedStream recording = original;
    recording.due = times_of_recording(recordings, original.body);
    const ServedProgram server = serve(recordings, "1");
    const StreamFigures figures = drive(load_of(server, recording, 1, microseconds(0)));
    different += figures.different;
    print_figure("one stream, recorded from a server and replayed: other bytes", fmt::format("{} of 2", different),
                 "0");
    print_replay(original, recording, figures.off_ms);
  }

  /// All times are from the request: of the recorder's own, and of the client's.
  static void print_replay(const TimedStream& original, const TimedStream& recording,
                           std::vector<double> replayed_off) {
    std::vector<double> recorded_off;
    std::vector<double> both_off;
    for (std::size_t i = 0; i < replayed_off.size(); ++i) {
      const double off = std::chrono::duration<double, std::milli>(recording.due[i] - original.due[i]).count();
      recorded_off.push_back(std::abs(off));
      both_off.push_back(std::abs(off + replayed_off[i]));
      replayed_off[i] = std::abs(replayed_off[i]);
    }
    print_figure("  recorded times off the original's, p50 / p99 / most", quantiles(recorded_off), "<= 10 ms");
    print_figure("  replayed events off the recorded times", quantiles(replayed_off), "<= 10 ms");
    print_figure("  replayed events off the original's times", quantiles(both_off), "<= 10 ms");
  }

  static StreamLoad load_of(const ServedProgram& server, const TimedStream& stream, unsigned streams,
                            microseconds spread) {
    return {.port = server.port(),
            .streams = streams,
            .spread = spread,
            .request = stream.request,
            .body = stream.body,
            .ends = stream.ends,
            .due = stream.due};
  }

  std::string program_;
  std::string bare_;
  unsigned seconds_;
  std::string scratch_;
  unsigned folders_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  try {
    if (argc < 3) throw std::runtime_error("usage: serve_bench SIGHTLINE BARE_SERVER [SECONDS [--rows [ROW...]]]");
    std::string scratch = (fs::temp_directory_path() / "sightline-bench-XXXXXX").string();
    if (!::mkdtemp(scratch.data())) throw std::runtime_error("no temporary folder");
    const unsigned seconds = argc > 3 ? static_cast<unsigned>(std::clamp(std::atoi(argv[3]), 1, 60)) : 3;
    ServeBench bench(fs::absolute(argv[1]).string(), fs::absolute(argv[2]).string(), seconds, scratch);
    if (argc > 4 && std::string(argv[4]) == "--rows") {
      bench.print_rows({argv + 5, argv + argc});
    } else {
      bench.run();
    }
    fs::remove_all(scratch);
    return 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "serve_bench: {}\n", error.what());
    return 1;
  }
}
