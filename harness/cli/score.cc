#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <iterator>
#include <memory>

#include "base/suggest.h"
#include "base/text.h"
#include "cli/exit_code.h"
#include "cli/given_run.h"
#include "cli/run_execution.h"
#include "cli/run_header.h"
#include "cli/verb.h"
#include "cli/verb_options.h"
#include "report/verdict.h"
#include "run/answer_file.h"

namespace sightline {

namespace {

constexpr const char* kScoreHelp = R"(sightline score SUITES… --answers FILE

Judges answers that came from anywhere: nothing is sent. Writes a run, its reports and its gates
as `run` does. A line of FILE is one of

  {"case": "cafe", "answer": "Total: 42.50"}       `prompt` and `model` where there are several,
  {"case": "cafe", "response": {"choices": […]}}   `repeat` (from 0), `suite`; a chat completion
  {"custom_id": "receipts/cafe#terse@my-model:0", "response": {"status_code": 200, "body": {…}}}

the last as batch APIs write it. A model that the project does not know has no coordinates and
no price. A planned unit without an answer makes the run incomplete (exit 3).

  --answers FILE        JSON Lines; - is the standard input
  --partial             units without an answer are left out, and the run is complete
  --model, --prompt, --case, --tag 'ocr and not slow'   what is scored; patterns with * and ?;
                        one --model is also whose answers are meant where lines do not say
  --repeat N            instead of what the cases say
  --allow-exec          assertions may run programs, whatever the project says
  --allow-fork          believes sightline.yaml also in the build of a fork's pull request
  --gate NAME=VALUE     pass_rate, lower_bound, errors, unparsed_rate, cost, latency_p95,
                        metrics.NAME.min|max, regressions, non_inferior, inconclusive=fail|pass
  --baseline RUN        what the run is compared with, at its end and by gates [the project's]:
                        a folder, run.jsonl, results.json, `latest`, the run before this one, or
                        `none`: nothing is compared, as for the first run
  --out DIR             where the run is written [the project's reports/…]
  --report LIST         json,html,junit,md,csv,github [json,html,junit,md,csv]
  --images full|thumbs|none
                        keep the suites' images: beside the report with thumbnails in it,
                        thumbnails alone, or nothing [full]
  --label TEXT          a name for people
  --quiet, --verbose, --color auto|always|never

Examples:
  sightline score suites/receipts.yaml --answers answers.jsonl
  sightline score suites/receipts.yaml --answers batch_output.jsonl --model my-model --partial
  my-pipeline | sightline score suites/receipts.yaml --answers - --gate pass_rate=0.9
)";

struct ScoreArguments {
  RunArguments run;
  std::string answers;
  bool partial = false;
};

Expected<LineText> open_answers(const Files& files, const std::string& path) {
  if (path != "-") return LineText::of_file(files, path);
  return LineText("stdin", std::string(std::istreambuf_iterator<char>(std::cin), {}));
}

void tell_unknown_models(const Session& session, const std::vector<std::string>& unknown, Terminal& terminal) {
  std::vector<std::string> known;
  for (const ModelSpec& model : session.project.models) {
    if (std::ranges::find(unknown, model.name) == unknown.end()) known.push_back(model.name);
  }
  for (const std::string& name : unknown) {
    terminal.errors({{.message = fmt::format("the project has no model {}: it is scored without coordinates and "
                                             "price{}",
                                             sightline::quoted(name), suggestion(name, known)),
                      .severity = Severity::warning}});
  }
}

std::vector<std::string> command_of(const ScoreArguments& arguments) {
  std::vector<std::string> words{"score"};
  for (const std::string& suite : arguments.run.suites.suites) words.push_back(suite);
  words.insert(words.end(), {"--answers", arguments.answers});
  add_selection(arguments.run, words);
  if (arguments.partial) words.emplace_back("--partial");
  return words;
}

/// The answers, and the plan that they are matched to.
struct Scoring {
  AnswerFile answers;
  Plan plan;
};

std::optional<Scoring> match_answers(const ScoreArguments& arguments, RunRequest& request, Session& session,
                                     AnswerFile answers, Terminal& terminal) {
  const std::vector<std::string> named = plain_names(arguments.run.suites.models);
  std::vector<std::string> models = answers.models();
  models.insert(models.end(), named.begin(), named.end());
  tell_unknown_models(session, make_up_models(session, models), terminal);
  const auto whole = make_plan(session.project, session.suites, {.repeat = arguments.run.repeat});
  const PlanOptions options{.selection = std::move(request.selection), .repeat = arguments.run.repeat};
  auto plan = make_plan(session.project, session.suites, options);
  if (!whole || !plan) {
    Errors errors = answers.errors();
    const Errors& of_plan = whole ? plan.error() : whole.error();
    errors.insert(errors.end(), of_plan.begin(), of_plan.end());
    return terminal.errors(errors), std::nullopt;
  }
  answers.match(*whole, *plan, named.size() == 1 ? named.front() : "");
  Errors errors = answers.errors();
  if (errors.empty() && arguments.partial) {
    auto kept = keep_answered(*plan, [&](const PlannedUnit& unit) { return answers.has_answer(unit); });
    if (!kept) errors = kept.error();
  }
  terminal.errors(errors);
  if (!errors.empty()) return std::nullopt;
  return Scoring{std::move(answers), std::move(*plan)};
}

int score_answers(ScoreArguments& arguments) {
  Terminal terminal(colour_choice(arguments.run.color));
  terminal.quiet = arguments.run.quiet;
  DiskFiles files;
  auto request = read_given_request(arguments.run);
  if (!request) return terminal.errors(request.error()), exit_code::kUsage;
  auto session = open_session(files, arguments.run.suites, terminal);
  if (!session) return exit_code::kUsage;
  auto text = open_answers(files, arguments.answers);
  auto answers = text ? AnswerFile::scan(std::move(*text)) : tl::unexpected(text.error());
  if (!answers) return terminal.errors(answers.error()), exit_code::kUsage;
  const auto scoring = match_answers(arguments, *request, *session, std::move(*answers), terminal);
  if (!scoring) return exit_code::kUsage;
  if (scoring->answers.passed_over() > 0 && !arguments.run.quiet) {
    terminal.say(fmt::format("{} not selected", counted(scoring->answers.passed_over(), "answer")), Colour::quiet);
  }
  FixtureLoad fixtures(files, session->project);
  return execute_run({.arguments = arguments.run,
                      .request = *request,
                      .session = *session,
                      .plan = scoring->plan,
                      .files = files,
                      .terminal = terminal,
                      .fixtures = &fixtures,
                      .command = command_of(arguments),
                      .given = &scoring->answers,
                      .given_in_part = arguments.partial});
}

}  // namespace

Verb score_verb() {
  return {.name = "score",
          .summary = "judges answers that came from anywhere, without a request",
          .help = kScoreHelp,
          .not_yet = {"--json"},
          .add = [](VerbOptions& options) -> std::function<int()> {
            auto a = std::make_shared<ScoreArguments>();
            options.add("suites", a->run.suites.suites).required();
            options.add("--answers", a->answers).required();
            options.add_flag("--partial", a->partial);
            options.add("--images", a->run.images);
            add_given_options(options, a->run);
            return [a] { return score_answers(*a); };
          }};
}

}  // namespace sightline
