#include <catch2/catch.hpp>

#include "fakes/memory_files.h"
#include "suite/load.h"

namespace sightline {

namespace {

const std::string kProject =
    "version: 1\nmodels:\n  small: {provider: vllm, model: s}\n  large: {provider: vllm, model: l}\n";
const std::string kSuite =
    "prompts: {main: Hello}\n"
    "cases:\n"
    "  - id: a\n"
    "    assert: [{contains: x}]\n"
    "  - id: b\n"
    "    models: [large]\n"
    "    assert: [{contains: x}]\n";

LoadContext context_of(const fakes::MemoryFiles& files, std::vector<std::string> models = {}) {
  return {files, "2026-11-20", std::move(models)};
}

}  // namespace

TEST_CASE("a project is found in the folder or the nearest one above it") {
  fakes::MemoryFiles files;
  files.put("/home/p/sightline.yaml", kProject).put("/home/p/suites/deep/a.yaml", kSuite);
  CHECK(find_project(files, "/home/p/suites/deep").value() == std::optional<std::string>("/home/p/sightline.yaml"));
  CHECK(find_project(files, "/home/p").value() == std::optional<std::string>("/home/p/sightline.yaml"));
  CHECK(find_project(files, "/home").value() == std::optional<std::string>());
  CHECK_FALSE(find_project(files, "/nowhere").has_value());
}

TEST_CASE("The models of --model override the models of suites and cases, in the project's order") {
  fakes::MemoryFiles files;
  files.put("/p/sightline.yaml", kProject).put("/p/a.yaml", kSuite);
  const auto project = load_project(context_of(files), "/p/sightline.yaml");
  REQUIRE(project.ok());
  const auto all = load_suites(context_of(files), project.value, {"/p/a.yaml"});
  REQUIRE(all.ok());
  CHECK(all.value[0].cases[0].settings->models == std::vector<std::string>{"small", "large"});
  CHECK(all.value[0].cases[1].settings->models == std::vector<std::string>{"large"});
  const auto one = load_suites(context_of(files, {"sm*"}), project.value, {"/p/a.yaml"});
  REQUIRE(one.ok());
  CHECK(one.value[0].cases[0].settings->models == std::vector<std::string>{"small"});
  CHECK(one.value[0].cases[1].settings->models == std::vector<std::string>{"small"});
}

TEST_CASE("a --model that no model has is told with the nearest name") {
  fakes::MemoryFiles files;
  files.put("/p/sightline.yaml", kProject).put("/p/a.yaml", kSuite);
  const auto project = load_project(context_of(files), "/p/sightline.yaml");
  const auto suites = load_suites(context_of(files, {"smal"}), project.value, {"/p/a.yaml"});
  CHECK(render(suites.diagnostics) ==
        "sightline: error: --model 'smal' names no model of the project; did you mean 'small'?\n");
}

TEST_CASE("a suite that is missing or outside of the project is told, and the others are read") {
  fakes::MemoryFiles files;
  files.put("/p/sightline.yaml", kProject).put("/p/a.yaml", kSuite).put("/q/b.yaml", kSuite);
  const auto project = load_project(context_of(files), "/p/sightline.yaml");
  const auto suites = load_suites(context_of(files), project.value, {"/p/none.yaml", "/q/b.yaml", "/p/a.yaml"});
  CHECK(render(suites.diagnostics) ==
        "sightline: error: there is no suite '/p/none.yaml'\n"
        "sightline: error: the suite '/q/b.yaml' lies outside of the project's folder '/p'; move it into it\n");
  CHECK(suites.value.size() == 1);
}

TEST_CASE("a suite that is named twice is read once") {
  fakes::MemoryFiles files;
  files.put("/p/sightline.yaml", kProject).put("/p/a.yaml", kSuite);
  const auto project = load_project(context_of(files), "/p/sightline.yaml");
  const auto suites = load_suites(context_of(files), project.value, {"/p/a.yaml", "/p/../p/a.yaml"});
  CHECK(suites.ok());
  CHECK(suites.value.size() == 1);
}

TEST_CASE("a project that is not there is told") {
  fakes::MemoryFiles files;
  const auto project = load_project(context_of(files), "/p/sightline.yaml");
  CHECK(render(project.diagnostics) == "sightline: error: there is no file '/p/sightline.yaml'\n");
}

TEST_CASE("a project without a file has one model and the default folders") {
  ModelSpec model;
  model.name = "m";
  const Project project = project_without_file("/work", model);
  CHECK(project.root == "/work");
  CHECK(project.path.empty());
  CHECK(project.fixtures == "/work/fixtures");
  CHECK(project.reports == "/work/reports");
  CHECK(project.baseline.empty());
  CHECK(project.suites == std::vector<std::string>{"suites/*.yaml"});
  REQUIRE(project.models.size() == 1);
  CHECK(project.models[0].name == "m");
}

TEST_CASE("equal assertions and settings are held once however many rows share them") {
  fakes::MemoryFiles files;
  files.put("/p/sightline.yaml", kProject)
      .put("/p/rows.csv", "id,label\n1,cat\n2,dog\n3,cat\n")
      .put("/p/a.yaml",
           "prompts: {main: \"{{id}}\"}\n"
           "defaults: {params: {temperature: 0}, assert: [{finish_reason: stop}]}\n"
           "datasets: [{file: rows.csv, id: \"{{id}}\", assert: [{contains: \"{{label}}\"}], description: plain,\n"
           "            cluster: \"{{label}}\"}]\n");
  const auto project = load_project(context_of(files), "/p/sightline.yaml");
  const auto suites = load_suites(context_of(files), project.value, {"/p/a.yaml"});
  REQUIRE(render(suites.diagnostics).empty());
  const auto& cases = suites.value[0].cases;
  REQUIRE(cases.size() == 3);
  CHECK(cases[0].description.identity() == cases[2].description.identity());
  CHECK(*cases[2].description == "plain");
  CHECK(*cases[1].cluster == "dog");
  CHECK(cases[0].assertions[0] == cases[1].assertions[0]);
  CHECK(cases[0].assertions[1] == cases[2].assertions[1]);
  CHECK(cases[0].assertions[1] != cases[1].assertions[1]);
  CHECK(cases[0].settings.identity() == cases[2].settings.identity());
  Case changed = cases[0];
  changed.settings.own().must_pass = true;
  CHECK_FALSE(cases[0].settings->must_pass);
}

TEST_CASE("an image that many cases name is read once") {
  const std::string gif(
      "GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00"
      "\x02\x02\x44\x01\x00\x3b",
      35);
  fakes::MemoryFiles files;
  files.put("/p/sightline.yaml", kProject)
      .put("/p/dot.gif", gif)
      .put("/p/a.yaml",
           "prompts: {main: \"{{photo}}\"}\n"
           "defaults: {vars: {photo: {image: dot.gif}}, assert: [{contains: x}]}\n"
           "cases: [{id: a}, {id: b, vars: {photo: {image: ./dot.gif, detail: low}}}]\n");
  const auto project = load_project(context_of(files), "/p/sightline.yaml");
  const auto suites = load_suites(context_of(files), project.value, {"/p/a.yaml"});
  REQUIRE(render(suites.diagnostics).empty());
  const auto& cases = suites.value[0].cases;
  CHECK(cases[0].images.at("photo").image == cases[1].images.at("photo").image);
  CHECK(cases[1].images.at("photo").detail == "low");
}

TEST_CASE("a project says what its assertions may reach") {
  fakes::MemoryFiles files;
  const std::string suite =
      "prompts: {main: Hello}\n"
      "cases:\n"
      "  - id: a\n"
      "    assert: [{exec: [judge]}, {webhook: 'https://JUDGE.example.org/a'}]\n";
  files.put("/p/sightline.yaml",
            kProject + "allow_exec: true\nprivate: true\nallow_webhook: ['https://Judge.example.org:443/']\n");
  files.put("/p/a.yaml", suite);
  auto project = load_project(context_of(files), "/p/sightline.yaml");
  REQUIRE(project.ok());
  CHECK(project.value.allow_exec);
  CHECK(project.value.is_private);
  CHECK(project.value.allow_webhook == std::vector<std::string>{"https://judge.example.org"});
  CHECK(load_suites(context_of(files), project.value, {"/p/a.yaml"}).ok());
  project.value.allow_exec = false;
  project.value.allow_webhook.clear();
  CHECK(load_suites(context_of(files), project.value, {"/p/a.yaml"}).diagnostics.size() == 2);
  files.put("/p/sightline.yaml", kProject);
  CHECK_FALSE(load_project(context_of(files), "/p/sightline.yaml").value.allow_exec);
}

TEST_CASE("a suite's own models are those that it names, whatever --model chooses") {
  const auto [head, own] = GENERATE(table<std::string, std::vector<std::string>>({
      {"", {"small", "large"}},
      {"models: [large]\n", {"large"}},
      {"models: [small]\n", {"small", "large"}},
      {"models: [small]\ndefaults: {models: [large]}\n", {"large"}},
  }));
  fakes::MemoryFiles files;
  files.put("/p/sightline.yaml", kProject).put("/p/a.yaml", head + kSuite);
  const auto project = load_project(context_of(files), "/p/sightline.yaml");
  const std::string chosen = GENERATE("small", "*");
  const auto suites = load_suites(context_of(files, {chosen}), project.value, {"/p/a.yaml"});
  REQUIRE(suites.ok());
  CHECK(suites.value[0].own_models == own);
}

}  // namespace sightline
