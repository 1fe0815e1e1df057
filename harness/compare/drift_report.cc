#include "compare/drift_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "json/json.h"
#include "report/harmless.h"
#include "report/verdict.h"

namespace sightline {
namespace {

constexpr std::size_t kLongestValue = 200;

bool has(const DriftReport::Unit& unit, DriftLevel level) {
  return std::ranges::any_of(unit.findings, [&](const DriftFinding& finding) { return finding.level == level; });
}

std::string finding_text(const DriftFinding& finding) {
  const std::string turn = finding.turn > 0 ? fmt::format(" (turn {})", finding.turn + 1) : "";
  return fmt::format("    {}{}\n      recorded: {}\n      live:     {}\n", finding.what, turn,
                     harmless_line(finding.recorded, kLongestValue), harmless_line(finding.live, kLongestValue));
}

std::string level_text(const DriftReport& report, DriftLevel level) {
  std::string text;
  for (const DriftReport::Unit& unit : report.compared) {
    if (!has(unit, level)) continue;
    text += fmt::format("  {}\n", harmless_line(unit.id.text(), kLongestValue));
    for (const DriftFinding& finding : unit.findings) {
      if (finding.level == level) text += finding_text(finding);
    }
  }
  return text.empty() ? "" : fmt::format("{}\n{}", drift_level_name(level), text);
}

std::string sources_text(const std::map<std::string, std::uint64_t>& sources) {
  std::string text;
  for (const auto& [source, count] : sources) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, source);
  return text;
}

std::string counts_text(const DriftReport& report) {
  std::uint64_t same = report.compared.size();
  std::string text = fmt::format("{} compared", counted(report.compared.size(), "unit"));
  for (const DriftLevel level : kDriftLevels) {
    const std::uint64_t count = units_at(report, level);
    same -= count;
    if (count > 0) text += fmt::format(", {} {}", count, drift_level_name(level));
  }
  return text + fmt::format(", {} without a difference\n", same);
}

std::string left_out_text(const DriftReport& report) {
  std::string text;
  if (report.not_chosen > 0) text += fmt::format("not chosen: {}\n", counted(report.not_chosen, "recorded unit"));
  if (!report.other_sources.empty()) {
    text += fmt::format("left out by their source: {} (--source names what is compared)\n",
                        sources_text(report.other_sources));
  }
  if (report.not_recorded > 0) text += fmt::format("not recorded: {}\n", counted(report.not_recorded, "unit"));
  return text;
}

void write_unit(JsonWriter& json, const UnitId& unit) {
  json.member("suite", unit.suite).member("case", unit.case_id).member("prompt", unit.prompt);
  json.member("model", unit.model);
}

void write_finding(JsonWriter& json, const UnitId& unit, const DriftFinding& finding) {
  json.begin_map();
  json.member("level", drift_level_name(finding.level)).member("what", finding.what);
  write_unit(json, unit);
  json.member("turn", finding.turn).member("recorded", finding.recorded).member("live", finding.live);
  json.end_map();
}

void write_drift_counts(JsonWriter& json, const DriftReport& report) {
  json.member("compared", std::uint64_t{report.compared.size()});
  for (const DriftLevel level : kDriftLevels) json.member(drift_level_name(level), units_at(report, level));
  json.member("not_chosen", report.not_chosen).member("not_recorded", report.not_recorded);
  json.key("other_sources").begin_map();
  for (const auto& [source, count] : report.other_sources) json.member(source, count);
  json.end_map();
}

}  // namespace

std::uint64_t units_at(const DriftReport& report, DriftLevel level) {
  return static_cast<std::uint64_t>(std::ranges::count_if(report.compared, [&](const DriftReport::Unit& unit) {
    const auto gravest = std::ranges::find_if(kDriftLevels, [&](DriftLevel one) { return has(unit, one); });
    return gravest != kDriftLevels.end() && *gravest == level;
  }));
}

bool drifted(const DriftReport& report, DriftLevel least) {
  return std::ranges::any_of(kDriftLevels,
                             [&](DriftLevel level) { return level <= least && units_at(report, level) > 0; });
}

std::string drift_text(const DriftReport& report) {
  std::string text;
  for (const DriftLevel level : kDriftLevels) text += level_text(report, level);
  if (!report.not_compared.empty()) text += "not compared\n";
  for (const DriftReport::NotCompared& unit : report.not_compared) {
    text += fmt::format("  {}\n    {}\n", harmless_line(unit.id.text(), kLongestValue),
                        harmless_line(unit.why, kLongestValue));
  }
  return text + counts_text(report) + left_out_text(report);
}

std::string drift_json(const DriftReport& report) {
  std::string out;
  JsonWriter json(out);
  json.begin_map().member("drift", 1);
  json.member("recorded_run", report.recorded_run).member("live_run", report.live_run);
  json.member("seed", report.seed).member("similarity", report.rules.similarity).member("spent", report.spent);
  write_drift_counts(json, report);
  json.key("not_compared").begin_list();
  for (const DriftReport::NotCompared& unit : report.not_compared) {
    json.begin_map();
    write_unit(json, unit.id);
    json.member("why", unit.why).end_map();
  }
  json.end_list().key("findings").begin_list();
  for (const DriftLevel level : kDriftLevels) {
    for (const DriftReport::Unit& unit : report.compared) {
      for (const DriftFinding& finding : unit.findings) {
        if (finding.level == level) write_finding(json, unit.id, finding);
      }
    }
  }
  json.end_list().end_map();
  return out + "\n";
}

}  // namespace sightline
