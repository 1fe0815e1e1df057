#include "cli/gate_option.h"

#include <catch2/catch.hpp>

#include "cli/run_outcome.h"

using namespace sightline;

namespace {

Gate read(const std::vector<std::string>& texts) {
  Gate gate;
  for (const std::string& text : texts) {
    CAPTURE(text);
    CHECK(read_gate(text, gate));
  }
  return gate;
}

std::string error_of(const std::string& text) {
  Gate gate;
  const auto read = read_gate(text, gate);
  return read ? "" : read.error().front().message;
}

}  // namespace

TEST_CASE("Each gate of the command line sets what it names") {
  const Gate gate =
      read({"pass_rate=0.9", "errors=3", "lower_bound=0.8", "regressions=1", "non_inferior=0.05", "unparsed_rate=0.1",
            "cost=1.50", "latency_p95=8s", "inconclusive=pass", "metrics.total.min=0.9", "metrics.a.b.max=-2"});
  CHECK(gate.pass_rate == 0.9);
  CHECK(gate.errors == 3);
  CHECK(gate.lower_bound == 0.8);
  CHECK(gate.regressions == 1);
  CHECK(gate.non_inferior->margin == 0.05);
  CHECK_FALSE(gate.non_inferior->confidence);
  CHECK(gate.unparsed_rate == 0.1);
  CHECK(gate.cost == 1.5);
  CHECK(gate.latency_p95 == std::chrono::seconds(8));
  CHECK(gate.inconclusive == Undecided::pass);
  CHECK(gate.metrics.at("total").min == 0.9);
  CHECK_FALSE(gate.metrics.at("total").max);
  CHECK(gate.metrics.at("a.b").max == -2);
  CHECK(read({"inconclusive=fail"}).inconclusive == Undecided::fail);
}

TEST_CASE("Margin and confidence of the command line go together") {
  const Gate gate = read({"non_inferior.confidence=0.9", "non_inferior.margin=0.03"});
  CHECK(gate.non_inferior->margin == 0.03);
  CHECK(gate.non_inferior->confidence == 0.9);
}

TEST_CASE("A gate that cannot have its value is told with one that it could have") {
  CHECK(error_of("lower_bound=90") == "cannot read --gate 'lower_bound=90': write lower_bound=0.9");
  CHECK(error_of("regressions=0.5") == "cannot read --gate 'regressions=0.5': write regressions=0");
  CHECK(error_of("errors=-1") == "cannot read --gate 'errors=-1': write errors=0");
  CHECK(error_of("non_inferior=0") == "cannot read --gate 'non_inferior=0': write non_inferior=0.02");
  CHECK(error_of("non_inferior.confidence=95") ==
        "cannot read --gate 'non_inferior.confidence=95': write non_inferior.confidence=0.95");
  CHECK(error_of("inconclusive=maybe") == "cannot read --gate 'inconclusive=maybe': write inconclusive=fail");
  CHECK(error_of("cost") == "cannot read --gate 'cost': write cost=1.50");
  CHECK(error_of("latency_p95=8") == "cannot read --gate 'latency_p95=8': write latency_p95=8s");
  CHECK(error_of("metrics.total=0.9") == "cannot read --gate 'metrics.total=0.9': write metrics.NAME.min=0.9");
  CHECK(error_of("metrics.min=0.9") == "cannot read --gate 'metrics.min=0.9': write metrics.NAME.min=0.9");
  CHECK(error_of("metrics.total.min=high") ==
        "cannot read --gate 'metrics.total.min=high': write metrics.total.min=0.9");
}

TEST_CASE("A value that a gate cannot have leaves the gate as it was") {
  Gate gate;
  gate.pass_rate = 0.5;
  CHECK_FALSE(read_gate("pass_rate=2", gate));
  CHECK_FALSE(read_gate("non_inferior=2", gate));
  CHECK(gate.pass_rate == 0.5);
  CHECK_FALSE(gate.non_inferior);
}

TEST_CASE("An unknown gate is told with those that there are") {
  CHECK_THAT(error_of("lowerbound=0.9"), Catch::StartsWith("unknown gate 'lowerbound' (gates are pass_rate, errors, "));
  CHECK_THAT(error_of("lowerbound=0.9"), Catch::EndsWith("did you mean 'lower_bound'?"));
}

TEST_CASE("What failed decides the exit code before what is inconclusive") {
  const GateVerdict open{.gate = "lower_bound",
                         .scope = "",
                         .model = "",
                         .prompt = "",
                         .status = GateVerdict::Status::inconclusive,
                         .measured = {},
                         .limit = {},
                         .sentence = ""};
  GateVerdict failed = open;
  failed.gate = "regressions";
  failed.status = GateVerdict::Status::fail;
  RunFooter footer;
  footer.gates = {open};
  CHECK(exit_code_of(footer, {}, false) == 4);
  footer.gates = {open, failed};
  CHECK(exit_code_of(footer, {}, false) == 1);
  footer.complete = false;
  CHECK(exit_code_of(footer, {}, false) == 3);
}
