// Any text as a sightline.yaml: what is wrong is told where it stands, and a project that is read has models by names.

#include <cstdint>
#include <string>

#include "fakes/memory_files.h"
#include "fuzz/checks.h"
#include "suite/load.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sightline;
  const std::string text(reinterpret_cast<const char*>(data), size);
  fakes::MemoryFiles files;
  files.put("/p/sightline.yaml", text);
  files.put("/p/faults.yaml", "faults: []\n");
  const LoadContext context{files, "2026-11-20", {}};
  const auto read = load_project(context, "/p/sightline.yaml");
  fuzz::expect_told(read.diagnostics, "sightline.yaml", text);
  fuzz::expect_told(read.diagnostics, "/p/sightline.yaml", text);
  if (!read.ok()) return 0;
  for (const ModelSpec& model : read.value.models) fuzz::expect(!model.name.empty(), "a model has a name");
  fuzz::expect(!read.value.root.empty(), "a project has a folder");
  return 0;
}
