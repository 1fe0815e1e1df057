#include <set>

#include "base/number.h"
#include "base/text.h"
#include "cli/history_text.h"
#include "json/json.h"
#include "report/csv.h"

namespace sightline {
namespace {

constexpr unsigned kHistoryFormat = 1;

constexpr std::string_view kSeriesHeader =
    "run,started,label,git_commit,mode,finished,complete,suites,model,prompt,passed,failed,error,skipped,xfailed,"
    "xpassed,flaky,pass_rate,pass_rate_low,pass_rate_high,mean_score,cost_usd,latency_p50_ms,latency_p95_ms,"
    "prompt_tokens,completion_tokens,against,base,change,lost,gained";
constexpr std::string_view kUnitHeader =
    "run,started,label,git_commit,mode,finished,complete,suite,case,prompt,model,flips,status,score,flaky,cost_usd,"
    "latency_ms,reason";

void write_optional(JsonWriter& json, std::string_view name, const std::optional<double>& value) {
  if (value) json.member(name, *value);
}

void write_run(JsonWriter& json, const TrendRun& run) {
  json.begin_map().member("run", run.folder).member("id", run.id).member("started", run.started);
  if (!run.label.empty()) json.member("label", run.label);
  if (!run.git_commit.empty()) json.member("git_commit", run.git_commit);
  json.member("mode", mode_name(run.mode)).member("finished", run.finished).member("complete", run.complete);
  json.key("suites").begin_map();
  for (const auto& [name, sha256] : run.suites) json.member(name, sha256);
  json.end_map().end_map();
}

void write_counts(JsonWriter& json, const StatusCounts& counts) {
  json.member("passed", counts.passed).member("failed", counts.failed).member("error", counts.error);
  json.member("skipped", counts.skipped).member("xfailed", counts.xfailed).member("xpassed", counts.xpassed);
  json.member("flaky", counts.flaky);
}

void write_change(JsonWriter& json, const TrendPoint& point, const std::vector<TrendRun>& runs) {
  if (!against_name(point.against).empty()) json.member("against", against_name(point.against));
  if (!point.base) return;
  json.member("base", runs[*point.base].folder);
  write_optional(json, "change", point.change);
  json.member("lost", point.lost).member("gained", point.gained);
}

void write_point(JsonWriter& json, const TrendPoint& point, const std::vector<TrendRun>& runs) {
  const TrendCell& cell = point.cell;
  json.begin_map().member("run", runs[point.run].folder);
  write_counts(json, cell.counts);
  if (const auto rate = cell.counts.pass_rate()) {
    json.member("pass_rate", *rate);
    json.key("pass_rate_95").begin_list().value(point.interval.low).value(point.interval.high).end_list();
    json.member("mean_score", cell.mean_score);
  }
  write_optional(json, "cost_usd", cell.cost);
  write_optional(json, "latency_p50_ms", cell.latency_p50_ms);
  write_optional(json, "latency_p95_ms", cell.latency_p95_ms);
  json.member("prompt_tokens", cell.prompt_tokens).member("completion_tokens", cell.completion_tokens);
  if (!cell.metrics.empty()) {
    json.key("metrics").begin_map();
    for (const auto& [name, value] : cell.metrics) json.member(name, value);
    json.end_map();
  }
  write_change(json, point, runs);
  json.end_map();
}

void write_series(JsonWriter& json, const History& history) {
  json.key("series").begin_list();
  for (const TrendSeries& series : history.series) {
    json.begin_map().key("suites").begin_list();
    for (const std::string& suite : series.suites) json.value(suite);
    json.end_list().member("model", series.model).member("prompt", series.prompt).key("points").begin_list();
    for (const TrendPoint& point : series.points) write_point(json, point, history.runs);
    json.end_list().end_map();
  }
  json.end_list();
}

void write_units(JsonWriter& json, const History& history) {
  json.key("units").begin_list();
  for (const UnitTrend& unit : history.units) {
    json.begin_map().member("suite", unit.id.suite).member("case", unit.id.case_id);
    json.member("prompt", unit.id.prompt).member("model", unit.id.model).member("flips", unit.flips);
    json.key("points").begin_list();
    for (const UnitPoint& point : unit.points) {
      json.begin_map().member("run", history.runs[point.run].folder).member("status", status_name(point.status));
      json.member("score", point.score).member("flaky", point.flaky);
      write_optional(json, "cost_usd", point.cost);
      write_optional(json, "latency_ms", point.latency_ms);
      if (!point.reason.empty()) json.member("reason", point.reason);
      json.end_map();
    }
    json.end_list().end_map();
  }
  json.end_list();
}

/// The runs that some point is about, or is held against.
std::vector<bool> named_runs(const History& history) {
  std::vector<bool> named(history.runs.size());
  for (const TrendSeries& series : history.series) {
    for (const TrendPoint& point : series.points) {
      named[point.run] = true;
      if (point.base) named[*point.base] = true;
    }
  }
  for (const UnitTrend& unit : history.units) {
    for (const UnitPoint& point : unit.points) named[point.run] = true;
  }
  return named;
}

/// A line of a table.
class CsvLine {
 public:
  explicit CsvLine(std::string& out) : out_(out) {}
  ~CsvLine() { out_ += "\r\n"; }
  CsvLine(const CsvLine&) = delete;
  CsvLine& operator=(const CsvLine&) = delete;

