#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "assertion/catalogue.h"
#include "assertion/contrast.h"
#include "assertion/option_schema.h"
#include "assertion/pass_mark.h"
#include "assertion/subject.h"
#include "assertion/wording.h"
#include "base/text.h"
#include "metric/vqa_accuracy.h"

namespace sightline {
namespace {

const std::vector<std::string> kVqaVariants{"official", "vlmevalkit", "lmms_eval"};
constexpr std::array kVqaForms{VqaForm::official, VqaForm::vlmevalkit, VqaForm::lmms_eval};
constexpr double kPasses = 0.5;

class VqaAccuracy final : public Check {
 public:
  VqaAccuracy(TextSubject subject, VqaAnnotators annotators, Node::List answers, std::string variant, PassMark mark)
      : subject_(std::move(subject)),
        annotators_(std::move(annotators)),
        answers_(std::move(answers)),
        variant_(std::move(variant)),
        mark_(mark) {}

  Verdict judge(const Observation& seen) const override {
    const auto look = subject_.look(seen);
    if (!look) return look.error();
    const bool refused = look->outcome == Verdict::Outcome::refused;
    const VqaScore score = refused ? VqaScore{} : annotators_.score(look->text);
    Verdict verdict = mark_.verdict(
        {.name = "VQA accuracy",
         .value = score.accuracy,
         .score = score.accuracy,
         .seen = fmt::format("{} of {} annotators gave this answer; {}", score.matches, answers_.size(), look->came)},
        look->outcome);
    Node evidence;
    evidence.set("variant", variant_);
    evidence.set("extracted", score.form);
    evidence.set("matches", static_cast<std::uint64_t>(score.matches));
    evidence.set("annotators", static_cast<std::uint64_t>(answers_.size()));
    verdict.evidence = merged(look->evidence, evidence);
    contrast(verdict, answers_);
    return verdict;
  }

 private:
  TextSubject subject_;
  VqaAnnotators annotators_;
  Node::List answers_;  ///< Of the annotators, in the form that is compared.
  std::string variant_;
  PassMark mark_;
};

std::unique_ptr<const Check> compile_vqa_accuracy(Options& options) {
  TextSubject subject(options);
  std::vector<std::string> answers = options.needed_texts("expected", "the answers of the annotators");
  const std::string variant = options.word("variant", kVqaVariants).value_or(kVqaVariants.front());
  PassMark mark(options, {.threshold = kPasses});
  if (answers.empty()) return nullptr;
  if (answers.size() == 1) {
    options.tell(
        options.find("expected"),
        "'vqa_accuracy' compares with the other annotators' answers, so that one answer alone always scores 0; "
        "list those of all annotators");
    return nullptr;
  }
  for (std::string& answer : answers) answer = subject.form().of(answer);
  const auto index = static_cast<std::size_t>(std::ranges::find(kVqaVariants, variant) - kVqaVariants.begin());
  return std::make_unique<VqaAccuracy>(std::move(subject), VqaAnnotators(answers, kVqaForms[index]),
                                       Node::List(answers.begin(), answers.end()), variant, mark);
}

Node vqa_accuracy_schema() {
  OptionSchema schema;
  constexpr std::string_view kAnswers = R"({"anyOf": [
    {"type": "array", "items": {"type": ["string", "number"]}, "minItems": 2},
    {"type": "string", "pattern": "^\\{\\{[^{}]+\\}\\}$"}],
    "description": "The answers of all annotators, equal ones as often as they were given"})";
  schema.short_form(kAnswers)
      .option("expected", kAnswers, OptionSchema::Need::required)
      .option("variant", R"({"enum": ["official", "vlmevalkit", "lmms_eval"],
        "description": "Whose rules bring answers to one form: official by default"})");
  return add_pass_mark(schema, {.threshold = kPasses}).text().node();
}

}  // namespace

AssertionKind kind_of_vqa_accuracy() {
  return {.name = "vqa_accuracy",
          .family = "question answering",
          .summary =
              "The answer is what enough annotators answered, as VQA scores it: 1 where at least three of the "
              "others did.",
          .example = "vqa_accuracy: {expected: [red, red, red, dark red, red, red, maroon, red, red, red]}",
          .example_pass = "red",
          .example_fail = "green",
          .short_option = "expected",
          .schema = vqa_accuracy_schema,
          .compile = compile_vqa_accuracy};
}

}  // namespace sightline
