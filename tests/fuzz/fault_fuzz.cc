// Any text as a rule of faults, and as a file of them: a rule that is read is written and read again the same, and
// chooses the same faults each time.

#include <cstdint>
#include <string>
#include <vector>

#include "fuzz/checks.h"
#include "json/json.h"
#include "mock/fault.h"

namespace sightline {
namespace {

using fuzz::expect;

constexpr FaultOccasion kOccasion{
    .session = "s", .key = "k", .fixture = "receipts/cafe.json", .case_name = "receipts/cafe"};

void check_choice(const std::vector<FaultRule>& rules) {
  for (std::uint64_t seed = 0; seed < 3; ++seed) {
    const auto faults = faults_of(rules, kOccasion, seed);
    expect(faults == faults_of(rules, kOccasion, seed), "a seed and an occasion give the same faults");
    for (const Fault* fault : faults) expect(!fault->said.empty(), "a fault has a name");
  }
}

void check_rule(std::string_view text) {
  const auto rule = parse_fault_rule(text);
  if (!rule) return fuzz::expect_told(rule.error(), "", text);
  expect(!rule->faults.empty(), "a rule has a fault");
  expect(rule->probability >= 0 && rule->probability <= 1, "a probability is one");
  const std::string once = rule_text(*rule);
  const auto again = parse_fault_rule(once);
  expect(again && rule_text(*again) == once, "a rule stays what it is");
  check_choice({*rule});
}

void check_file(const std::string& text) {
  const auto root = parse_json(text);
  if (!root) return;
  const auto rules = read_fault_rules(Source{"faults.yaml", text}, *root);
  if (!rules) return fuzz::expect_told(rules.error(), "faults.yaml", text);
  check_choice(*rules);
}

}  // namespace
}  // namespace sightline

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (sightline::is_utf8(text)) sightline::check_rule(text);
  sightline::check_file(text);
  return 0;
}
