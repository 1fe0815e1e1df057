#include "report/results_json.h"

#include "report/report.h"
#include "report/summary_json.h"
#include "runlog/record_writer.h"

namespace sightline {
namespace {

/// Bytes of a unit before its results.
constexpr std::size_t kUsualHead = 512;

std::string header_json(const RunHeader& header, Figures figures) {
  if (figures == Figures::all) return to_json(header);
  std::string out;
  RecordWriter writer(out);
  writer.json().begin_map();
  writer("version", header.version);
  writer("seed", header.seed);
  writer("suites", header.suites);
  writer("models", header.models);
  writer.always("planned_results", header.planned_results);
  writer.json().end_map();
  return out;
}

std::string footer_json(const RunFooter& footer, Figures figures) {
  if (figures == Figures::all) return to_json(footer);
  std::string out;
  RecordWriter writer(out);
  writer.json().begin_map();
  writer.always("complete", footer.complete);
  writer("incomplete_because", footer.incomplete_because);
  writer("gates", footer.gates);
  writer("decided", footer.decided);
  writer("not_needed", footer.not_needed);
  writer.always("exit_code", footer.exit_code);
  writer.json().end_map();
  return out;
}

/// What two runs with the same answers have in common: no times, and not how the answers came.
CaseResult stable(CaseResult result) {
  for (Exchange& exchange : result.exchanges) {
    exchange.timing = {};
    exchange.attempts.clear();
    exchange.provenance.replayed = false;
    exchange.provenance.recorded_at.clear();
    exchange.provenance.ignored_changed = false;
    exchange.provenance.request_changed = false;
    if (!exchange.failure) continue;
    exchange.failure->request_id.clear();
    exchange.failure->retry_after_ms.reset();
  }
  return result;
}

std::string unit_json(const ReportUnit& told, Figures figures) {
  const UnitSummary& unit = told.summary;
  std::string out;
  out.reserve(told.results.size() + told.requests.size() + kUsualHead);
  RecordWriter writer(out);
  writer.json().begin_map();
  describe(writer, unit.id);
  writer.always("status", unit.status);
  writer.always("score", unit.score);
  writer("flaky", unit.flaky);
  writer("must_pass", unit.must_pass);
  writer("control", unit.control);
  writer("control_of", unit.control_of);
  writer("reason", unit.reason);
  writer.json().key("results");
  if (figures == Figures::all) {
    writer.json().raw(told.results);
  } else {
    writer.json().begin_list();
    for (const CaseResult& result : told.repeats) writer.write(stable(result));
    writer.json().end_list();
  }
  writer.json().key("requests").raw(told.requests).end_map();
  return out;
}

class ResultsWriter : public ReportWriter {
 public:
  ResultsWriter(const RunReader& run, const RunSummary& summary, Figures figures, std::ostream& out)
      : figures_(figures), out_(out) {
    std::string figures_json;
    JsonWriter json(figures_json);
    write_summary(json, summary, figures);
    out << "{\n\"sightline_results\":" << kResultsFormat << ",\n\"run\":" << header_json(run.header(), figures)
        << ",\n\"end\":" << (run.footer() ? footer_json(*run.footer(), figures) : "null")
        << ",\n\"summary\":" << figures_json << ",\n\"units\":[";
  }
  void unit(const ReportUnit& unit) override {
    out_ << separator_ << unit_json(unit, figures_);
    separator_ = ",\n";
  }
  bool wants_whole_results() const override { return figures_ == Figures::stable; }
  void end() override { out_ << "\n]\n}\n"; }

 private:
  Figures figures_;
  std::ostream& out_;
  const char* separator_ = "\n";
};

}  // namespace

std::unique_ptr<ReportWriter> results_json_writer(const RunReader& run, const RunSummary& summary, std::ostream& out) {
  return std::make_unique<ResultsWriter>(run, summary, Figures::all, out);
}

void write_stable_results_json(const RunReader& run, const RunSummary& summary, std::ostream& out) {
  ResultsWriter writer(run, summary, Figures::stable, out);
  tell_units(run, {&writer});
}

}  // namespace sightline
