#include <fmt/format.h>

#include <algorithm>

#include "assertion/catalogue.h"
#include "assertion/expected_text.h"
#include "assertion/option_schema.h"
#include "assertion/subject.h"
#include "base/text.h"

namespace sightline {
namespace {

bool holds(const SeenText& look, const ExpectedText& expected) {
  return look.text.find(expected.form) != std::string::npos;
}

std::string all_quoted(const std::vector<ExpectedText>& texts) {
  std::vector<std::string> words;
  for (const ExpectedText& text : texts) words.push_back(quoted(text.written));
  return join(words, ", ");
}

Node forms_of(const std::vector<ExpectedText>& texts) {
  Node::List forms;
  for (const ExpectedText& text : texts) forms.emplace_back(text.form);
  return forms;
}

class Contains final : public Check {
 public:
  Contains(TextSubject subject, ExpectedText expected) : subject_(std::move(subject)), expected_(std::move(expected)) {}

  Verdict judge(const Observation& seen) const override {
    const auto look = subject_.look(seen);
    if (!look) return look.error();
    if (holds(*look, expected_)) return look->pass("contains " + quoted(expected_.written));
    Verdict verdict = look->fail("to contain " + quoted(expected_.written));
    look->contrast_with(verdict, expected_.form);
    return verdict;
  }

 private:
  TextSubject subject_;
  ExpectedText expected_;
};

class ContainsAny final : public Check {
 public:
  ContainsAny(TextSubject subject, std::vector<ExpectedText> expected)
      : subject_(std::move(subject)), expected_(std::move(expected)) {}

  Verdict judge(const Observation& seen) const override {
    const auto look = subject_.look(seen);
    if (!look) return look.error();
    for (const ExpectedText& expected : expected_) {
      if (holds(*look, expected)) return look->pass("contains " + quoted(expected.written));
    }
    Verdict verdict = look->fail("to contain any of " + all_quoted(expected_));
    look->contrast_with(verdict, forms_of(expected_));
    return verdict;
  }

 private:
  TextSubject subject_;
  std::vector<ExpectedText> expected_;
};

/// Scores the share of the texts that are there.
class ContainsAll final : public Check {
 public:
  ContainsAll(TextSubject subject, std::vector<ExpectedText> expected, double threshold)
      : subject_(std::move(subject)), expected_(std::move(expected)), threshold_(threshold) {}

  Verdict judge(const Observation& seen) const override {
    const auto look = subject_.look(seen);
    if (!look) return look.error();
    std::vector<ExpectedText> missing = expected_;
    std::erase_if(missing, [&](const ExpectedText& expected) { return holds(*look, expected); });
    const std::size_t found = expected_.size() - missing.size();
    const double score = static_cast<double>(found) / static_cast<double>(expected_.size());
    Verdict verdict = score >= threshold_ ? look->pass(finding(found)) : look->fail(expectation(missing));
    verdict.score = score;
    look->contrast_with(verdict, forms_of(expected_));
    if (!missing.empty()) verdict.evidence.set("missing", forms_of(missing));
    return verdict;
  }

 private:
  std::string finding(std::size_t found) const {
    if (found == expected_.size()) return "contains all of " + all_quoted(expected_);
    return fmt::format("contains {} of {}", found, all_quoted(expected_));
  }
  std::string expectation(const std::vector<ExpectedText>& missing) const {
    return fmt::format("to contain all of {}, but {} {} missing", all_quoted(expected_), all_quoted(missing),
                       missing.size() == 1 ? "is" : "are");
  }

  TextSubject subject_;
  std::vector<ExpectedText> expected_;
  double threshold_;
};

std::unique_ptr<const Check> compile_contains(Options& options) {
  TextSubject subject(options);
  auto expected = read_expected_texts(options, subject.form(), false);
  if (expected.empty()) return nullptr;
  return std::make_unique<Contains>(std::move(subject), std::move(expected.front()));
}

std::unique_ptr<const Check> compile_any(Options& options) {
  TextSubject subject(options);
  auto expected = read_expected_texts(options, subject.form(), true);
  return std::make_unique<ContainsAny>(std::move(subject), std::move(expected));
}

std::unique_ptr<const Check> compile_all(Options& options) {
  TextSubject subject(options);
  auto expected = read_expected_texts(options, subject.form(), true);
  const double threshold = options.number("threshold").value_or(1);
  if (!(threshold > 0 && threshold <= 1)) options.refuse("threshold", "a share above 0 and not above 1");
  return std::make_unique<ContainsAll>(std::move(subject), std::move(expected), threshold);
}

Node contains_schema() {
  return OptionSchema()
      .short_form(kTextSchema)
      .option("expected", kTextSchema, OptionSchema::Need::required)
      .text()
      .node();
}

Node any_schema() {
  return OptionSchema()
      .short_form(kTextsSchema)
      .option("expected", kTextsSchema, OptionSchema::Need::required)
      .text()
      .node();
}

Node all_schema() {
  return OptionSchema()
      .short_form(kTextsSchema)
      .option("expected", kTextsSchema, OptionSchema::Need::required)
      .option("threshold", R"({"type": "number", "exclusiveMinimum": 0, "maximum": 1,
        "description": "The share of the texts that passes, 1 by default"})")
      .text()
      .node();
}

}  // namespace

AssertionKind kind_of_contains() {
  return {.name = "contains",
          .family = "text",
          .summary = "The answer contains this text.",
          .example = "contains: USD",
          .example_pass = "\"Total: 42.50 USD\"",
          .example_fail = "\"Total: 42.50 EUR\"",
          .short_option = "expected",
          .schema = contains_schema,
          .compile = compile_contains};
}

AssertionKind kind_of_contains_any() {
  return {.name = "contains_any",
          .family = "text",
          .summary = "The answer contains one of these texts or more.",
          .example = "contains_any: [USD, US$, dollars]",
          .example_pass = "About 40 dollars.",
          .example_fail = "About 40 euros.",
          .short_option = "expected",
          .schema = any_schema,
          .compile = compile_any};
}

AssertionKind kind_of_contains_all() {
  return {.name = "contains_all",
          .family = "text",
          .summary = "The answer contains each of these texts; the score is the share that is there.",
          .example = "contains_all: [milk, bread, eggs]",
          .example_pass = "\"eggs, milk and bread\"",
          .example_fail = "milk and bread",
          .short_option = "expected",
          .schema = all_schema,
          .compile = compile_all};
}

}  // namespace sightline
