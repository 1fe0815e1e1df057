#include "cli/run_header.h"

#include <unistd.h>

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

}  // namespace

RunHeader make_run_header(const RunExecution& x, const std::string& run_id, const Clock& clock) {
  RunHeader header;
  header.id = run_id;
  header.version = SIGHTLINE_VERSION;
  header.label = x.arguments.label;
  header.command = {"run"};
  for (const std::string& suite : x.arguments.suites.suites) header.command.push_back(suite);
  if (!x.arguments.suites.base_url.empty()) {
    header.command.insert(header.command.end(), {"--base-url", x.arguments.suites.base_url});
  }
  header.started = iso_time(clock.wall());
  header.host = host_name();
  header.git_commit = git_commit(x.files, x.session.project.root);
  header.mode = x.request.mode;
  header.seed = x.arguments.seed;
  header.shard_index = x.request.shard.index;
  header.shard_count = x.request.shard.count;
  header.planned_results = x.plan.results;
  for (const Suite& suite : x.session.suites) header.suites.push_back(run_suite(suite));
  for (const ModelSpec& model : x.session.project.models) header.models.push_back(run_model(model, x.request.params));
  return header;
}

}  // namespace sightline
