#include "report/csv.h"

#include <fmt/format.h>

#include "base/number.h"
#include "base/text.h"

namespace sightline {

namespace {

constexpr std::string_view kHeader =
    "suite,case,prompt,model,repeat,status,score,reason,answer,finish_reason,source,prompt_tokens,completion_tokens,"
    "cost_usd,cost_source,first_token_ms,total_ms,file,line,role\r\n";

std::string optional_number(const std::optional<double>& value) {
  return value ? number_text(*value) : "";
}
std::string optional_count(const std::optional<std::int64_t>& value) {
  return value ? std::to_string(*value) : "";
}

std::vector<std::string> answer_cells(const CaseResult& result) {
  if (result.exchanges.empty() || !result.exchanges.back().reply) return std::vector<std::string>(5);
  const Exchange& last = result.exchanges.back();
  return {last.reply->text, last.reply->finish_reason, last.provenance.source,
          optional_count(last.reply->usage.prompt_tokens), optional_count(last.reply->usage.completion_tokens)};
}

/// What the result counts as: that of a case, of a control (by its kind), or of a group (by its kind).
std::string role_of(const CaseResult& result) {
  if (!result.control.empty()) return result.control;
  return result.group.kind.empty() ? "case" : result.group.kind;
}

std::vector<std::string> cells(const CaseResult& result) {
  std::vector<std::string> row = {result.unit.suite,
                                  result.unit.case_id,
                                  result.unit.prompt,
                                  result.unit.model,
                                  std::to_string(result.repeat),
                                  std::string(status_name(result.status)),
                                  number_text(result.score),
                                  result.reason};
  for (std::string& cell : answer_cells(result)) row.push_back(std::move(cell));
  row.push_back(optional_number(result.cost));
  row.push_back(std::string(cost_source_name(result.cost_source)));
  const Timing timing = result.exchanges.empty() ? Timing{} : result.exchanges.back().timing;
  row.push_back(optional_number(timing.first_token_ms));
  row.push_back(optional_number(timing.total_ms));
  row.push_back(result.place.file);
  row.push_back(std::to_string(result.place.position.line));
  row.push_back(role_of(result));
  return row;
}

class CsvWriter : public ReportWriter {
 public:
  explicit CsvWriter(std::ostream& out) : out_(out) { out << kHeader; }
  void unit(const ReportUnit& unit) override {
    for (const CaseResult& result : unit.repeats) write(result);
  }
  void end() override {}

 private:
  void write(const CaseResult& result) {
    const char* separator = "";
    for (const std::string& cell : cells(result)) {
      out_ << separator << csv_cell(cell);
      separator = ",";
    }
    out_ << "\r\n";
  }

  std::ostream& out_;
};

}  // namespace

std::string csv_cell(std::string_view raw) {
  std::string text = is_utf8(raw) ? std::string(raw) : repaired_utf8(raw);
  const bool formula = !text.empty() && std::string_view("=+-@\t\r\n").find(text[0]) != std::string_view::npos;
  if (formula && !parse_number(text)) text.insert(0, 1, '\'');
  if (text.find_first_of("\",\r\n") == std::string::npos) return text;
  std::string quoted_text = "\"";
  for (char c : text) quoted_text += c == '"' ? "\"\"" : std::string(1, c);
  return quoted_text + "\"";
}

std::unique_ptr<ReportWriter> csv_writer(const RunReader&, const RunSummary&, std::ostream& out) {
  return std::make_unique<CsvWriter>(out);
}

}  // namespace sightline
