#include "project.h"

#include <fmt/format.h>

#include <stdexcept>

#include "base/files.h"
#include "chat/chat.h"
#include "fixture/library.h"
#include "picture.h"
#include "run/dialogue.h"
#include "run/plan.h"
#include "suite/load.h"

namespace sightline::bench {

namespace {

template <typename T>
T value_of(Expected<T> expected) {
  if (!expected) throw std::runtime_error(render(expected.error()));
  if constexpr (!std::is_void_v<T>) return std::move(*expected);
}

constexpr std::string_view kDatasetSuite = R"(suite: bench
prompts:
  ask: "What is said of {{name}}?"
defaults:
  params: {temperature: 0, max_tokens: 100}
datasets:
  - file: subjects.csv
    id: "case-{{number}}"
    assert:
      - contains: "number {{number}}"
      - starts_with: This
      - not: {contains: sorry}
)";

std::string dataset_text(const ProjectShape& shape) {
  std::string text = "number,name\n";
  for (unsigned i = 0; i < shape.cases; ++i) text += fmt::format("{0},subject {0}\n", i);
  return text;
}

std::string suite_text(const ProjectShape& shape) {
  if (shape.of_dataset) return std::string(kDatasetSuite);
  const bool images = shape.image_bytes > 0;
  std::string text = "suite: bench\nprompts:\n";
  text += images ? "  ask: \"{{photo}}What is in picture {{name}}?\"\n" : "  ask: \"What is said of {{name}}?\"\n";
  text += "defaults:\n  params: {temperature: 0, max_tokens: 100}\ncases:\n";
  for (unsigned i = 0; i < shape.cases; ++i) {
    text += fmt::format("  - id: case-{0}\n    vars:\n      name: subject {0}\n", i);
    if (images) text += fmt::format("      photo: {{image: ../images/{}.png}}\n", i);
    text += fmt::format(
        "    assert:\n      - contains: number {}\n      - starts_with: This\n      - not: {{contains: sorry}}\n", i);
  }
  return text;
}

std::string project_text(const ProjectShape& shape) {
  return fmt::format(
      "version: 1\nmodels:\n  bench:\n    base_url: http://127.0.0.1:9\n    model: bench/model\n"
      "    limits: {{concurrency: {}}}\n",
      shape.concurrency);
}

std::string answer(std::uint64_t number) {
  return fmt::format(
      R"({{"id":"chatcmpl-{0}","object":"chat.completion","created":1764625045,"model":"model","choices":[)"
      R"({{"index":0,"message":{{"role":"assistant","content":"This is what is said of number {0}: it is a )"
      R"(subject like the others, and nothing more is known of it."}},"finish_reason":"stop",)"
      R"("logprobs":null}}],"usage":{{"prompt_tokens":20,"completion_tokens":25,"total_tokens":45}}}})",
      number);
}

void write_fixtures(Files& files, const Project& project, const std::vector<Suite>& suites) {
  const Plan plan = value_of(make_plan(project, suites, {}));
  const auto conversations = make_conversation_source();
  Library library(files, project.fixtures);
  for (const PlannedUnit& unit : plan.units) {
    Dialogue dialogue(conversations->conversation(*unit.suite, *unit.a_case, *unit.prompt));
    dialogue.advance();
    const ChatRequest request{
        .model = unit.model->model, .messages = dialogue.messages(), .params = request_params(unit, {}, 0)};
    Fixture fixture;
    fixture.request = value_of(key_request(body_with_digests(request)));
    RecordedResponse response;
    response.headers = {{"content-type", "application/json"}};
    response.body = answer(unit.sequence);
    fixture.responses.push_back(std::move(response));
    fixture.recorded_at = "2026-11-20";
    fixture.source = "authored";
    value_of(library.record(unit.suite->name, unit.a_case->id, std::move(fixture), {}));
  }
}

}  // namespace

void write_project(const std::string& folder, const ProjectShape& shape) {
  DiskFiles files;
  value_of(files.make_folders(folder + "/suites"));
  value_of(files.write_whole(folder + "/sightline.yaml", project_text(shape)));
  value_of(files.write_whole(folder + "/suites/bench.yaml", suite_text(shape)));
  if (shape.of_dataset) value_of(files.write_whole(folder + "/suites/subjects.csv", dataset_text(shape)));
  if (shape.image_bytes > 0) value_of(files.make_folders(folder + "/images"));
  for (unsigned i = 0; shape.image_bytes > 0 && i < shape.cases; ++i) {
    value_of(files.write_whole(fmt::format("{}/images/{}.png", folder, i), noisy_png(shape.image_bytes, i)));
  }
  const LoadContext context{.files = files, .today = "2026-11-20", .model_filter = {}};
  const auto project = load_project(context, folder + "/sightline.yaml");
  const auto suites = load_suites(context, project.value, {folder + "/suites/bench.yaml"});
  if (!project.ok() || !suites.ok()) throw std::runtime_error(render(project.diagnostics) + render(suites.diagnostics));
  write_fixtures(files, project.value, suites.value);
}

void write_promptfoo_config(const std::string& path, const ProjectShape& shape, const std::string& base_url) {
  std::string text = fmt::format(
      "prompts:\n  - \"What is said of {{{{name}}}}?\"\nproviders:\n  - id: openai:chat:bench/model\n"
      "    config: {{apiBaseUrl: \"{}\", apiKey: none, temperature: 0, max_tokens: 100}}\ntests:\n",
      base_url);
  for (unsigned i = 0; i < shape.cases; ++i) {
    text += fmt::format(
        "  - vars: {{name: subject {0}}}\n    assert:\n      - {{type: contains, value: number {0}}}\n"
        "      - {{type: starts-with, value: This}}\n      - {{type: not-contains, value: sorry}}\n",
        i);
  }
  DiskFiles files;
  value_of(files.write_whole(path, text));
}

}  // namespace sightline::bench
