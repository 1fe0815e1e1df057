#include <fmt/format.h>

#include <utility>

#include "assertion/catalogue.h"
#include "assertion/field_rules.h"
#include "assertion/field_scores.h"
#include "assertion/option_schema.h"
#include "assertion/pass_mark.h"
#include "assertion/subject.h"
#include "assertion/tally.h"
#include "assertion/verdicts.h"
#include "assertion/wording.h"
#include "base/text.h"
#include "json/json.h"

namespace sightline {
namespace {

/// What the comparison of one answer may cost: well below a second.
constexpr double kFieldSteps = 2e6;
/// Donut's comparison sorts; what it may be given.
constexpr std::size_t kMostDonutFields = 100'000;
constexpr std::size_t kMostFindingsShown = 200;
constexpr std::size_t kFieldShown = 200;
/// Donut's F1 of fields that are all right is a millionth or less below 1.
constexpr double kDonutWhole = 0.99999;

/// What the score is.
enum class FieldMeasure { f1, macro_f1, nted, exact };
constexpr std::pair<FieldMeasure, std::string_view> kMeasureNames[] = {{FieldMeasure::f1, "field F1"},
                                                                       {FieldMeasure::macro_f1, "macro F1"},
                                                                       {FieldMeasure::nted, "nTED accuracy"},
                                                                       {FieldMeasure::exact, "exact document"}};

struct FieldsRule {
  bool is_donut = false;
  FieldMeasure measure = FieldMeasure::f1;
  FieldRules fields = {};
};

std::string problem_of(const FieldFinding& finding) {
  if (!finding.got) return fmt::format("{}: expected {}, is missing", finding.path, shown(*finding.expected));
  if (!finding.expected) return fmt::format("{}: not expected, got {}", finding.path, shown(*finding.got));
  return fmt::format("{}: expected {}, got {}", finding.path, shown(*finding.expected), shown(*finding.got));
}

Node field_value(const Node& value) {
  return value.is_string() ? Node(shortened(value.string(), kFieldShown)) : value;
}

Node field_evidence(const FieldFinding& finding) {
  Node field;
  field.set("path", finding.path);
  if (finding.expected) field.set("expected", field_value(*finding.expected));
  if (finding.got) field.set("got", field_value(*finding.got));
  field.set("match", finding.agrees);
  return field;
}

class FieldsCheck final : public Check {
 public:
  FieldsCheck(Subject subject, FieldsRule rule, PassMark mark, Node expected)
      : subject_(std::move(subject)), rule_(std::move(rule)), mark_(std::move(mark)), expected_(std::move(expected)) {}

  Verdict judge(const Observation& seen) const override {
    auto picked = subject_.pick(seen);
    if (!picked) return picked.error();
    Verdict verdict = judge_value(picked->value, outcome_of(seen.reply));
    picked->evidence.erase("value");
    verdict.evidence.set("variant", rule_.is_donut ? "donut" : "exact");
    verdict.evidence = merged(picked->evidence, verdict.evidence);
    return verdict;
  }

  /// All fields are missing.
  Node tally_of_nothing() const override {
    const Verdict verdict = judge_value(Node(Node::Map{}), Verdict::Outcome::unparsed);
    const Node* tally = verdict.evidence.find("tally");
    return tally == nullptr ? Node() : *tally;
  }

 private:
  Verdict judge_value(const Node& value, Verdict::Outcome outcome) const {
    FieldBudget budget(kFieldSteps);
    std::vector<FieldFinding> findings;
    if (!rule_.is_donut) {
      findings = match_fields(expected_, value, rule_.fields, budget);
    } else if (const auto fields = donut_fields(value); fields.size() <= kMostDonutFields) {
      findings = match_donut_fields(donut_fields(expected_), fields);
    } else {
      budget.spend(2 * kFieldSteps);
    }
    if (!budget.trouble.empty()) return trouble("cannot compare the fields: " + budget.trouble);
    if (budget.is_spent()) return too_many(outcome);
    return judge_findings(findings, value, outcome);
  }

  static Verdict too_many(Verdict::Outcome outcome) {
    return failed(
        "the answer has too many fields to compare; lists of some hundred rows can be matched, and more with "
        "'rows' of {key: FIELD} or 'order'",
        outcome);
  }

  Verdict judge_findings(const std::vector<FieldFinding>& findings, const Node& value, Verdict::Outcome outcome) const {
    const FieldScores scores = score_fields(findings, rule_.is_donut ? donut_field_f1 : plain_field_f1);
    const std::optional<double> nted = nted_accuracy(expected_, value);
    if (!nted && rule_.measure == FieldMeasure::nted) {
      return failed("the answer is too large for nTED, which compares documents of some hundred fields", outcome);
    }
    const double measured = measured_value(scores, nted);
    const auto* name = std::find_if(std::begin(kMeasureNames), std::end(kMeasureNames),
                                    [&](const auto& entry) { return entry.first == rule_.measure; });
    Verdict verdict = mark_.verdict(
        {.name = name->second, .value = measured, .score = std::min(1.0, measured), .seen = seen_text(findings)},
        outcome);
    verdict.evidence = evidence(findings, scores, nted);
    return verdict;
  }

  double measured_value(const FieldScores& scores, const std::optional<double>& nted) const {
    switch (rule_.measure) {
      case FieldMeasure::macro_f1:
        return scores.macro_f1;
      case FieldMeasure::nted:
        return nted.value_or(0);
      case FieldMeasure::exact:
        return scores.is_exact ? 1 : 0;
      case FieldMeasure::f1:
        break;
    }
    return scores.f1;
  }

