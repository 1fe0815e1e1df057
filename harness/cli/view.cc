#include <fmt/format.h>

#include <filesystem>

#include "base/suggest.h"
#include "base/text.h"
#include "cli/browser.h"
#include "cli/exit_code.h"
#include "cli/session.h"
#include "cli/stop_signals.h"
#include "cli/verb.h"
#include "cli/verb_options.h"
#include "cli/view_comparison.h"
#include "view/request_check.h"
#include "view/view_server.h"

namespace sightline {

namespace {

/// Tried first, so that an address that was kept leads to the runs tomorrow too.
constexpr std::uint16_t kUsualPort = 8710;

struct ViewArguments {
  std::string run;
  std::optional<std::uint16_t> port;
  std::string port_file;
  std::string host = "127.0.0.1";
  bool open = false;
};

/// The folder that is shown, and the name of the run in it that is opened, if one was given.
struct Shown {
  std::string reports;
  std::string run;
};

std::string near_run(const Files& files, const std::string& reports, const std::string& run) {
  return suggestion(run, files.list(reports).value_or(std::vector<std::string>{}));
}

/// Nothing where there is none of that name, which has been said.
std::optional<Shown> shown_run(const Files& files, const std::string& reports, const std::string& run,
                               Terminal& terminal) {
  const std::string near = near_run(files, reports, run);
  const bool is_name = files.is_file(reports + "/" + run + "/run.jsonl");
  if (!is_name && !files.is_directory(run) && !files.is_file(run) && !near.empty()) {
    terminal.errors({{.message = fmt::format("there is no run {} in {}{}", sightline::quoted(run),
                                             sightline::quoted(reports), near)}});
    return std::nullopt;
  }
  const auto folder = is_name ? std::optional(reports + "/" + run) : resolve_run(files, run, terminal);
  if (!folder) return std::nullopt;
  const auto real = files.canonical(*folder);
  if (!real) return terminal.errors(real.error()), std::nullopt;
  const std::filesystem::path path(*real);
  return Shown{path.parent_path().string(), path.filename().string()};
}

std::optional<Shown> folder_to_show(const Files& files, const ViewArguments& a, Terminal& terminal) {
  const auto project = open_project(files, ".", terminal);
  if (!project) return std::nullopt;
  const std::string reports = std::filesystem::proximate(project->reports).string();
  if (!a.run.empty()) return shown_run(files, reports, a.run, terminal);
  if (files.is_directory(reports)) return Shown{reports, ""};
  terminal.errors({{.message = fmt::format("there is no folder {} yet: `sightline run` makes it, with a run in it",
                                           sightline::quoted(reports))}});
  return std::nullopt;
}

/// One `sightline view`, from its arguments to its end.
class Viewing {
 public:
  explicit Viewing(const ViewArguments& arguments) : a_(arguments), terminal_(ColourChoice::automatic) {}

  int run() {
    const auto what = folder_to_show(files_, a_, terminal_);
    if (!what) return exit_code::kUsage;
    if (auto started = start(*what); !started) return terminal_.errors(started.error()), exit_code::kUsage;
    tell(*what);
    signals_.wait();
    signals_.let_through();  // A second Ctrl-C does not wait for a page that is being rendered. Nothing is written.
    server_->stop();
    return exit_code::kSuccess;
  }

 private:
  Expected<void> start(const Shown& what) {
    // Whoever waits for the file shall not read an earlier one's port.
    if (files_.is_file(a_.port_file)) {
      if (auto removed = files_.remove(a_.port_file); !removed) return removed;
    }
    auto started = listen(what, a_.port.value_or(kUsualPort));
    // Taken, most likely; where a free one will not do either, the first account is the better one.
    if (!started && !a_.port && listen(what, 0)) started = {};
    if (!started || a_.port_file.empty()) return started;
    return files_.write_whole(a_.port_file, fmt::format("{}\n", server_->port()));
  }

  Expected<void> listen(const Shown& what, std::uint16_t port) {
    const auto defect = [this](std::string_view text) {
      terminal_.say(fmt::format("this is a defect of sightline itself, and a page was not shown: {}", text));
    };
    server_ = std::make_unique<ViewServer>(files_, ViewOptions{.reports = what.reports,
                                                               .reports_shown = shown_folder(what.reports),
                                                               .address = a_.host,
                                                               .port = port,
                                                               .compare = page_comparer(files_),
                                                               .on_defect = defect});
    return server_->start();
  }

  static std::string shown_folder(const std::string& reports) { return std::filesystem::proximate(reports).string(); }

  void tell(const Shown& what) {
    const std::string url = what.run.empty() ? server_->url() : server_->run_url(what.run);
    if (!is_loopback(a_.host)) {
      terminal_.say(fmt::format("everybody who reaches {} can read the runs in {}: there is no password", a_.host,
                                shown_folder(what.reports)),
                    Colour::warn);
    }
    terminal_.say(fmt::format("showing {} at {}; Ctrl-C ends it", shown_folder(what.reports), url));
    if (a_.open && terminal_.is_interactive() && !open_in_browser(url)) {
      terminal_.say("no browser could be opened; open the address yourself");
    }
  }

  const ViewArguments& a_;
  Terminal terminal_;
  const StopSignals signals_;
  DiskFiles files_;
  std::unique_ptr<ViewServer> server_;
};

}  // namespace

Verb view_verb() {
  return {.name = "view",
          .summary = "shows the runs in a browser",
          .help = R"(sightline view [RUN]

Serves the project's reports folder to a browser on this machine: the list of its runs with
their verdicts and their trend, the report of each as today's program renders it, any two of
them compared, and runs that still go on as their results arrive. With RUN, the address of
that run's page is printed; a run elsewhere is shown with those beside it. It writes nothing.
Ctrl-C ends it.

  --port N           the port; 0 is any that is free [8710, or a free one where that is taken]
  --port-file FILE   where the port is written
  --host A           what is listened on; who reaches it can read all runs [127.0.0.1]
  --open, --no-open  opens a browser too, from a terminal [--no-open]

Examples:
  sightline view
  sightline view latest --open
  ssh -L 8710:localhost:8710 there 'cd project && sightline view --port 8710'
)",
          .add = [](VerbOptions& options) -> std::function<int()> {
            auto a = std::make_shared<ViewArguments>();
            options.add("run", a->run);
            options.add("--port", a->port).between(0, 65'535);
            options.add("--port-file", a->port_file);
            options.add("--host", a->host);
            options.add_flag("--open,!--no-open", a->open);
            return [a] { return Viewing(*a).run(); };
          }};
}

}  // namespace sightline
