#include "report/page_rows.h"

#include <algorithm>

#include "base/text.h"
#include "report/page_comparison.h"
#include "report/report.h"
#include "report/summary_json.h"
#include "report/unit_measures.h"
#include "report/unit_requests.h"
#include "report/verdict.h"
#include "runlog/comparison_fields.h"
#include "runlog/record_writer.h"

namespace sightline {
namespace {

/// The form of the data; the page and its data are always of one program, so that this is for readers of other kinds.
constexpr int kPageFormat = 1;
/// Of an answer, in the table.
constexpr std::size_t kAnswerLength = 160;
/// Bytes of a row, and of what stands in a unit's details around its results and requests.
constexpr std::size_t kUsualRow = 512;

/// The beginning of the first answer, or the call that stands in its place.
std::string answer_excerpt(const std::vector<CaseResult>& repeats) {
  const auto answered = std::ranges::find_if(repeats, has_answer);
  if (answered == repeats.end()) return "";
  const Reply& reply = *answered->exchanges.back().reply;
  if (!reply.text.empty()) return shortened(reply.text, kAnswerLength);
  if (!reply.refusal.empty()) return shortened(reply.refusal, kAnswerLength);
  if (reply.tool_calls.empty()) return "";
  return shortened(reply.tool_calls[0].name + "(" + reply.tool_calls[0].arguments + ")", kAnswerLength);
}

/// What all exchanges of the answers took, per repeat; nothing where no time is known.
std::optional<double> mean_latency_ms(const std::vector<CaseResult>& repeats) {
  double sum = 0;
  std::size_t timed = 0;
  for (const CaseResult& result : repeats) {
    std::optional<double> total;
    for (const Exchange& exchange : result.exchanges) {
      if (exchange.timing.total_ms) total = total.value_or(0) + *exchange.timing.total_ms;
    }
    sum += total.value_or(0);
    timed += total.has_value();
  }
  return timed > 0 ? std::optional(sum / static_cast<double>(timed)) : std::nullopt;
}

/// The cost of a unit's answers, each once, where that of all is known.
void write_cost(RecordWriter& writer, const std::vector<CaseResult>& repeats) {
  double cost = 0;
  CostSource source = CostSource::unknown;
  for (const CaseResult& result : repeats) {
    if (!has_answer(result) || is_copy(result)) continue;
    if (!result.cost) return;
    cost += *result.cost;
    if (source != CostSource::priced) source = result.cost_source;
  }
  if (source == CostSource::unknown) return;
  writer.always("cost", cost);
  writer.always("cost_source", source);
}

bool is_authored(const CaseResult& result) {
  return std::ranges::any_of(result.exchanges, [](const Exchange& e) { return e.provenance.source == "authored"; });
}

bool passed(const CaseResult& result) {
  return result.status == Status::passed || result.status == Status::xpassed;
}

void write_ignored_changed(JsonWriter& json, const RunSummary& summary) {
  json.key("ignored_changed").begin_map().member("results", summary.ignored_changed);
  json.member("first", summary.first_ignored_changed).end_map();
}

void write_change(RecordWriter& writer, const UnitId& unit, const RunCompanions& companions) {
  if (companions.is_new(unit)) writer.json().member("change", "new");
  const UnitChange* change = companions.change_of(unit);
  if (change == nullptr) return;
  writer.always("change", change->fate);
  writer.json().key("before").begin_map();
  writer.always("status", change->base.status);
  writer.always("score", change->base.score);
  writer.always("passed", change->base.passed);
  writer.always("repeats", change->base.repeats);
  writer("reason", change->base.reason);
  writer.json().end_map();
}

/// Of a unit with copies of an earlier repeat's answer: how many answers there are without these, and how many passed.
void write_own_answers(RecordWriter& writer, const std::vector<CaseResult>& repeats) {
  if (std::ranges::none_of(repeats, is_copy)) return;
  const auto is_own = [](const CaseResult& result) { return !is_copy(result); };
  writer.always("answers", static_cast<std::uint64_t>(std::ranges::count_if(repeats, is_own)));
  const auto own_passed = [&](const CaseResult& result) { return is_own(result) && passed(result); };
  writer.always("answers_passed", static_cast<std::uint64_t>(std::ranges::count_if(repeats, own_passed)));
}

}  // namespace

std::string page_head(const RunReader& run, const RunSummary& summary, const RunCompanions& companions) {
  std::string out;
  JsonWriter json(out);
  json.begin_map().member("page", kPageFormat);
  json.key("run").raw(to_json(run.header()));
  json.key("end").raw(run.footer() ? to_json(*run.footer()) : "null");
  const RunVerdict verdict = verdict_of(run, summary);
  json.key("verdict").begin_map().member("word", verdict.word).member("sentence", verdict.sentence).end_map();
  json.key("summary");
  write_summary(json, summary, Figures::all);
  if (summary.ignored_changed > 0) write_ignored_changed(json, summary);
  if (companions.comparison()) json.key("comparison").raw(page_comparison(companions));
  if (!companions.trend().empty()) json.key("trend").raw(to_json(companions.trend()));
  json.key("images").begin_list();
  for (const std::string& file : run.image_files()) json.value(file);
  json.end_list().end_map();
  return out;
}

std::string page_row(const std::vector<CaseResult>& repeats, const RunCompanions& companions) {
  return page_row(summarise_unit(repeats), repeats, companions);
}

std::string page_row(const UnitSummary& unit, const std::vector<CaseResult>& repeats, const RunCompanions& companions) {
  const CaseResult& first = repeats.front();
  std::string out;
  out.reserve(kUsualRow);
  RecordWriter writer(out);
  writer.json().begin_map();
  describe(writer, unit.id);
  writer.always("status", unit.status);
  writer.always("score", unit.score);
  writer("flaky", unit.flaky);
  writer("must_pass", unit.must_pass);
  writer("control", unit.control);
  writer("control_of", unit.control_of);
  writer("group", first.group.kind);
  writer.always("repeats", unit.repeats);
  writer.always("repeats_passed", static_cast<std::uint64_t>(std::ranges::count_if(repeats, passed)));
  write_own_answers(writer, repeats);
  writer("reason", unit.reason);
  writer("description", first.description);
  writer("tags", first.tags);
  writer("place", unit.place);
  write_cost(writer, repeats);
  writer("latency_ms", mean_latency_ms(repeats));
  writer("authored", std::ranges::any_of(repeats, is_authored));
  writer("answer", answer_excerpt(repeats));
  write_change(writer, unit.id, companions);
  writer.json().end_map();
  return out;
}

std::string page_detail(const std::vector<CaseResult>& repeats, const RunReader& run) {
  std::string out;
  RecordWriter writer(out);
  JsonWriter& json = writer.json();
  json.begin_map().member("rerun", rerun_command(repeats.front().unit, run.header()));
  writer.always("repeats", repeats);
  write_requests(json, repeats, run);
  json.end_map();
  return out;
}

std::string page_detail(const ReportUnit& unit, const RunHeader& header) {
  std::string out;
  out.reserve(unit.results.size() + unit.requests.size() + kUsualRow);
  JsonWriter json(out);
  json.begin_map().member("rerun", rerun_command(unit.summary.id, header));
  json.key("repeats").raw(unit.results);
  json.key("requests").raw(unit.requests).end_map();
  return out;
}

}  // namespace sightline
