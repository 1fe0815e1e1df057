#include "compare/drift_report.h"

#include <catch2/catch.hpp>

#include "json/json.h"

using namespace sightline;

namespace {

DriftReport::Unit drifted_unit(std::string case_id, std::vector<DriftFinding> findings) {
  return {.id = {"receipts", std::move(case_id), "terse", "qwen"}, .findings = std::move(findings)};
}

DriftReport report() {
  DriftReport report;
  report.compared = {
      drifted_unit("same", {}),
      drifted_unit("words", {{DriftLevel::info, "text", 0, "'A red circle.'", "'A red\ncircle' (0.92 alike)"}}),
      drifted_unit("cut", {{DriftLevel::fail, "finish_reason", 1, "'stop'", "'length'"},
                           {DriftLevel::warn, "prompt_tokens", 0, "17", "18"}}),
  };
  report.not_compared = {{.id = {"receipts", "late", "terse", "qwen"}, .why = "timeout: no answer within 60s"}};
  report.not_chosen = 1;
  report.not_recorded = 2;
  report.other_sources = {{"authored", 3}, {"documentation", 1}};
  report.recorded_run = "drift/recorded";
  report.live_run = "drift/live";
  report.seed = 7;
  report.spent = 0.25;
  return report;
}

}  // namespace

TEST_CASE("Drift is told by how much it matters, with both values, and what was left out") {
  CHECK(drift_text(report()) ==
        "fail\n"
        "  receipts/cut#terse@qwen\n"
        "    finish_reason (turn 2)\n"
        "      recorded: 'stop'\n"
        "      live:     'length'\n"
        "warn\n"
        "  receipts/cut#terse@qwen\n"
        "    prompt_tokens\n"
        "      recorded: 17\n"
        "      live:     18\n"
        "info\n"
        "  receipts/words#terse@qwen\n"
        "    text\n"
        "      recorded: 'A red circle.'\n"
        "      live:     'A red circle' (0.92 alike)\n"
        "not compared\n"
        "  receipts/late#terse@qwen\n"
        "    timeout: no answer within 60s\n"
        "3 units compared, 1 fail, 1 info, 1 without a difference\n"
        "not chosen: 1 recorded unit\n"
        "left out by their source: 3 authored, 1 documentation (--source names what is compared)\n"
        "not recorded: 2 units\n");
  CHECK(drift_text({}) == "0 units compared, 0 without a difference\n");
}

TEST_CASE("Drift is written as JSON, the gravest findings first") {
  const auto json = parse_json(drift_json(report()));
  REQUIRE(json);
  const auto at = [&](const char* pointer) {
    const Node* node = at_pointer(*json, pointer);
    return node ? to_json(*node) : "absent";
  };
  CHECK(at("/drift") == "1");
  CHECK(at("/compared") == "3");
  CHECK(at("/fail") == "1");
  CHECK(at("/warn") == "0");
  CHECK(at("/info") == "1");
  CHECK(at("/spent") == "0.25");
  CHECK(at("/seed") == "7");
  CHECK(at("/similarity") == "0.8");
  CHECK(at("/recorded_run") == "\"drift/recorded\"");
  CHECK(at("/other_sources") == R"({"authored":3,"documentation":1})");
  CHECK(at("/not_compared") == R"([{"suite":"receipts","case":"late","prompt":"terse","model":"qwen",)"
                               R"("why":"timeout: no answer within 60s"}])");
  CHECK(at("/findings/0") == R"({"level":"fail","what":"finish_reason","suite":"receipts","case":"cut",)"
                             R"("prompt":"terse","model":"qwen","turn":1,"recorded":"'stop'","live":"'length'"})");
  CHECK(at("/findings/1/level") == "\"warn\"");
  CHECK(at("/findings/2/level") == "\"info\"");
  CHECK(at("/findings/3") == "absent");
}

TEST_CASE("What counts as drift is the caller's choice") {
  DriftReport two = report();
  two.compared.pop_back();
  CHECK_FALSE(drifted(two, DriftLevel::fail));
  CHECK_FALSE(drifted(two, DriftLevel::warn));
  CHECK(drifted(two, DriftLevel::info));
  CHECK(drifted(report(), DriftLevel::fail));
  CHECK_FALSE(drifted({}, DriftLevel::info));
}
