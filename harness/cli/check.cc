#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <map>

#include "cli/check_validity.h"
#include "cli/exit_code.h"
#include "cli/session.h"
#include "cli/verb.h"
#include "fixture/library.h"
#include "report/verdict.h"
#include "run/estimate.h"
#include "run/planned_requests.h"
#include "suite/load.h"

namespace sightline {

namespace {

constexpr std::size_t kMostMissingTold = 10;

/// What would be sent to one model.
struct Forecast {
  std::uint64_t requests = 0;
  std::uint64_t images = 0;
  std::uint64_t image_bytes = 0;
  std::int64_t text_tokens = 0;
  std::int64_t image_tokens = 0;
  std::int64_t completion_tokens = 0;
  std::uint64_t assumed = 0;  ///< Requests that set no max_tokens.
  double cost = 0;
  bool priced = true;
};

void count_images(const ChatRequest& request, Forecast& sum) {
  for (const Message& message : request.messages) {
    const auto* parts = std::get_if<std::vector<Part>>(&message.content);
    if (!parts) continue;
    for (const Part& part : *parts) {
      const auto* image = std::get_if<ImagePart>(&part);
      if (!image) continue;
      ++sum.images;
      sum.image_bytes += image->image->bytes;
    }
  }
}

void add(const ChatRequest& request, const ModelSpec& model, Forecast& sum) {
  const Estimate e = estimate(request, model);
  ++sum.requests;
  count_images(request, sum);
  sum.text_tokens += e.text_tokens;
  sum.image_tokens += e.image_tokens;
  sum.completion_tokens += e.completion_tokens;
  sum.assumed += e.completion_assumed;
  sum.cost += e.cost.value_or(0);
  sum.priced = sum.priced && e.cost.has_value();
}

/// Gathers what the requests of a plan come to, as far as they are known before any answer.
class Checker {
 public:
  Checker(const Session& session, const Plan& plan) : session_(session), plan_(plan) {}

  void take(const PlannedRequest& asked) {
    add(asked.request, *asked.unit->model, forecasts_[asked.unit->model->name]);
    validity_.look_at(*asked.unit, asked.repeat, asked.request);
    if (asked.guessed) {
      ++guessed_;
      return;
    }
    ++known_;
    if (asked.recorded()) {
      ++recorded_;
    } else if (missing_.size() < kMostMissingTold) {
      missing_.push_back(request_name(asked));
    }
  }

  Errors errors() const { return validity_.errors(); }

  void tell(Terminal& terminal) const {
    std::size_t cases = 0;
    for (const Suite& suite : session_.suites) cases += suite.cases.size();
    terminal.print(fmt::format("{}, {}, {}, {}\n", counted(session_.suites.size(), "suite"), counted(cases, "case"),
                               counted(plan_.units.size() + plan_.groups.size(), "unit"),
                               counted(plan_.results, "result")));
    for (const auto& [name, forecast] : forecasts_) tell_model(name, forecast, terminal);
    terminal.print(fmt::format("fixtures: {} of {} recorded{}\n", recorded_, counted(known_, "request"),
                               guessed_ > 0 ? fmt::format("; {} more follow an answer that is not", guessed_) : ""));
    for (const std::string& missing : missing_) terminal.print(fmt::format("  not recorded: {}\n", missing));
    if (known_ - recorded_ > missing_.size()) {
      terminal.print(fmt::format("  … and {} more\n", known_ - recorded_ - missing_.size()));
    }
  }

 private:
  static void tell_model(const std::string& name, const Forecast& f, Terminal& terminal) {
    terminal.print(fmt::format("model {}: {}, {} ({:.1f} MB)\n", name, counted(f.requests, "request"),
                               counted(f.images, "image"), static_cast<double>(f.image_bytes) / 1e6));
    terminal.print(fmt::format("  about {} tokens in ({} of text, {} of images), at most {} out{}\n",
                               f.text_tokens + f.image_tokens, f.text_tokens, f.image_tokens, f.completion_tokens,
                               f.assumed > 0 ? fmt::format(" ({} without max_tokens: {} assumed for each)",
                                                           counted(f.assumed, "request"), kAssumedCompletion)
                                             : ""));
    terminal.print(f.priced ? fmt::format("  at most about ${:.4f}\n", f.cost)
                            : std::string("  cost not known: the model has no price in sightline.yaml\n"));
  }

  const Session& session_;
  const Plan& plan_;
  std::map<std::string, Forecast> forecasts_;
  RequestValidity validity_;
  std::uint64_t known_ = 0;  ///< Requests that follow no unknown answer.
  std::uint64_t guessed_ = 0;
  std::uint64_t recorded_ = 0;
  std::vector<std::string> missing_;
};

int check_suites(const SuiteArguments& arguments) {
  Terminal terminal(ColourChoice::automatic);
  DiskFiles files;
  const auto session = open_session(files, arguments, terminal);
  if (!session) return exit_code::kUsage;
  const auto plan = make_plan(session->project, session->suites, {});
  if (!plan) return terminal.errors(plan.error()), exit_code::kUsage;
  Library library(files, std::filesystem::proximate(session->project.fixtures).string());
  const Errors errors = library.load();
  terminal.errors(errors);
  if (has_errors(errors)) return exit_code::kUsage;
  Checker checker(*session, *plan);
  for_each_planned_request(*plan, *make_conversation_source(), library, {},
                           [&](const PlannedRequest& asked) { checker.take(asked); });
  const Errors refused = checker.errors();
  terminal.errors(refused);
  if (has_errors(refused)) return exit_code::kUsage;
  checker.tell(terminal);
  return exit_code::kSuccess;
}

}  // namespace

Verb check_verb() {
  return {.name = "check",
          .summary = "validates suites and fixtures, says what a run would send and cost",
          .help = R"(sightline check [SUITES…]

Reads suites, data, images, assertions and fixtures, tells everything that is wrong with
file, line and column, also requests that the model's API would refuse, and says what a run
would send: requests, images, estimated tokens and cost, and which requests have no
recording. Sends nothing.

  --model NAME     only these models
  --base-url URL   in place of the models' own
  --allow-exec     takes suites that run programs; none is run

Examples:
  sightline check
  sightline check suites/receipts.yaml --model qwen3-vl-32b
)",
          .not_yet = {"--power", "--detect"},
          .add = [](CLI::App& app) -> std::function<int()> {
            auto a = std::make_shared<SuiteArguments>();
            app.add_option("suites", a->suites);
            app.add_option("--model", a->models)->allow_extra_args(false);
            app.add_option("--base-url", a->base_url);
            app.add_flag("--allow-exec", a->allow_exec);
            return [a] { return check_suites(*a); };
          }};
}

}  // namespace sightline
