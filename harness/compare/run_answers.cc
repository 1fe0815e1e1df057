#include <algorithm>

#include "compare/results_file.h"
#include "compare/run_figures.h"
#include "compare/run_source.h"
#include "runlog/line_window.h"
#include "runlog/record_reader.h"
#include "runlog/run_index.h"

namespace sightline {
namespace {

/// What the model said in its last turn of a repeat: its text, or what stands in the text's place.
std::string answer_of(const CaseResult& result) {
  for (auto exchange = result.exchanges.rbegin(); exchange != result.exchanges.rend(); ++exchange) {
    if (!exchange->reply) continue;
    const Reply& reply = *exchange->reply;
    if (!reply.text.empty()) return reply.text;
    if (!reply.refusal.empty()) return reply.refusal;
    if (!reply.tool_calls.empty()) return reply.tool_calls[0].name + "(" + reply.tool_calls[0].arguments + ")";
    return "";
  }
  return "";
}

/// `repeats` are a unit's, by repeat, at least one.
std::string telling_answer(const std::vector<CaseResult>& repeats) {
  const auto telling = std::ranges::find_if(repeats, [](const CaseResult& r) { return r.status != Status::passed; });
  return answer_of(telling == repeats.end() ? repeats.front() : *telling);
}

std::vector<CaseResult> repeats_of(const UnitId& unit, const RunIndex& index, LineWindow& window) {
  std::vector<CaseResult> repeats;
  for (const RunIndex::Result& found : index.repeats_of(unit)) {
    const auto line = window.line(found.line);
    if (!line) continue;
    JsonCursor in(*line);
    CaseResult result;
    RecordReader::read(in, result);
    if (in.finished()) repeats.push_back(std::move(result));
  }
  return repeats;
}

using Answers = std::map<UnitId, std::string>;

Expected<Answers> answers_of_log(const Files& files, const std::string& log, const std::set<UnitId>& units) {
  const auto index =
      RunIndex::read(files, log, [](std::string_view line, std::uint64_t) { return read_line_beginning(line); });
  if (!index) return tl::unexpected(index.error());
  LineWindow window(files, log);
  Answers answers;
  for (const UnitId& unit : units) {
    const auto repeats = repeats_of(unit, *index, window);
    if (!repeats.empty()) answers.emplace(unit, telling_answer(repeats));
  }
  return answers;
}

Expected<Answers> answers_of_results(const Files& files, const std::string& path, const std::set<UnitId>& units) {
  Answers answers;
  const auto read = read_results_file(files, path, [&](const RunHeader&, const UnitId& unit, JsonCursor& in) {
    if (!units.contains(unit)) return std::string();
    std::vector<CaseResult> repeats;
    in.list([&] { RecordReader::read(in, repeats.emplace_back()); });
    std::ranges::stable_sort(repeats, {}, &CaseResult::repeat);
    if (!in.failed() && !repeats.empty()) answers.emplace(unit, telling_answer(repeats));
    return std::string();
  });
  if (!read) return tl::unexpected(read.error());
  return answers;
}

}  // namespace

Expected<Answers> read_answers(const Files& files, const std::string& path, const std::set<UnitId>& units) {
  if (units.empty()) return Answers{};
  const auto source = run_source(files, path);
  if (!source) return tl::unexpected(source.error());
  return source->is_log ? answers_of_log(files, source->path, units) : answers_of_results(files, source->path, units);
}

}  // namespace sightline
