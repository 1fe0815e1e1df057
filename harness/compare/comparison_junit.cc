#include "compare/comparison_junit.h"

#include <fmt/format.h>

#include <algorithm>

#include "compare/comparison_text.h"
#include "report/xml_writer.h"

namespace sightline {
namespace {

XmlElement::Attributes attributes_of(const std::string& name, std::size_t tests, std::size_t failures) {
  return {{"name", name},
          {"tests", std::to_string(tests)},
          {"failures", std::to_string(failures)},
          {"errors", "0"},
          {"skipped", "0"},
          {"time", "0.000"}};
}

std::string scope_of(const GateVerdict& gate) {
  std::string scope = gate.scope.empty() ? "run" : gate.scope;
  if (!gate.prompt.empty()) scope += ", " + gate.prompt;
  if (!gate.model.empty()) scope += ", " + gate.model;
  return scope;
}

void write_gate(XmlElement& testsuite, const GateVerdict& gate) {
  XmlElement testcase(
      testsuite, "testcase",
      {{"classname", "gates"}, {"name", fmt::format("{} ({})", gate.gate, scope_of(gate))}, {"time", "0.000"}});
  if (gate.status == GateVerdict::Status::pass) {
    XmlElement(testcase, "system-out").text(gate.sentence);
  } else {
    XmlElement(testcase, "failure", {{"message", gate.sentence}, {"type", status_name(gate.status)}});
  }
}

void write_sentence(XmlElement& testsuite, const Comparison& comparison) {
  XmlElement testcase(testsuite, "testcase", {{"classname", "comparison"}, {"name", "comparison"}, {"time", "0.000"}});
  XmlElement(testcase, "system-out").text(told_sentence(comparison.sentence));
}

}  // namespace

void write_comparison_junit(const Comparison& comparison, std::ostream& out) {
  const auto failures = static_cast<std::size_t>(std::ranges::count_if(
      comparison.gates, [](const GateVerdict& gate) { return gate.status != GateVerdict::Status::pass; }));
  const std::size_t tests = std::max<std::size_t>(1, comparison.gates.size());
  XmlElement root(out, "testsuites", attributes_of("sightline compare", tests, failures));
  XmlElement testsuite(root, "testsuite",
                       attributes_of(comparison.gates.empty() ? "comparison" : "gates", tests, failures));
  for (const GateVerdict& gate : comparison.gates) write_gate(testsuite, gate);
  if (comparison.gates.empty()) write_sentence(testsuite, comparison);
}

}  // namespace sightline
