#include "cli/serving.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <mutex>
#include <set>
#include <thread>

#include "base/duration.h"
#include "base/files.h"
#include "base/privacy.h"
#include "base/text.h"
#include "cli/exit_code.h"
#include "cli/session.h"
#include "cli/stop_signals.h"
#include "cli/terminal.h"
#include "fixture/library.h"
#include "http/curl_transport.h"
#include "mock/mock_server.h"
#include "mock/proxy.h"
#include "mock/watch.h"
#include "process/core_dumps.h"
#include "report/verdict.h"
#include "run/endpoint.h"
#include "suite/load.h"
#include "suite/yaml.h"

namespace sightline {
namespace {

/// How often a watched folder is looked at.
constexpr std::chrono::milliseconds kLook{200};
/// How long answers that are under way may take when the server is told to end.
constexpr std::chrono::milliseconds kGrace{5'000};
constexpr std::chrono::milliseconds kSignalLook{20};
constexpr std::size_t kMostMissesTold = 100;

/// One `sightline serve`, from its arguments to its end.
class Serving {
 public:
  explicit Serving(const ServeArguments& arguments) : a_(arguments), terminal_(ColourChoice::automatic) {}

  int run() {
    const bool ready = read_arguments() && read_faults() && open_library() && open_upstream() && start();
    if (!ready) {
      terminal_.errors(errors_);
      return exit_code::kUsage;
    }
    tell();
    const auto watch = make_watch();
    signals_.wait();
    // A second signal ends what the first lets come to its end.
    const std::jthread second([this](const std::stop_token& ended) {
      while (!ended.stop_requested()) {
        if (signals_.wait_for(kSignalLook)) return server_->stop();
      }
    });
    server_->drain(kGrace);
    return exit_code::kSuccess;
  }

 private:
  bool complain(std::string message) {
    errors_.push_back({.message = std::move(message)});
    return false;
  }
  bool complain(const Errors& errors) {
    errors_.insert(errors_.end(), errors.begin(), errors.end());
    return false;
  }

  std::optional<std::chrono::milliseconds> duration(std::string_view option, const std::string& text) {
    const auto read = parse_duration(text);
    if (!read) complain(fmt::format("{} is {}; it must be a time, such as 500ms or 2s", option, quoted(text)));
    return read;
  }

  bool read_arguments() {
    options_.address = a_.address;
    options_.port = a_.port;
    options_.connections = a_.connections;
    options_.errors = error_dialect_named(a_.errors).value_or(ErrorDialect::hybrid);
    options_.validate = validation_rules_named(a_.validate).value_or(ValidationRules::openai);
    options_.pace = {.speed = a_.speed, .tokens_per_second = a_.tokens_per_second, .seed = a_.seed};
    if (!a_.ttft.empty()) options_.pace.first_token = duration("--ttft", a_.ttft);
    options_.pace.jitter = duration("--jitter", a_.jitter).value_or(std::chrono::milliseconds(0));
    options_.fault_seed = a_.seed;
    options_.replay_attempts = a_.replay_attempts;
    options_.record_command = fmt::format("sightline serve {} --record --upstream URL, and send it again", a_.folder);
    options_.on_defect = [this](std::string_view what) {
      say(fmt::format("this is a defect of sightline itself, and a request was answered with 500: {}", what));
    };
    options_.on_miss = [this](const std::string& key, const std::string& message) { tell_miss(key, message); };
    for (const double number : {a_.speed, a_.tokens_per_second.value_or(1)}) {
      if (!std::isfinite(number)) complain("--speed and --tokens-per-second are numbers");
    }
    check_certificate_authority();
    if (a_.tls_cert.empty() != a_.tls_key.empty()) complain("--tls-cert and --tls-key go together: give both");
    if (!a_.tls_cert.empty()) options_.tls = TlsFiles{a_.tls_cert, a_.tls_key};
    if (a_.record && a_.upstream.empty()) complain("--record needs --upstream URL: who is to be asked");
    if (!a_.record && !a_.upstream.empty()) complain("--upstream is for --record: give both, or neither");
    if (a_.record && a_.watch) complain("--watch is for fixtures that others write; --record writes them itself");
    if (!a_.record && !a_.upstream_key.empty()) complain("--upstream-key is for --record: it goes to the upstream");
    if (a_.record && !a_.require_key.empty() && a_.upstream_key.empty()) {
      complain(
          "--require-key with --record needs --upstream-key NAME: the token that clients bear is this server's own and "
          "does not go upstream");
    }
    options_.required_token = read_secret("--require-key", a_.require_key);
    upstream_key_ = read_secret("--upstream-key", a_.upstream_key);
    return errors_.empty();
  }

  /// A request that is to be recorded shall not be the first to find out.
  void check_certificate_authority() {
    if (a_.ca_file.empty()) return;
    const auto text = files_.read(a_.ca_file);
    if (!text) {
      complain(text.error());
    } else if (text->find("-----BEGIN CERTIFICATE-----") == std::string::npos) {
      complain(fmt::format("{} holds no certificate in PEM; --upstream-ca takes that of a CA", quoted(a_.ca_file)));
    }
  }

  /// The value of the environment variable `name`; "" for no name.
  std::string read_secret(std::string_view option, const std::string& name) {
    if (name.empty()) return {};
    const auto value = environment_variable(name);
    const bool is_line =
        value && !value->empty() && std::ranges::none_of(*value, [](unsigned char c) { return c < ' '; });
    if (is_line) return *value;
    // A value that was given for the name is a secret: it is not repeated.
    complain(
        fmt::format("{} takes the NAME of an environment variable that holds the token; {}", option,
                    value && !value->empty() ? "what it holds is more than one line" : "there is none of that name"));
    return {};
  }

  bool read_faults() {
    for (const std::string& text : a_.faults) {
      auto rule = parse_fault_rule(text);
      rule ? options_.faults.push_back(*std::move(rule)) : static_cast<void>(complain(rule.error()));
    }
    if (!a_.faults_file.empty()) read_faults_file();
    return errors_.empty();
  }

  void read_faults_file() {
    auto text = files_.read(a_.faults_file);
    if (!text) return static_cast<void>(complain(text.error()));
    const Source source{a_.faults_file, *std::move(text)};
    const auto root = read_yaml(source);
    if (has_errors(root.diagnostics)) return static_cast<void>(complain(root.diagnostics));
    auto rules = read_fault_rules(source, root.value);
    if (!rules) return static_cast<void>(complain(rules.error()));
    options_.faults.insert(options_.faults.end(), rules->begin(), rules->end());
  }

  bool open_library() {
    if (a_.record && !files_.is_directory(a_.folder)) {
      if (auto made = files_.make_folders(a_.folder); !made) return complain(made.error());
    }
    if (files_.is_file(a_.folder)) {
      return complain(fmt::format("{} is a file; serve takes a folder of fixtures", quoted(a_.folder)));
    }
    if (!files_.is_directory(a_.folder)) return complain(fmt::format("there is no folder {}", quoted(a_.folder)));
    // Looked at first: what changes while it is read is a change.
    if (a_.watch) read_state_ = folder_state(a_.folder);
    library_ = std::make_shared<Library>(files_, a_.folder);
    const Errors errors = library_->load();
    if (has_errors(errors)) return complain(errors);
    terminal_.errors(errors);
    served_ = library_->size();
    if (library_->size() > 0 || a_.record || a_.watch) return true;
    return complain(fmt::format("there is no fixture below {}", quoted(a_.folder)));
  }

  /// Recordings of a private project are its owner's alone; those of one that cannot be read, too.
  void keep_recordings_private() {
    const auto path = find_project(files_, a_.folder);
    if (!path || !*path) return;
    const auto project = load_project({.files = files_, .today = today(), .model_filter = {}}, **path);
    if (!project.ok() || project.value.is_private) keep_files_private();
  }

  bool open_upstream() {
    if (!a_.record) return true;
    forbid_core_dumps();
    keep_recordings_private();
    transport_ = make_curl_transport({.max_connections_per_host = a_.connections, .ca_file = a_.ca_file});
    RecordingProxy::Options options;
    options.upstream = a_.upstream;
    options.today = today();
    options.errors = options_.errors;
    options.own_token = options_.required_token;
    options.key = upstream_key_;
    options.on_trouble = [this](const Errors& errors) { say(errors); };
    options.on_recorded = [this](const std::string& path) { say("recorded " + path); };
    auto proxy = RecordingProxy::make(*library_, *transport_, std::move(options));
    if (!proxy) return complain(proxy.error());
    proxy_ = *std::move(proxy);
    return true;
  }

  bool start() {
    // Whoever waits for the file shall not read an earlier run's port.
    if (files_.is_file(a_.port_file)) {
      if (auto removed = files_.remove(a_.port_file); !removed) return complain(removed.error());
    }
    server_ = std::make_unique<MockServer>(*library_, options_, proxy_.get());
    if (auto started = server_->start(); !started) return complain(started.error());
    if (a_.port_file.empty()) return true;
    auto written = files_.write_whole(a_.port_file, fmt::format("{}\n", server_->port()));
    return written ? true : complain(written.error());
  }

  std::unique_ptr<FolderWatch> make_watch() {
    if (!a_.watch) return nullptr;
    return std::make_unique<FolderWatch>(a_.folder, read_state_, kLook, [this] { reload(); });
  }

  /// The new fixtures take the old ones' place, all at once or not at all.
  void reload() {
    auto library = std::make_shared<Library>(files_, a_.folder);
    Errors errors = library->load();
    if (!files_.is_directory(a_.folder))
      errors.push_back({fmt::format("there is no folder {} now", quoted(a_.folder))});
    say(errors);
    if (has_errors(errors)) {
      server_->count_failed_reload();
      return say(fmt::format("still serving the {} that were good", counted(served_, "fixture")));
    }
    served_ = library->size();
    server_->serve(std::move(library));
    say(fmt::format("serving {} now", counted(served_, "fixture")));
  }

  /// Each request that has no recording once; the journal has them all.
  void tell_miss(const std::string& key, const std::string& message) {
    const std::lock_guard lock(saying_);
    if (told_misses_.size() >= kMostMissesTold || !told_misses_.insert(key).second) return;
    for (const std::string_view line : split(message, '\n')) terminal_.say(line);
    if (told_misses_.size() == kMostMissesTold) terminal_.say("no more misses are told; see /__sightline/journal");
  }

  /// From the threads of the proxy and the watch.
  void say(const std::string& line) {
    const std::lock_guard lock(saying_);
    terminal_.say(line);
  }
  void say(const Errors& errors) {
    const std::lock_guard lock(saying_);
    terminal_.errors(errors);
  }

  void tell() {
    const std::lock_guard lock(saying_);
    terminal_.say(fmt::format("serving {} at {}{}; Ctrl-C ends it", counted(served_, "fixture"), server_->base_url(),
                              a_.record ? ", recording from " + a_.upstream.substr(0, a_.upstream.find('?')) : ""));
    if (a_.record && goes_in_clear(a_.upstream)) {
      terminal_.say("what clients send goes upstream unencrypted, keys too; use https:", Colour::warn);
    }
    for (const FaultRule& rule : options_.faults) {
      terminal_.say("  fault: " + rule_text(rule), Colour::quiet);
    }
  }

  const ServeArguments& a_;
  Terminal terminal_;
  const StopSignals signals_;
  Errors errors_;
  DiskFiles files_;
  MockOptions options_;
  std::string read_state_;
  std::string upstream_key_;
  std::shared_ptr<Library> library_;
  std::size_t served_ = 0;  ///< Fixtures; the watch's thread, once it runs.
  std::mutex saying_;
  std::set<std::string> told_misses_;
  std::unique_ptr<Transport> transport_;
  std::unique_ptr<RecordingProxy> proxy_;
  std::unique_ptr<MockServer> server_;
};

}  // namespace

int serve(const ServeArguments& arguments) {
  return Serving(arguments).run();
}

}  // namespace sightline
