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
      [](Gate& gate) { gate.cost = 0; }, [](Gate& gate) { gate.latency_p95 = std::chrono::milliseconds(0); });
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

}  // namespace
}  // namespace sightline
