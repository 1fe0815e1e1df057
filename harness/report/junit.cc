#include "report/junit.h"

#include <fmt/format.h>

#include <map>
#include <memory>

#include "base/text.h"
#include "report/units.h"
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

/// Every assertion of the unit that did not pass, one a line.
std::string details_of(const std::vector<CaseResult>& repeats) {
  std::string text;
  for (const CaseResult& result : repeats) {
    const std::string which = repeats.size() > 1 ? fmt::format("repeat {}: ", result.repeat + 1) : "";
    if (result.assertions.empty()) text += which + result.reason + "\n";
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
    XmlElement(testcase, name, {{"message", unit.reason}, {"type", std::string(status_name(unit.status))}})
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

void write_answer(XmlElement& testcase, const std::vector<CaseResult>& repeats) {
  const CaseResult& result = repeats.front();
  if (result.exchanges.empty() || !result.exchanges.back().reply) return;
  const Exchange& exchange = result.exchanges.back();
  const std::string authored = exchange.provenance.source == "authored" ? "(authored by a person, not a model)\n" : "";
  XmlElement(testcase, "system-out").text(authored + exchange.reply->text);
}

void write_unit(XmlElement& testsuite, const std::vector<CaseResult>& repeats) {
  const UnitSummary unit = summarise_unit(repeats);
  XmlElement testcase(testsuite, "testcase",
                      {{"classname", unit.id.suite},
                       {"name", fmt::format("{}#{}@{}", unit.id.case_id, unit.id.prompt, unit.id.model)},
                       {"file", unit.place.file},
                       {"line", std::to_string(unit.place.position.line)},
                       {"time", seconds(total_ms(repeats))}});
  write_outcome(testcase, unit, repeats);
  write_answer(testcase, repeats);
}

struct Totals {
  std::uint64_t tests = 0, failures = 0, errors = 0, skipped = 0;
  double time_ms = 0;
};

XmlElement::Attributes attributes_of(const std::string& name, const Totals& totals) {
  return {{"name", name},
          {"tests", std::to_string(totals.tests)},
          {"failures", std::to_string(totals.failures)},
          {"errors", std::to_string(totals.errors)},
          {"skipped", std::to_string(totals.skipped)},
          {"time", seconds(totals.time_ms)}};
}

void add(Totals& totals, const std::vector<CaseResult>& repeats) {
  const Status status = summarise_unit(repeats).status;
  ++totals.tests;
  totals.failures += status == Status::failed || status == Status::xpassed;
  totals.errors += status == Status::error;
  totals.skipped += status == Status::skipped || status == Status::xfailed;
  totals.time_ms += total_ms(repeats);
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
      XmlElement(testcase, "failure", {{"message", gate.sentence}, {"type", std::string(status_name(gate.status))}});
    }
  }
}

}  // namespace

void write_junit(const RunReader& run, const RunSummary&, std::ostream& out) {
  std::map<std::string, Totals> suites;
  Totals all = run.footer() ? gate_totals(run.footer()->gates) : Totals{};
  for_each_unit(run, [&](const std::vector<CaseResult>& repeats) {
    const std::string& suite = repeats.front().unit.suite;
    add(suites[suite], repeats);
    add(all, repeats);
  });
  XmlElement root(out, "testsuites", attributes_of("sightline", all));
  // Units stand in plan order, which is suite by suite: one pass a suite would read the log once for each.
  std::unique_ptr<XmlElement> testsuite;
  std::string current;
  for_each_unit(run, [&](const std::vector<CaseResult>& repeats) {
    const std::string& suite = repeats.front().unit.suite;
    if (!testsuite || suite != current) {
      testsuite.reset();
      current = suite;
      testsuite = std::make_unique<XmlElement>(root, "testsuite", attributes_of(suite, suites[suite]));
    }
    write_unit(*testsuite, repeats);
  });
  testsuite.reset();
  if (run.footer()) write_gates(root, run.footer()->gates);
}

}  // namespace sightline
