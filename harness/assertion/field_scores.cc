#include "assertion/field_scores.h"

#include <map>
#include <string>

namespace sightline {
namespace {

double share(double part, double whole, double of_nothing) {
  return whole > 0 ? part / whole : of_nothing;
}

FieldFinding finding_of(const DonutField& field, bool is_expected, bool is_got) {
  FieldFinding finding{.path = field.first, .name = field.first};
  if (is_expected) finding.expected = Node(field.second);
  if (is_got) finding.got = Node(field.second);
  finding.agrees = is_expected && is_got;
  return finding;
}

}  // namespace

void FieldCounts::add(const FieldFinding& finding) {
  hits += finding.agrees ? 1 : 0;
  extra += finding.got && !finding.agrees ? 1 : 0;
  missing += finding.expected && !finding.agrees ? 1 : 0;
}

double FieldCounts::precision() const {
  return share(hits, hits + extra, misses() == 0 ? 1 : 0);
}

double FieldCounts::recall() const {
  return share(hits, hits + missing, misses() == 0 ? 1 : 0);
}

double plain_field_f1(const FieldCounts& counts) {
  return share(2 * counts.hits, 2 * counts.hits + counts.misses(), 1);
}

double donut_field_f1(const FieldCounts& counts) {
  return donut_f1(counts.hits, counts.misses());
}

FieldScores score_fields(const std::vector<FieldFinding>& findings, FieldF1 f1) {
  FieldScores scores;
  std::map<std::string, FieldCounts> by_name;
  for (const FieldFinding& finding : findings) {
    scores.counts.add(finding);
    by_name[finding.name].add(finding);
  }
  scores.f1 = f1(scores.counts);
  double sum = 0;
  for (const auto& [name, counts] : by_name) sum += f1(counts);
  scores.macro_f1 = share(sum, static_cast<double>(by_name.size()), scores.f1);
  scores.is_exact = scores.counts.misses() == 0;
  return scores;
}

std::vector<FieldFinding> match_donut_fields(const std::vector<DonutField>& expected,
                                             const std::vector<DonutField>& got) {
  std::map<DonutField, std::size_t> left;
  for (const DonutField& field : got) ++left[field];
  std::vector<FieldFinding> findings;
  for (const DonutField& field : expected) {
    const auto found = left.find(field);
    const bool is_got = found != left.end() && found->second > 0;
    if (is_got) --found->second;
    findings.push_back(finding_of(field, true, is_got));
  }
  for (const auto& [field, count] : left) {
    for (std::size_t i = 0; i < count; ++i) findings.push_back(finding_of(field, false, true));
  }
  return findings;
}

}  // namespace sightline
