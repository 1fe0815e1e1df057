// Any text as a suite, and one before it as its project: what is wrong is told where it stands, and what is right gives
// conversations that end with the model's turn.

#include <cstdint>
#include <string>

#include "base/base64.h"
#include "fakes/memory_files.h"
#include "fuzz/checks.h"
#include "suite/load.h"

namespace sightline {
namespace {

using fuzz::expect;

constexpr const char* kProject = "/p/sightline.yaml";
constexpr const char* kSuite = "/p/suite.yaml";

/// What suites may name.
void put_files_around(fakes::MemoryFiles& files) {
  files.put(
      "/p/photo.png",
      *from_base64("iVBORw0KGgoAAAANSUhEUgAAAAUAAAADCAAAAAB+XZokAAAAGklEQVR42mNgkLOJqmBglLeNrmRgUrCLqQIAHH0DlJet72EA"
                   "AAAASUVORK5CYII="));
  files.put("/p/rows.csv", "question,answer,photo\nWhat is it?,a cat,photo.png\n\"What, then?\",a dog,photo.png\n");
  files.put("/p/rows.jsonl", "{\"question\": \"What?\", \"answer\": 3}\n");
  files.put("/p/schema.json", R"({"type": "object", "properties": {"total": {"type": "number"}}})");
  files.put("/p/prompt.md", "Look at {{photo}} and say: {{question}}\n");
}

void check_conversations(const std::vector<Suite>& suites) {
  const auto source = make_conversation_source();
  for (const Suite& suite : suites) {
    for (const Case& a_case : suite.cases) {
      for (const std::size_t prompt : a_case.settings->prompts) {
        const auto turns = source->conversation(suite, a_case, suite.prompts[prompt]);
        expect(!turns.empty() && turns.back().kind == Turn::Kind::model, "a conversation ends with the model's turn");
      }
    }
  }
}

void check(const std::string& project_text, const std::string& suite_text) {
  fakes::MemoryFiles files;
  put_files_around(files);
  files.put(kSuite, suite_text);
  const LoadContext context{files, "2026-11-20", {}};
  ModelSpec model;
  model.name = "vision";
  Project project = project_without_file("/p", model);
  if (!project_text.empty()) {
    files.put(kProject, project_text);
    auto read = load_project(context, kProject);
    fuzz::expect_told(read.diagnostics, "sightline.yaml", project_text);
    if (!read.ok()) return;
    project = std::move(read.value);
  }
  const auto suites = load_suites(context, project, {kSuite});
  fuzz::expect_told(suites.diagnostics, "suite.yaml", suite_text);
  if (suites.ok()) check_conversations(suites.value);
}

}  // namespace
}  // namespace sightline

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto [first, second] = sightline::fuzz::two_texts({reinterpret_cast<const char*>(data), size});
  const bool has_project = !second.empty();
  sightline::check(has_project ? first : "", has_project ? second : first);
  return 0;
}
