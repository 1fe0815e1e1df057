#include <fmt/format.h>

#include <filesystem>

#include "base/base64.h"
#include "base/text.h"
#include "chat/chat.h"
#include "cli/exit_code.h"
#include "cli/session.h"
#include "cli/verb.h"
#include "cli/verb_options.h"
#include "fixture/library.h"
#include "json/json.h"
#include "run/dialogue.h"
#include "run/plan.h"
#include "suite/load.h"

namespace sightline {

namespace {

constexpr std::string_view kProject = R"(version: 1
models:
  qwen3-vl-32b:
    provider: aimlapi                       # the key is read from $AIMLAPI_API_KEY, in live modes only
    model: alibaba/qwen3-vl-32b-instruct
    params: {temperature: 0, max_tokens: 256}
    price: {input: 0.735, output: 2.94}     # USD per million tokens
    coordinates: relative_1000              # how this model writes places in an image
    visual_tokens: qwen3-vl
)";

constexpr std::string_view kSuite = R"(suite: first
description: One picture, one question. Change it, then see what a run says.
prompts:
  count: "{{picture}}How many shapes are in this picture? Answer with the number only."
cases:
  - id: shapes
    vars: {picture: {image: ../images/shapes.png}}
    assert:
      - number: {equals: 3}
      - finish_reason: stop
)";

constexpr std::string_view kGitIgnore = "reports/\n";

/// A circle, a square and a triangle: 160 x 96 pixels.
constexpr std::string_view kShapesPng =
    "iVBORw0KGgoAAAANSUhEUgAAAKAAAABgBAMAAABoCWSqAAAAGFBMVEX///88oFo0eMjWRUEAAAAAAAAAAAAAAABZi4B+AAABBUlE"
    "QVR42u3XYQ6DIAwFYMwuIDdYdgIT7n+3uYmItMMWGkOW9/77pa9mE5xDEARBEGTchDWLLWdJhqAXZ5GnECvgIweD0Ju80JOKFbDw"
    "jtKvIs/8Ke9n4YDHiI0g8dKIbSAdMI1YAyfv/U0g4+2da+Dq8Z25AfcRxwBZL3augJ8V8ku0BvnGsXMF/Hpc51HArTHX2Rz84W1v"
    "5UYweswSBwH3xkznfwWTR5c4Bng0pp2bfinjg5lHlmgOtvxj541pZ3Ow4atnDp482RKXHlB9tjk3lnXuAtXnw8KTdHZ9oPaMfQ3q"
    "bgHlCq+/9q4fVN2kiMceExU3Mxlofhu1vy8jCIIgCCLOG0g/KxJpiqzbAAAAAElFTkSuQmCC";

struct NewFile {
  std::string path;
  std::string bytes;
};

std::vector<NewFile> new_files() {
  return {{"sightline.yaml", std::string(kProject)},
          {"suites/first.yaml", std::string(kSuite)},
          {"images/shapes.png", from_base64(kShapesPng).value_or("")},
          {".gitignore", std::string(kGitIgnore)}};
}

/// Writes nothing where any of the files is there already.
Expected<void> write_files(Files& files, const std::string& folder) {
  Errors errors;
  for (const NewFile& file : new_files()) {
    if (file.path != ".gitignore" && files.is_file(folder + "/" + file.path)) {
      errors.push_back({.message = fmt::format("'{}/{}' is there already: nothing was written", folder, file.path)});
    }
  }
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  for (const NewFile& file : new_files()) {
    const std::string path = folder + "/" + file.path;
    if (files.is_file(path)) continue;
    if (auto made = files.make_folders(std::filesystem::path(path).parent_path().string()); !made) return made;
    if (auto written = files.write_whole(path, file.bytes); !written) return written;
  }
  return {};
}

/// The answer that the project begins with: written by a person, and marked so.
std::string authored_answer(const std::string& model) {
  std::string body;
  JsonWriter json(body);
  json.begin_map().member("id", "chatcmpl-authored").member("object", "chat.completion").member("created", 0);
  json.member("model", model).key("choices").begin_list().begin_map().member("index", 0).key("message");
  json.begin_map().member("role", "assistant").member("content", "3").end_map();
  json.member("finish_reason", "stop").end_map().end_list().end_map();
  return body;
}

/// Records an authored answer for each request of the new project, so that it runs offline at once.
Expected<void> write_fixtures(Files& files, const Session& session) {
  const auto plan = make_plan(session.project, session.suites, {});
  if (!plan) return tl::unexpected(plan.error());
  const auto conversations = make_conversation_source();
  Library library(files, session.project.fixtures);
  for (const PlannedUnit& unit : plan->units) {
    Dialogue dialogue(conversations->conversation(*unit.suite, *unit.a_case, *unit.prompt));
    dialogue.advance();
    const ChatRequest request{
        .model = unit.model->model, .messages = dialogue.messages(), .params = request_params(unit, {}, 0)};
    auto keyed = key_request(body_with_digests(request));
    if (!keyed) return tl::unexpected(keyed.error());
    RecordedResponse response;
    response.headers = {{"content-type", "application/json"}};
    response.text = "3";
    response.body = authored_answer(request.model);
    Fixture fixture;
    fixture.request = std::move(*keyed);
    fixture.responses.push_back(std::move(response));
    fixture.recorded_at = today();
    fixture.source = "authored";
    if (auto written = library.record(unit.suite->name, unit.a_case->id, std::move(fixture), {}); !written) {
      return tl::unexpected(written.error());
    }
  }
  return {};
}

int init_project(const std::string& folder) {
  Terminal terminal(ColourChoice::automatic);
  DiskFiles files;
  if (auto written = write_files(files, folder); !written) return terminal.errors(written.error()), exit_code::kUsage;
  const auto session =
      open_session(files, {.suites = {folder + "/suites/first.yaml"}, .models = {}, .base_url = ""}, terminal);
  if (!session) return exit_code::kDefect;
  if (auto written = write_fixtures(files, *session); !written) {
    return terminal.errors(written.error()), exit_code::kIncomplete;
  }
  const std::string go_there = folder == "." ? "" : fmt::format("cd {} && ", folder);
  terminal.say(fmt::format("a project stands in '{}': one suite, one picture, one answer written by hand", folder));
  terminal.say(fmt::format("run it:        {}sightline run", go_there));
  terminal.say("ask the model: AIMLAPI_API_KEY=… sightline run --mode record");
  return exit_code::kSuccess;
}

}  // namespace

Verb init_verb() {
  return {.name = "init",
          .summary = "writes a small project that runs offline at once",
          .help = R"(sightline init [DIR]

Writes a small project into DIR [.]: sightline.yaml, one suite, its picture, and a fixture
whose answer is written by hand and marked so. Touches no file that is there.

Examples:
  sightline init demo && cd demo && sightline run
  AIMLAPI_API_KEY=… sightline run --mode record     # the model's own answer in its place
)",
          .add = [](VerbOptions& options) -> std::function<int()> {
            auto folder = std::make_shared<std::string>(".");
            options.add("folder", *folder);
            return [folder] { return init_project(*folder); };
          }};
}

}  // namespace sightline
