#include <catch2/catch.hpp>

#include "model/suite.h"

namespace sightline {
namespace {

TEST_CASE("a gate that sets nothing judges nothing, any setting is enough") {
  CHECK_FALSE(Gate{}.any());
  using Setting = void (*)(Gate&);
  const Setting set = GENERATE(
      as<Setting>(), [](Gate& gate) { gate.pass_rate = 0; }, [](Gate& gate) { gate.errors = 0; },
      [](Gate& gate) { gate.metrics["cer"].max = 0.1; }, [](Gate& gate) { gate.unparsed_rate = 0; },
      [](Gate& gate) { gate.cost = 0; }, [](Gate& gate) { gate.latency_p95 = std::chrono::milliseconds(0); },
      [](Gate& gate) { gate.lower_bound = 0; }, [](Gate& gate) { gate.regressions = 0; },
      [](Gate& gate) { gate.non_inferior.emplace(); });
  Gate gate;
  set(gate);
  CHECK(gate.any());
}

TEST_CASE("gates merge key by key, metrics bound by bound") {
  Gate base;
  base.pass_rate = 0.9;
  base.errors = 0;
  base.metrics["cer"] = {std::nullopt, 0.1};
  base.metrics["total"] = {0.8, std::nullopt};
  Gate over;
  over.pass_rate = 0.5;
  over.cost = 2;
  over.unparsed_rate = 0.1;
  over.latency_p95 = std::chrono::seconds(8);
  over.metrics["cer"] = {0.01, std::nullopt};
  const Gate gate = merged(base, over);
  CHECK(gate.pass_rate == 0.5);
  CHECK(gate.errors == 0);
  CHECK(gate.cost == 2);
  CHECK(gate.unparsed_rate == 0.1);
  CHECK(gate.latency_p95 == std::chrono::milliseconds(8'000));
  CHECK(gate.metrics.at("cer").min == 0.01);
  CHECK(gate.metrics.at("cer").max == 0.1);
  CHECK(gate.metrics.at("total").min == 0.8);
}

TEST_CASE("what is undecided counts as is no gate of its own") {
  Gate gate;
  gate.inconclusive = Undecided::pass;
  CHECK_FALSE(gate.any());
}

TEST_CASE("gates that compare merge as others do, margin and confidence each for itself") {
  Gate base;
  base.lower_bound = 0.8;
  base.regressions = 1;
  base.non_inferior = NonInferior{.margin = 0.01, .confidence = 0.9};
  base.inconclusive = Undecided::fail;
  Gate over;
  over.lower_bound = 0.9;
  over.non_inferior = NonInferior{.margin = 0.05, .confidence = {}};
  const Gate gate = merged(base, over);
  CHECK(gate.lower_bound == 0.9);
  CHECK(gate.regressions == 1);
  CHECK(gate.non_inferior->margin == 0.05);
  CHECK(gate.non_inferior->confidence == 0.9);
  CHECK(gate.inconclusive == Undecided::fail);
  CHECK(merged(Gate{}, base).non_inferior->margin == 0.01);
  over.inconclusive = Undecided::pass;
  over.regressions = 0;
  CHECK(merged(base, over).inconclusive == Undecided::pass);
  CHECK(merged(base, over).regressions == 0);
}

TEST_CASE("only gates that compare need a baseline") {
  Gate gate;
  gate.pass_rate = 1;
  gate.lower_bound = 0.9;
  CHECK(gate.needs_baseline().empty());
  gate.non_inferior.emplace();
  CHECK(gate.needs_baseline() == std::vector<std::string>{"non_inferior"});
  gate.regressions = 0;
  CHECK(gate.needs_baseline() == std::vector<std::string>{"regressions", "non_inferior"});
}

}  // namespace
}  // namespace sightline
