#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "cli/exit_code.h"
#include "cli/fixtures_folder.h"
#include "fixture/request_images.h"
#include "json/json.h"
#include "report/harmless.h"
#include "report/verdict.h"

namespace sightline {

namespace {

using Row = std::vector<std::string>;

std::string model_of(const Fixture& fixture) {
  const Node* model = fixture.request.body.find("model");
  return model != nullptr && model->is_string() ? model->string() : "";
}

std::uint64_t recorded_repeats(const Fixture& fixture) {
  return static_cast<std::uint64_t>(
      std::ranges::count_if(fixture.responses, [](const RecordedResponse& r) { return r.status != 0; }));
}

std::string_view kind_of(const KeyedRequest& request) {
  if (request.path == kEmbeddingsPath) return "embeddings";
  return request.stream ? "stream" : "plain";
}

std::string_view after_name(Fixture::After after) {
  if (after == Fixture::After::repeat_last) return "repeat_last";
  return after == Fixture::After::cycle ? "cycle" : "miss";
}

std::string standing_text(const FixtureCoverage& coverage, const Fixture& fixture) {
  switch (coverage.standing(fixture)) {
    case FixtureCoverage::Standing::used:
      return join(coverage.used.at(&fixture).units, ", ");
    case FixtureCoverage::Standing::undecided:
      return "undecided: an answer before it is not recorded";
    case FixtureCoverage::Standing::unused:
      break;
  }
  return "unused";
}

Row row_of(const Fixture& fixture, const OpenFixtures& opened) {
  const std::string after = fixture.after == Fixture::After::miss ? "" : fmt::format(", {}", after_name(fixture.after));
  Row row{fixture.path,
          short_hash(fixture.request.key),
          model_of(fixture),
          std::string(kind_of(fixture.request)),
          counted(recorded_repeats(fixture), "repeat") + after,
          counted(images_of(fixture.request.body).size(), "image"),
          fixture.source,
          fixture.recorded_at.empty() ? "-" : fixture.recorded_at};
  if (opened.coverage) row.push_back(standing_text(*opened.coverage, fixture));
  constexpr std::size_t kLongestCell = 400;
  for (std::string& cell : row) cell = harmless_line(cell, kLongestCell);
  return row;
}

/// Columns two blanks apart.
std::string table(const std::vector<Row>& rows) {
  std::vector<std::size_t> widths;
  for (const Row& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], code_point_count(row[i]));
  }
  std::string out;
  for (const Row& row : rows) {
    for (std::size_t i = 0; i + 1 < row.size(); ++i) {
      out += row[i] + std::string(widths[i] - code_point_count(row[i]) + 2, ' ');
    }
    out += row.back() + "\n";
  }
  return out;
}

void write_json(const Fixture& fixture, const OpenFixtures& opened, JsonWriter& json) {
  json.begin_map().member("path", fixture.path).member("key", fixture.request.key).member("model", model_of(fixture));
  json.member("request_path", fixture.request.path);
  json.member("stream", fixture.request.stream).member("repeats", recorded_repeats(fixture));
  json.member("after", after_name(fixture.after));
  json.key("images").begin_list();
  for (const Node* image : images_of(fixture.request.body)) json.value(*image_url_of(*image));
  json.end_list().member("source", fixture.source).member("recorded_at", fixture.recorded_at);
  json.member("recorded_host", fixture.recorded_host).key("units");
  if (opened.coverage) {
    json.begin_list();
    const auto use = opened.coverage->used.find(&fixture);
    if (use != opened.coverage->used.end()) {
      for (const std::string& unit : use->second.units) json.value(unit);
    }
    json.end_list();
  } else {
    json.null();
  }
  json.end_map();
}

std::string json_text(const std::vector<const Fixture*>& fixtures, const OpenFixtures& opened) {
  std::string out = "[";
  for (const Fixture* fixture : fixtures) {
    std::string line;
    JsonWriter json(line);
    write_json(*fixture, opened, json);
    out += (fixture == fixtures.front() ? "\n  " : ",\n  ") + line;
  }
  return out + (fixtures.empty() ? "]\n" : "\n]\n");
}

}  // namespace

int list_fixtures(const FixturesArguments& arguments, Terminal& terminal) {
  if (arguments.unused && !(arguments.folder.empty() && arguments.suites.empty())) {
    terminal.errors({{.message = "--unused is judged over all suites of the project: name no suites and no folder"}});
    return exit_code::kUsage;
  }
  DiskFiles files;
  const auto opened = open_fixtures(files, arguments, terminal);
  if (!opened) return exit_code::kUsage;
  std::vector<const Fixture*> fixtures = opened->library->all();
  if (arguments.unused) {
    std::erase_if(fixtures, [&](const Fixture* fixture) {
      return opened->coverage->standing(*fixture) != FixtureCoverage::Standing::unused;
    });
  }
  if (arguments.json) {
    terminal.print(json_text(fixtures, *opened));
  } else {
    std::vector<Row> rows;
    for (const Fixture* fixture : fixtures) rows.push_back(row_of(*fixture, *opened));
    terminal.print(table(rows));
  }
  return has_errors(opened->broken) ? exit_code::kUsage : exit_code::kSuccess;
}

}  // namespace sightline
