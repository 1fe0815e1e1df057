#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "assertion/catalogue.h"
#include "assertion/expected_text.h"
#include "assertion/option_schema.h"
#include "assertion/subject.h"
#include "assertion/wording.h"
#include "base/number.h"
#include "base/text.h"
#include "metric/relaxed_accuracy.h"

namespace sightline {
namespace {

constexpr double kTolerance = 0.05;

class RelaxedAccuracy final : public Check {
 public:
  RelaxedAccuracy(TextSubject subject, std::vector<ExpectedText> expected, double tolerance, RelaxedForm form)
      : subject_(std::move(subject)), expected_(std::move(expected)), tolerance_(tolerance), form_(form) {}

  Verdict judge(const Observation& seen) const override {
    const auto look = subject_.look(seen);
    if (!look) return look.error();
    const ExpectedText* met = nullptr;
    RelaxedResult best;
    for (const ExpectedText& text : expected_) {
      if (met != nullptr) break;
      const RelaxedResult result = relaxed_correctness(text.form, look->text, tolerance_, form_);
      if (result.is_correct) met = &text;
      if (result.is_correct || !best.number) best = result;
    }
    const bool refused = look->outcome == Verdict::Outcome::refused;
    Verdict verdict = met != nullptr && !refused ? look->pass(finding(*met, best)) : look->fail(expectation());
    Node evidence;
    evidence.set("variant", form_ == RelaxedForm::chartqa ? "chartqa" : "lenient");
    if (best.number && std::isfinite(*best.number)) {
      verdict.value = *best.number;
      evidence.set("extracted", *best.number);
    }
    verdict.evidence = merged(verdict.evidence, evidence);
    look->contrast_with(verdict, expected_texts());
    return verdict;
  }

 private:
  Node expected_texts() const {
    Node::List texts;
    for (const ExpectedText& text : expected_) texts.emplace_back(text.form);
    return texts.size() == 1 ? texts.front() : Node(std::move(texts));
  }

  std::string slack() const { return fmt::format("within {} % of", number_text(std::round(tolerance_ * 1e8) / 1e6)); }

  std::string finding(const ExpectedText& met, const RelaxedResult& result) const {
    if (!result.number || tolerance_ == 0) return "is " + quoted(met.written);
    return fmt::format("is {} {}", slack(), quoted(met.written));
  }

  std::string expectation() const {
    std::vector<std::string> texts;
    for (const ExpectedText& text : expected_) texts.push_back(quoted(text.written));
    const std::string any = expected_.size() == 1 ? texts.front() : "one of " + first_few(texts);
    return tolerance_ == 0 ? "to be " + any : fmt::format("to be {}, or {} it", any, slack());
  }

  TextSubject subject_;
  std::vector<ExpectedText> expected_;
  double tolerance_;
  RelaxedForm form_;
};

std::unique_ptr<const Check> compile_relaxed_accuracy(Options& options) {
  TextSubject subject(options);
  std::vector<ExpectedText> expected;
  for (std::string& text : options.needed_texts("expected", "the right answer")) {
    std::string form = subject.form().of(text);
    expected.push_back({std::move(text), std::move(form)});
  }
  const bool is_lenient = options.word("variant", {"chartqa", "lenient"}) == "lenient";
  const double tolerance = options.number("tolerance", 0).value_or(kTolerance);
  if (expected.empty()) return nullptr;
  return std::make_unique<RelaxedAccuracy>(std::move(subject), std::move(expected), tolerance,
                                           is_lenient ? RelaxedForm::lenient : RelaxedForm::chartqa);
}

Node relaxed_accuracy_schema() {
  return OptionSchema()
      .short_form(kTextsSchema)
      .option("expected", kTextsSchema, OptionSchema::Need::required)
      .option("variant", R"({"enum": ["chartqa", "lenient"],
        "description": "chartqa (the default) reads numbers as Python's float; lenient also what stands beside them"})")
      .option("tolerance", R"({"type": "number", "minimum": 0,
        "description": "How far off a number may be, as a share of the right one: 0.05 by default, 0 for years"})")
      .text()
      .node();
}

}  // namespace

AssertionKind kind_of_relaxed_accuracy() {
  return {.name = "relaxed_accuracy",
          .family = "numbers",
          .summary =
              "The answer is the right number within 5 %, or the right text, case aside, as ChartQA scores it; "
              "of several right answers one is enough.",
          .example = "relaxed_accuracy: {expected: 42.5, tolerance: 0.01}",
          .example_pass = R"("42.3")",
          .example_fail = R"("40")",
          .short_option = "expected",
          .schema = relaxed_accuracy_schema,
          .compile = compile_relaxed_accuracy};
}

}  // namespace sightline
