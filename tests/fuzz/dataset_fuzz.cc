// Any bytes as a table of cases, in each of the formats there are: rows are maps that point into the text, and what CSV
// gave is given again by CSV written of it.

#include <array>
#include <cstdint>
#include <string>

#include "fakes/memory_files.h"
#include "fuzz/checks.h"
#include "suite/dataset.h"

namespace sightline {
namespace {

using fuzz::expect;

constexpr std::array kNames{"rows.csv", "rows.tsv", "rows.jsonl", "rows.json", "rows.yaml"};

Diagnosed<Dataset> read(const std::string& name, const std::string& text) {
  fakes::MemoryFiles files;
  files.put("/p/" + name, text);
  return read_dataset(files, "/p/" + name, name);
}

std::string cell_text(const std::string& cell) {
  std::string out = "\"";
  for (const char c : cell) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + "\"";
}

std::string csv_of(const Dataset& dataset) {
  std::string head;
  for (const Node::Member& member : dataset.rows.front().map())
    head += (head.empty() ? "" : ",") + cell_text(member.key);
  std::string out = head + "\r\n";
  for (const Node& row : dataset.rows) {
    std::string line;
    for (const Node::Member& member : row.map()) line += (line.empty() ? "" : ",") + cell_text(member.value.string());
    out += line + "\r\n";
  }
  return out;
}

void check_written_again(const Dataset& dataset) {
  const auto again = read("rows.csv", csv_of(dataset));
  expect(again.ok(), "what was read can be written and read again");
  expect(again.value.rows == dataset.rows, "rows stay what they are");
}

void check(const std::string& name, const std::string& text) {
  const auto dataset = read(name, text);
  fuzz::expect_told(dataset.diagnostics, name, text);
  if (!dataset.ok()) return;
  expect(!dataset.value.rows.empty(), "a table has rows");
  for (const Node& row : dataset.value.rows) {
    expect(row.is_map(), "a row is a map");
    expect(row.at.line > 0 && row.at.line <= text.size() + 1, "a row stands in the text");
  }
  if (name == "rows.csv" || name == "rows.tsv") check_written_again(dataset.value);
}

}  // namespace
}  // namespace sightline

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const char* name = sightline::kNames[data[0] % sightline::kNames.size()];
  sightline::check(name, {reinterpret_cast<const char*>(data) + 1, size - 1});
  return 0;
}