  CsvLine& add(std::string_view text) {
    if (!first_) out_ += ',';
    first_ = false;
    out_ += csv_cell(text);
    return *this;
  }
  CsvLine& add(bool yes) { return add(yes ? std::string_view("true") : "false"); }
  CsvLine& add(std::uint64_t count) { return add(std::string_view(std::to_string(count))); }
  CsvLine& add(const std::optional<double>& value) { return add(std::string_view(value ? number_text(*value) : "")); }
  CsvLine& add(const TrendRun& run) {
    add(run.folder).add(run.started).add(run.label).add(run.git_commit);
    return add(mode_name(run.mode)).add(run.finished).add(run.complete);
  }
  CsvLine& add(const std::string& text) { return add(std::string_view(text)); }

 private:
  std::string& out_;
  bool first_ = true;
};

/// The metrics of all points: a column each.
std::set<std::string> metrics_of(const History& history) {
  std::set<std::string> names;
  for (const TrendSeries& series : history.series) {
    for (const TrendPoint& point : series.points) {
      for (const auto& [name, value] : point.cell.metrics) names.insert(name);
    }
  }
  return names;
}

void add_line(std::string& out, const TrendSeries& series, const TrendPoint& point, const std::vector<TrendRun>& runs,
              const std::set<std::string>& metrics) {
  const TrendCell& cell = point.cell;
  const StatusCounts& n = cell.counts;
  const auto rate = n.pass_rate();
  const auto known = [&](double value) { return rate ? std::optional(value) : std::nullopt; };
  CsvLine line(out);
  line.add(runs[point.run]).add(join(series.suites, " ")).add(series.model).add(series.prompt);
  for (const std::uint64_t count : {n.passed, n.failed, n.error, n.skipped, n.xfailed, n.xpassed, n.flaky}) {
    line.add(count);
  }
  line.add(rate).add(known(point.interval.low)).add(known(point.interval.high)).add(known(cell.mean_score));
  line.add(cell.cost).add(cell.latency_p50_ms).add(cell.latency_p95_ms);
  line.add(cell.prompt_tokens).add(cell.completion_tokens).add(against_name(point.against));
  line.add(point.base ? std::string_view(runs[*point.base].folder) : "").add(point.change);
  line.add(point.lost).add(point.gained);
  for (const std::string& name : metrics) {
    const auto found = cell.metrics.find(name);
    line.add(found == cell.metrics.end() ? std::nullopt : std::optional(found->second));
  }
}

void add_line(std::string& out, const UnitTrend& unit, const UnitPoint& point, const std::vector<TrendRun>& runs) {
  CsvLine line(out);
  line.add(runs[point.run]).add(unit.id.suite).add(unit.id.case_id).add(unit.id.prompt).add(unit.id.model);
  line.add(static_cast<std::uint64_t>(unit.flips)).add(status_name(point.status)).add(std::optional(point.score));
  line.add(point.flaky).add(point.cost).add(point.latency_ms).add(point.reason);
}

}  // namespace

std::string history_json(const History& history, bool of_units) {
  std::string out;
  JsonWriter json(out);
  json.begin_map().member("sightline_history", kHistoryFormat).key("runs").begin_list();
  const std::vector<bool> named = named_runs(history);
  for (std::size_t i = 0; i < named.size(); ++i) {
    if (named[i]) write_run(json, history.runs[i]);
  }
  json.end_list().member("earlier_runs", static_cast<std::uint64_t>(history.earlier));
  json.member("shards_left_out", history.shards);
  of_units ? write_units(json, history) : write_series(json, history);
  json.end_map();
  return out + "\n";
}

std::string history_csv(const History& history, bool of_units) {
  std::string out(of_units ? kUnitHeader : kSeriesHeader);
  const std::set<std::string> metrics = metrics_of(history);
  for (const std::string& name : metrics) out += "," + csv_cell("metrics." + name);
  out += "\r\n";
  for (const TrendSeries& series : history.series) {
    for (const TrendPoint& point : series.points) add_line(out, series, point, history.runs, metrics);
  }
  for (const UnitTrend& unit : history.units) {
    for (const UnitPoint& point : unit.points) add_line(out, unit, point, history.runs);
  }
  return out;
}

}  // namespace sightline
