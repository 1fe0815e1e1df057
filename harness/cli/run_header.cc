#include "cli/run_header.h"

#include <unistd.h>

#include <charconv>
#include <utility>

#include "cli/run_folder.h"

namespace sightline {

namespace {

std::string host_name() {
  char name[256] = "";
  ::gethostname(name, sizeof name - 1);
  return name;
}

RunSuite run_suite(const Suite& suite) {
  return {.name = suite.name,
          .path = suite.path,
          .sha256 = suite.sha256,
          .description = suite.description,
          .metrics = suite.metrics};
}

RunModel run_model(const ModelSpec& model, const Node& params) {
  return {.name = model.name,
          .model = model.model,
          .base_url = model.base_url,
          .params = merged(model.params, params),
          .price = model.price};
}

/// The options of a selection that may stand more than once, with their values.
std::vector<std::pair<std::string_view, std::vector<std::string>*>> selection_of(RunArguments& arguments) {
  return {{"--model", &arguments.suites.models},
          {"--prompt", &arguments.prompts},
          {"--case", &arguments.cases},
          {"--tag", &arguments.tags},
          {"--param", &arguments.params}};
}

std::vector<std::string> values_of(const std::vector<std::string>& words, std::string_view option) {
  std::vector<std::string> values;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i] == option) values.push_back(words[++i]);
  }
  return values;
}

}  // namespace

RunHeader make_run_header(const RunExecution& x, const std::string& run_id, const Clock& clock) {
  RunHeader header;
  header.id = run_id;
  header.version = SIGHTLINE_VERSION;
  header.label = x.arguments.label;
  header.command = x.command;
  header.started = iso_time(clock.wall());
  header.host = host_name();
  header.git_commit = git_commit(x.files, x.session.project.root);
  header.mode = x.request.mode;
  header.images = x.images_of ? x.images_of->header().images : x.request.images;
  header.seed = x.arguments.seed;
  header.shard_index = x.request.shard.index;
  header.shard_count = x.request.shard.count;
  header.shard_plan = x.plan.shard_plan;
  header.shard_plan_results = x.plan.shard_plan_results;
  header.planned_results = x.plan.results;
  for (const Suite& suite : x.session.suites) header.suites.push_back(run_suite(suite));
  for (const ModelSpec& model : x.session.project.models) header.models.push_back(run_model(model, x.request.params));
  return header;
}

std::vector<std::string> command_of_run(const RunArguments& arguments) {
  std::vector<std::string> words{"run"};
  for (const std::string& suite : arguments.suites.suites) words.push_back(suite);
  const std::string& base_url = arguments.suites.base_url;
  if (!base_url.empty()) words.insert(words.end(), {"--base-url", base_url});
  if (!arguments.shard_by.empty()) words.insert(words.end(), {"--shard-by", arguments.shard_by});
  add_selection(arguments, words);
  return words;
}

void add_selection(const RunArguments& arguments, std::vector<std::string>& words) {
  RunArguments copy = arguments;
  for (const auto& [option, values] : selection_of(copy)) {
    for (const std::string& value : *values) words.insert(words.end(), {std::string(option), value});
  }
  if (arguments.repeat) words.insert(words.end(), {"--repeat", std::to_string(*arguments.repeat)});
  if (arguments.suites.allow_exec) words.emplace_back("--allow-exec");
}

void take_selection(const std::vector<std::string>& words, RunArguments& arguments) {
  for (auto [option, values] : selection_of(arguments)) {
    if (values->empty()) *values = values_of(words, option);
  }
  const auto repeats = values_of(words, "--repeat");
  if (arguments.repeat || repeats.empty()) return;
  unsigned repeat = 0;
  std::from_chars(repeats.back().data(), repeats.back().data() + repeats.back().size(), repeat);
  if (repeat > 0) arguments.repeat = repeat;
}

}  // namespace sightline
