#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <csignal>

#include "base/files.h"
#include "base/text.h"
#include "cli/exit_code.h"
#include "cli/terminal.h"
#include "cli/verb.h"
#include "fixture/library.h"
#include "mock/mock_server.h"

namespace sightline {

namespace {

struct ServeArguments {
  std::string folder;
  std::uint16_t port = 0;
  std::string port_file;
  double speed = 0;
  unsigned connections = 64;
};

/// Blocks SIGINT and SIGTERM in this thread and those that it starts, so that wait() is where they arrive.
class StopSignals {
 public:
  StopSignals() {
    sigemptyset(&set_);
    sigaddset(&set_, SIGINT);
    sigaddset(&set_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
  }
  void wait() const {
    int signal = 0;
    sigwait(&set_, &signal);
  }

 private:
  sigset_t set_{};
};

int serve(const ServeArguments& arguments) {
  Terminal terminal(ColourChoice::automatic);
  DiskFiles files;
  if (!files.is_directory(arguments.folder)) {
    terminal.errors({{.message = fmt::format("there is no folder {}", sightline::quoted(arguments.folder))}});
    return exit_code::kUsage;
  }
  Library library(files, arguments.folder);
  const Errors errors = library.load();
  terminal.errors(errors);
  if (has_errors(errors)) return exit_code::kUsage;
  if (library.size() == 0) {
    terminal.errors({{.message = fmt::format("there is no fixture below {}", sightline::quoted(arguments.folder))}});
    return exit_code::kUsage;
  }
  const StopSignals signals;
  MockOptions options;
  options.port = arguments.port;
  options.speed = arguments.speed;
  options.connections = arguments.connections;
  MockServer server(library, options);
  if (auto started = server.start(); !started) return terminal.errors(started.error()), exit_code::kUsage;
  if (!arguments.port_file.empty()) {
    auto written = files.write_whole(arguments.port_file, fmt::format("{}\n", server.port()));
    if (!written) return terminal.errors(written.error()), exit_code::kUsage;
  }
  terminal.say(fmt::format("serving {} fixtures at {}; Ctrl-C ends it", library.size(), server.base_url()));
  signals.wait();
  server.stop();
  return exit_code::kSuccess;
}

}  // namespace

Verb serve_verb() {
  return {.name = "serve",
          .summary = "serves recorded answers to any OpenAI client",
          .help = R"(sightline serve DIR

Serves the fixtures below DIR on 127.0.0.1 as an OpenAI-compatible server: POST
/v1/chat/completions, GET /v1/models, GET /healthz. A request that has no recording gets a
404 that names the nearest one and what differs. Ctrl-C ends it.

  --port N           the port [0: a free one]
  --port-file FILE   where the port is written once the server listens
  --speed N          0: answers at once; 1: as slow as recorded; N: N times as fast [0]
  --connections N    clients served at a time [64]

Examples:
  sightline serve fixtures --port 8080
  OPENAI_BASE_URL=http://127.0.0.1:8080/v1 OPENAI_API_KEY=none my-program
)",
          .not_yet = {"--record", "--upstream", "--validate", "--errors", "--ttft", "--tokens-per-second", "--jitter",
                      "--watch", "--fault", "--tls-cert", "--tls-key", "--require-key", "--replay-attempts"},
          .add = [](CLI::App& app) -> std::function<int()> {
            auto a = std::make_shared<ServeArguments>();
            app.add_option("folder", a->folder)->required();
            app.add_option("--port", a->port);
            app.add_option("--port-file", a->port_file);
            app.add_option("--speed", a->speed)->check(CLI::NonNegativeNumber);
            app.add_option("--connections", a->connections)->check(CLI::Range(1, 4096));
            return [a] { return serve(*a); };
          }};
}

}  // namespace sightline