  static std::string seen_text(const std::vector<FieldFinding>& findings) {
    std::vector<std::string> problems;
    for (const FieldFinding& finding : findings) {
      if (!finding.agrees) problems.push_back(problem_of(finding));
    }
    if (problems.empty())
      return findings.size() == 1 ? "the field is right" : fmt::format("all {} fields are right", findings.size());
    return first_few(problems);
  }

  static Node evidence(const std::vector<FieldFinding>& findings, const FieldScores& scores,
                       const std::optional<double>& nted) {
    Node::List fields;
    for (const FieldFinding& finding : findings) {
      if (fields.size() < kMostFindingsShown) fields.push_back(field_evidence(finding));
    }
    const std::size_t left = findings.size() - fields.size();
    Node evidence;
    evidence.set("fields", Node(std::move(fields)));
    if (left > 0) evidence.set("fields_left_off", static_cast<double>(left));
    evidence.set("tp", scores.counts.hits);
    evidence.set("fp", scores.counts.extra);
    evidence.set("fn", scores.counts.missing);
    evidence.set("f1", scores.f1);
    evidence.set("precision", scores.counts.precision());
    evidence.set("recall", scores.counts.recall());
    evidence.set("macro_f1", scores.macro_f1);
    if (nted) evidence.set("nted", *nted);
    evidence.set("exact", scores.is_exact);
    evidence.set("tally", f1_tally(scores.counts.hits, scores.counts.extra, scores.counts.missing));
    return evidence;
  }

  Subject subject_;
  FieldsRule rule_;
  PassMark mark_;
  Node expected_;
};

/// A map, a list of maps, or a text that holds one of them as JSON, as a cell of a table does.
std::optional<Node> read_expected_fields(Options& options) {
  const Node* written = options.need("expected", "a map of the fields");
  if (written == nullptr) return std::nullopt;
  Node expected = *written;
  if (written->is_string()) {
    auto value = parse_json(written->string());
    if (value) expected = std::move(*value);
  }
  if (!expected.is_map() && !expected.is_list()) {
    options.refuse("expected", "a map of fields");
    return std::nullopt;
  }
  if (fields_of(expected, {}).empty()) {
    options.tell(written, fmt::format("{} has no field; an answer of none would be right", options.called("expected")));
    return std::nullopt;
  }
  return expected;
}

FieldMeasure read_measure(Options& options) {
  const std::string name = options.word("score", {"f1", "macro_f1", "nted", "exact"}).value_or("f1");
  if (name == "macro_f1") return FieldMeasure::macro_f1;
  if (name == "nted") return FieldMeasure::nted;
  return name == "exact" ? FieldMeasure::exact : FieldMeasure::f1;
}

void check_donut(Options& options, const FieldsRule& rule) {
  for (const char* option : {"compare", "rows", "ignore"}) {
    if (const Node* written = options.find(option)) {
      options.tell(written, fmt::format("'{}' of 'fields' goes with variant exact", option));
    }
  }
  const Node* threshold = options.find("threshold");
  const bool is_f1 = rule.measure == FieldMeasure::f1 || rule.measure == FieldMeasure::macro_f1;
  if (is_f1 && threshold != nullptr && threshold->is_number() && threshold->number() > kDonutWhole) {
    options.tell(threshold, fmt::format("Donut's F1 stays a millionth below 1; write at most {}", kDonutWhole));
  }
}

std::unique_ptr<const Check> compile_fields(Options& options) {
  Subject subject(options);
  FieldsRule rule;
  rule.is_donut = options.word("variant", {"exact", "donut"}).value_or("exact") == "donut";
  rule.measure = read_measure(options);
  PassMark mark(options, {.threshold = rule.is_donut ? kDonutWhole : 1});
  auto expected = read_expected_fields(options);
  if (rule.is_donut) {
    check_donut(options, rule);
  } else {
    rule.fields = read_field_rules(options, expected.value_or(Node(Node::Map{})));
    if (expected && fields_of(*expected, rule.fields).empty()) {
      options.tell(options.find("ignore"), fmt::format("{} leaves no field of 'expected'", options.called("ignore")));
    }
  }
  if (!expected) return nullptr;
  return std::make_unique<FieldsCheck>(std::move(subject), std::move(rule), std::move(mark), std::move(*expected));
}

Node fields_schema() {
  OptionSchema schema;
  schema
      .option("expected", R"({"type": ["object", "array", "string"], "description":
        "The fields: a map, which may hold maps and lists of maps, or a text that is JSON"})",
              OptionSchema::Need::required)
      .option("variant", R"({"enum": ["exact", "donut"], "description": "exact by default"})")
      .option("score", R"({"enum": ["f1", "macro_f1", "nted", "exact"], "description":
        "What the score is: f1 of all fields by default, the mean F1 by field, nTED accuracy, or whether all is right"})");
  return add_pass_mark(add_field_rules(schema), {.threshold = 1}, ", 0.99999 for donut").at().node();
}

}  // namespace

AssertionKind kind_of_fields() {
  return {.name = "fields",
          .family = "JSON",
          .summary = "The answer's JSON has the expected fields: precision, recall and F1, field by field.",
          .example = "fields: {expected: {total: 42.5, currency: EUR}, compare: {total: {number: {tolerance: 0.01}}}}",
          .example_pass = R"('{"total": 42.50, "currency": "EUR"}')",
          .example_fail = R"('{"total": 42.50, "currency": "USD"}')",
          .short_option = "",
          .tally = "f1",
          .verbatim = {"compare", "rows", "ignore"},
          .schema = fields_schema,
          .compile = compile_fields};
}

}  // namespace sightline
