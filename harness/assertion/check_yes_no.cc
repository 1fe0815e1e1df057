#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "assertion/catalogue.h"
#include "assertion/contrast.h"
#include "assertion/option_schema.h"
#include "assertion/subject.h"
#include "assertion/tally.h"
#include "assertion/wording.h"
#include "base/text.h"
#include "metric/yes_no_answer.h"

namespace sightline {
namespace {

const std::vector<std::string> kYesNoVariants{"vlmevalkit", "mme", "pope"};
constexpr std::array kYesNoForms{YesNoForm::vlmevalkit, YesNoForm::mme, YesNoForm::pope};

std::string_view yes_or_no(bool yes) {
  return yes ? "yes" : "no";
}

class YesNo final : public Check {
 public:
  YesNo(TextSubject subject, bool expected, std::size_t variant)
      : subject_(std::move(subject)), expected_(expected), variant_(variant) {}

  Verdict judge(const Observation& seen) const override {
    const auto look = subject_.look(seen);
    if (!look) return unpicked(look.error());
    const bool refused = look->outcome == Verdict::Outcome::refused;
    const auto found = refused ? std::nullopt : read_yes_no(look->text, kYesNoForms[variant_]);
    Verdict verdict = found ? judged(*look, *found) : unread(*look);
    Node evidence;
    evidence.set("variant", kYesNoVariants[variant_]);
    if (found) evidence.set("extracted", yes_or_no(*found));
    evidence.set("tally", yes_no_tally(kYesNoVariants[variant_], expected_, found));
    verdict.evidence = merged(verdict.evidence, evidence);
    contrast(verdict, yes_or_no(expected_));
    return verdict;
  }

  /// An answer without what `at` picks counts as one that says neither.
  Node tally_of_nothing() const override { return yes_no_tally(kYesNoVariants[variant_], expected_, std::nullopt); }

 private:
  Verdict unpicked(Verdict verdict) const {
    if (verdict.status != Verdict::Status::error) verdict.evidence.set("variant", kYesNoVariants[variant_]);
    return verdict;
  }

  Verdict judged(const SeenText& look, bool found) const {
    if (found != expected_) {
      return look.fail(fmt::format("to be {}, but it is {}", yes_or_no(expected_), yes_or_no(found)));
    }
    Verdict verdict = look.pass(fmt::format("is {}", yes_or_no(found)));
    // Without the word this needs its reason told: POPE takes everything for yes that is not no.
    if (lower(look.text).find(yes_or_no(found)) == std::string::npos) verdict.reason += ", " + look.came;
    return verdict;
  }

  Verdict unread(const SeenText& look) const {
    return look.unread(fmt::format("to be {}, but neither yes nor no can be read from it", yes_or_no(expected_)));
  }

  TextSubject subject_;
  bool expected_;
  std::size_t variant_;
};

/// yes or no, in any case, or a boolean.
std::optional<bool> read_expected_word(Options& options) {
  const Node* expected = options.need("expected", "yes or no");
  if (expected == nullptr) return std::nullopt;
  if (expected->is_boolean()) return expected->boolean();
  const std::string word = expected->is_string() ? lower(trimmed(expected->string())) : "";
  if (word == "yes" || word == "no") return word == "yes";
  options.refuse("expected", "yes or no");
  return std::nullopt;
}

std::unique_ptr<const Check> compile_yes_no(Options& options) {
  TextSubject subject{Subject(options)};
  const auto expected = read_expected_word(options);
  const std::string variant = options.word("variant", kYesNoVariants).value_or(kYesNoVariants.front());
  if (!expected) return nullptr;
  const auto index = static_cast<std::size_t>(std::ranges::find(kYesNoVariants, variant) - kYesNoVariants.begin());
  return std::make_unique<YesNo>(std::move(subject), *expected, index);
}

Node yes_no_schema() {
  constexpr std::string_view kYesOrNo = R"({"anyOf": [{"type": "boolean"},
    {"type": "string", "pattern": "^\\s*([Yy][Ee][Ss]|[Nn][Oo]|\\{\\{[^{}]+\\}\\})\\s*$"}]})";
  return OptionSchema()
      .short_form(kYesOrNo)
      .option("expected", kYesOrNo, OptionSchema::Need::required)
      .option("variant", R"({"enum": ["vlmevalkit", "mme", "pope"],
        "description": "Which benchmark's rules read the answer: vlmevalkit by default"})")
      .at()
      .node();
}

}  // namespace

AssertionKind kind_of_yes_no() {
  return {.name = "yes_no",
          .family = "question answering",
          .summary = "The answer is yes, or no, as one of three benchmarks reads it.",
          .example = "yes_no: {expected: yes, variant: pope}",
          .example_pass = "Yes, it is.",
          .example_fail = "No.",
          .short_option = "expected",
          .tally = "yes_no",
          .schema = yes_no_schema,
          .compile = compile_yes_no};
}

}  // namespace sightline
