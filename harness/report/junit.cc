#include "report/junit.h"

#include <fmt/format.h>

#include <map>

#include "report/xml_writer.h"

namespace sightline {

namespace {

std::string seconds(double milliseconds) {
  return fmt::format("{:.3f}", milliseconds / 1000);
}

double total_ms(const std::vector<CaseResult>& repeats) {
  double sum = 0;
  for (const CaseResult& result : repeats) {
    for (const Exchange& exchange : result.exchanges) sum += exchange.timing.total_ms.value_or(0);
  }
  return sum;
}

std::string which_repeat(const std::vector<CaseResult>& repeats, const CaseResult& result) {
  return repeats.size() > 1 ? fmt::format("repeat {}: ", result.repeat + 1) : "";
}

/// Every assertion of the unit that did not pass, one a line.
std::string details_of(const std::vector<CaseResult>& repeats) {
  std::string text;
  for (const CaseResult& result : repeats) {
    const std::string which = which_repeat(repeats, result);
    if (result.assertions.empty() && !result.reason.empty()) text += which + result.reason + "\n";
    for (const AssertionResult& assertion : result.assertions) {
      if (assertion.verdict.status == Verdict::Status::pass) continue;
      text += fmt::format("{}{}: {}: {} ({})\n", which, status_name(assertion.verdict.status), assertion.text,
                          assertion.verdict.reason, assertion.place.text());
    }
  }
  return text;
}

void write_outcome(XmlElement& testcase, const UnitSummary& unit, const std::vector<CaseResult>& repeats) {
  const auto element = [&](std::string_view name) {
    XmlElement(testcase, name, {{"message", unit.reason}, {"type", status_name(unit.status)}})
        .text(details_of(repeats));
  };
  switch (unit.status) {
    case Status::failed:
    case Status::xpassed:
      return element("failure");
    case Status::error:
      return element("error");
    case Status::skipped:
    case Status::xfailed:
      XmlElement(testcase, "skipped", {{"message", unit.reason}});
      return;
    case Status::passed:
      return;
  }
}

/// Where the answers are from: the source of the first, since repeats of a unit are recorded together.
std::string_view source_of(const std::vector<CaseResult>& repeats) {
  const auto& exchanges = repeats.front().exchanges;
  if (exchanges.empty() || !exchanges.back().reply) return "";
  return exchanges.back().provenance.source;
}

void write_properties(XmlElement& testcase, const UnitSummary& unit, const std::vector<CaseResult>& repeats) {
  XmlElement properties(testcase, "properties");
  const auto property = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) XmlElement(properties, "property", {{"name", name}, {"value", value}});
  };
  property("model", unit.id.model);
  property("prompt", unit.id.prompt);
  property("status", status_name(unit.status));
  property("score", fmt::format("{:.3f}", unit.score));
  if (unit.flaky) property("flaky", "true");
  if (unit.must_pass) property("must_pass", "true");
  property("source", source_of(repeats));
  const GroupRecord& group = repeats.front().group;
  if (!group.kind.empty()) property("group", group.kind + ", " + group.rule);
  for (const GroupMember& member : group.members) {
    property("member", fmt::format("{} {}", status_name(member.status), member.unit));
  }
  if (group.consistent) property("consistent", *group.consistent ? "true" : "false");
}

void write_answers(XmlElement& testcase, const std::vector<CaseResult>& repeats) {
  std::string text;
  for (const CaseResult& result : repeats) {
    if (result.exchanges.empty() || !result.exchanges.back().reply) continue;
    const Exchange& exchange = result.exchanges.back();
    if (!text.empty()) text += "\n";
    text += which_repeat(repeats, result);
    if (exchange.provenance.source == "authored") text += "(written by a person, not by a model) ";
    text += exchange.reply->text;
  }
  if (!text.empty()) XmlElement(testcase, "system-out").text(text);
}

