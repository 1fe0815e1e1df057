#include <utility>

#include "assertion/catalogue.h"
#include "assertion/expected_text.h"
#include "assertion/option_schema.h"
#include "assertion/subject.h"
#include "base/text.h"

namespace sightline {
namespace {

class StartsWith final : public Check {
 public:
  StartsWith(TextSubject subject, ExpectedText expected)
      : subject_(std::move(subject)), expected_(std::move(expected)) {}

  Verdict judge(const Observation& seen) const override {
    const auto look = subject_.look(seen);
    if (!look) return look.error();
    if (look->text.starts_with(expected_.form)) return look->pass("starts with " + quoted(expected_.written));
    // Where the beginning is there, a cut at the end changes nothing.
    const bool is_beginning = look->text.size() < expected_.form.size() && expected_.form.starts_with(look->text);
    Verdict verdict =
        look->fail("to start with " + quoted(expected_.written), is_beginning ? Cut::matters : Cut::does_not_matter);
    look->contrast_with(verdict, expected_.form);
    return verdict;
  }

 private:
  TextSubject subject_;
  ExpectedText expected_;
};

class EndsWith final : public Check {
 public:
  EndsWith(TextSubject subject, ExpectedText expected) : subject_(std::move(subject)), expected_(std::move(expected)) {}

  Verdict judge(const Observation& seen) const override {
    const auto look = subject_.look(seen);
    if (!look) return look.error();
    if (look->text.ends_with(expected_.form)) return look->pass("ends with " + quoted(expected_.written));
    Verdict verdict = look->fail("to end with " + quoted(expected_.written));
    look->contrast_with(verdict, expected_.form);
    return verdict;
  }

 private:
  TextSubject subject_;
  ExpectedText expected_;
};

template <typename Affix>
std::unique_ptr<const Check> compile_affixes(Options& options) {
  TextSubject subject(options);
  auto expected = read_expected_texts(options, subject.form(), false);
  if (expected.empty()) return nullptr;
  return std::make_unique<Affix>(std::move(subject), std::move(expected.front()));
}

Node affixes_schema() {
  return OptionSchema()
      .short_form(kTextSchema)
      .option("expected", kTextSchema, OptionSchema::Need::required)
      .text()
      .node();
}

}  // namespace

AssertionKind kind_of_starts_with() {
  return {.name = "starts_with",
          .family = "text",
          .summary = "The answer begins with this text.",
          .example = "starts_with: \"Yes\"",
          .example_pass = "\"Yes, it is.\"",
          .example_fail = "\"No, it is not.\"",
          .short_option = "expected",
          .schema = affixes_schema,
          .compile = compile_affixes<StartsWith>};
}

AssertionKind kind_of_ends_with() {
  return {.name = "ends_with",
          .family = "text",
          .summary = "The answer ends with this text.",
          .example = "ends_with: {expected: \".\", normalize: [trim]}",
          .example_pass = "It is a cat.",
          .example_fail = "It is a cat",
          .short_option = "expected",
          .schema = affixes_schema,
          .compile = compile_affixes<EndsWith>};
}

}  // namespace sightline
