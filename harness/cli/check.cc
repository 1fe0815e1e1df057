#include <fmt/format.h>

#include <filesystem>
#include <map>

#include "cli/check_power.h"
#include "cli/check_validity.h"
#include "cli/exit_code.h"
#include "cli/session.h"
#include "cli/trusted_project.h"
#include "cli/verb.h"
#include "cli/verb_options.h"
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

void add(const ChatRequest& request, const Estimate& e, Forecast& sum) {
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
  Checker(const Session& session, const Plan& plan, PowerCheck power)
      : session_(session), plan_(plan), power_(std::move(power)) {}

  void take(const PlannedRequest& asked) {
    const Estimate expected = estimate(asked.request, *asked.unit->model);
    add(asked.request, expected, forecasts_[asked.unit->model->name]);
    power_.add_cost(*asked.unit, expected.cost);
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
    power_.tell(plan_, terminal);
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
  PowerCheck power_;
  std::map<std::string, Forecast> forecasts_;
  RequestValidity validity_;
  std::uint64_t known_ = 0;  ///< Requests that follow no unknown answer.
  std::uint64_t guessed_ = 0;
  std::uint64_t recorded_ = 0;
  std::vector<std::string> missing_;
};

struct CheckArguments {
  SuiteArguments suites;
  PowerArguments power;
};

int check_suites(const CheckArguments& given) {
  const SuiteArguments& arguments = given.suites;
  Terminal terminal(ColourChoice::automatic);
  DiskFiles files;
  if (const Errors errors = wrong_power_arguments(given.power); !errors.empty()) {
    return terminal.errors(errors), exit_code::kUsage;
  }
  auto power = PowerCheck::open(files, given.power, terminal);
  if (!power) return exit_code::kUsage;
  const auto session = open_session(files, arguments, terminal);
  if (!session) return exit_code::kUsage;
  const auto plan = make_plan(session->project, session->suites, {});
  if (!plan) return terminal.errors(plan.error()), exit_code::kUsage;
  Library library(files, std::filesystem::proximate(session->project.fixtures).string());
  const Errors errors = library.load();
  terminal.errors(errors);
  if (has_errors(errors)) return exit_code::kUsage;
  Checker checker(*session, *plan, std::move(*power));
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
  --allow-fork     believes sightline.yaml also in the build of a fork's pull request

Before money is spent: what change of the pass rate (with repeats, of the share of repeats
passed) the cases can show in a comparison of two runs, and how many cases or repeats, at
what cost, the change that you name takes:

  --detect D       the change to find, as a share: 0.03 is 3 points
  --power P        the chance of finding it [0.8]
  --alpha A        the chance of a false alarm, two-sided [0.05]
  --from RUN       measures how much cases and answers scatter in an earlier run with repeats;
                   given twice, in two runs' differences; else cases are taken to scatter
                   by 0.5 and to agree between the runs by 0.5

Examples:
  sightline check
  sightline check suites/receipts.yaml --model qwen3-vl-32b
  sightline check --detect 0.03 --power 0.8 --from latest
)",
          .add = [](VerbOptions& options) -> std::function<int()> {
            auto a = std::make_shared<CheckArguments>();
            options.add("suites", a->suites.suites);
            options.add("--model", a->suites.models).one_at_a_time();
            options.add("--base-url", a->suites.base_url);
            add_trust_options(options, a->suites);
            add_power_options(options, a->power);
            return [a] { return check_suites(*a); };
          }};
}

}  // namespace sightline