void write_unit(XmlElement& testsuite, const UnitSummary& unit, const std::vector<CaseResult>& repeats) {
  // A control tests nothing: it measures. Where it could not, that is told as of any other unit.
  if (!unit.control.empty() && unit.status != Status::error) return;
  XmlElement testcase(testsuite, "testcase",
                      {{"classname", unit.id.suite},
                       {"name", unit.id.case_id + "#" + unit.id.prompt + "@" + unit.id.model},
                       {"file", unit.place.file},
                       {"line", std::to_string(unit.place.position.line)},
                       {"time", seconds(total_ms(repeats))}});
  write_properties(testcase, unit, repeats);
  write_outcome(testcase, unit, repeats);
  write_answers(testcase, repeats);
}

struct Totals {
  std::uint64_t tests = 0, failures = 0, errors = 0, skipped = 0;
  double time_ms = 0;

  void add(const StatusCounts& counts, double ms) {
    tests += counts.all();
    failures += counts.failed + counts.xpassed;
    errors += counts.error;
    skipped += counts.skipped + counts.xfailed;
    time_ms += ms;
  }
};

XmlElement::Attributes attributes_of(const std::string& name, const Totals& totals) {
  return {{"name", name},
          {"tests", std::to_string(totals.tests)},
          {"failures", std::to_string(totals.failures)},
          {"errors", std::to_string(totals.errors)},
          {"skipped", std::to_string(totals.skipped)},
          {"time", seconds(totals.time_ms)}};
}

Totals gate_totals(const std::vector<GateVerdict>& gates) {
  Totals totals;
  for (const GateVerdict& gate : gates) {
    ++totals.tests;
    totals.failures += gate.status != GateVerdict::Status::pass;
  }
  return totals;
}

void write_gates(XmlElement& root, const std::vector<GateVerdict>& gates) {
  if (gates.empty()) return;
  XmlElement testsuite(root, "testsuite", attributes_of("gates", gate_totals(gates)));
  for (const GateVerdict& gate : gates) {
    const std::string scope = gate.scope.empty() ? "run" : gate.scope;
    XmlElement testcase(
        testsuite, "testcase",
        {{"classname", "gates"}, {"name", fmt::format("{} ({})", gate.gate, scope)}, {"time", "0.000"}});
    if (gate.status != GateVerdict::Status::pass) {
      XmlElement(testcase, "failure", {{"message", gate.sentence}, {"type", status_name(gate.status)}});
    }
  }
}

struct RunTotals {
  std::map<std::string, Totals> suites;
  Totals all;
};

RunTotals totals_of(const RunSummary& summary, const std::vector<GateVerdict>& gates) {
  RunTotals totals;
  totals.all = gate_totals(gates);
  for (const CellSummary& cell : summary.cells) {
    StatusCounts counts = cell.counts;
    counts.error += cell.relations.controls_in_error;
    totals.suites[cell.suite].add(counts, cell.answers_ms);
    totals.all.add(counts, cell.answers_ms);
  }
  return totals;
}

/// Opens the testsuite of each suite as its units come, which they do suite by suite.
class JunitWriter : public ReportWriter {
 public:
  JunitWriter(const RunReader& run, const RunSummary& summary, std::ostream& out)
      : gates_(run.footer() ? run.footer()->gates : std::vector<GateVerdict>{}),
        totals_(totals_of(summary, gates_)),
        root_(std::make_unique<XmlElement>(out, "testsuites", attributes_of("sightline", totals_.all))) {}

  void unit(const ReportUnit& unit) override {
    const std::string& suite = unit.summary.id.suite;
    if (!testsuite_ || suite != current_) {
      testsuite_.reset();
      current_ = suite;
      testsuite_ = std::make_unique<XmlElement>(*root_, "testsuite", attributes_of(suite, totals_.suites.at(suite)));
    }
    write_unit(*testsuite_, unit.summary, unit.repeats);
  }

  void end() override {
    testsuite_.reset();
    write_gates(*root_, gates_);
    root_.reset();
  }

 private:
  std::vector<GateVerdict> gates_;
  RunTotals totals_;
  std::unique_ptr<XmlElement> root_;
  std::unique_ptr<XmlElement> testsuite_;  ///< The one that is open; it ends before the root.
  std::string current_;
};

}  // namespace

std::unique_ptr<ReportWriter> junit_writer(const RunReader& run, const RunSummary& summary, std::ostream& out) {
  return std::make_unique<JunitWriter>(run, summary, out);
}

}  // namespace sightline
