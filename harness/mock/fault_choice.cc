#include <fmt/format.h>

#include <algorithm>

#include "base/number.h"
#include "base/seeded.h"
#include "base/text.h"
#include "mock/fault.h"

namespace sightline {
namespace {

bool is_chosen(const std::vector<std::string>& patterns, std::string_view name) {
  return patterns.empty() ||
         std::ranges::any_of(patterns, [&](const std::string& pattern) { return matches_wildcard(pattern, name); });
}

bool applies(const FaultRule& rule, std::size_t index, const FaultOccasion& occasion, std::uint64_t seed) {
  if (rule.times && occasion.attempt >= *rule.times) return false;
  if (!is_chosen(rule.fixtures, occasion.fixture) || !is_chosen(rule.cases, occasion.case_name)) return false;
  if (rule.probability >= 1) return true;
  const std::string draw =
      fmt::format("fault {} {} {} {} {}", index, occasion.session, occasion.key, occasion.repeat, occasion.attempt);
  return seeded_fraction(seed, draw) < rule.probability;
}

}  // namespace

std::string rule_text(const FaultRule& rule) {
  std::vector<std::string> faults;
  for (const Fault& fault : rule.faults) faults.push_back(fault.said);
  std::string text = join(faults, "+");
  if (rule.times) text += fmt::format(",times={}", *rule.times);
  if (rule.probability < 1) text += ",probability=" + number_text(rule.probability);
  for (const std::string& pattern : rule.fixtures) text += ",fixture=" + pattern;
  for (const std::string& pattern : rule.cases) text += ",case=" + pattern;
  return text;
}

std::vector<const Fault*> faults_of(const std::vector<FaultRule>& rules, const FaultOccasion& occasion,
                                    std::uint64_t seed) {
  std::vector<const Fault*> faults;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (!applies(rules[i], i, occasion, seed)) continue;
    for (const Fault& fault : rules[i].faults) faults.push_back(&fault);
  }
  return faults;
}

}  // namespace sightline
