#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "assertion/catalogue.h"
#include "assertion/contrast.h"
#include "assertion/expected_text.h"
#include "assertion/option_schema.h"
#include "assertion/subject.h"
#include "assertion/wording.h"
#include "base/text.h"
#include "metric/python_text.h"

namespace sightline {
namespace {

constexpr std::string_view kOcrBench = "ocrbench";
constexpr std::string_view kMath = "handwritten_math";

/// The form that open-compass/VLMEvalKit, vlmeval/dataset/utils/ocrbench.py, compares: in lower case, stripped, line
/// feeds as blanks; handwritten mathematics with its case and without blanks.
std::string ocr_form(std::string_view text, bool is_math) {
  std::string out(python_strip(is_math ? std::string(text) : lower(text)));
  std::ranges::replace(out, '\n', ' ');
  if (is_math) std::erase(out, ' ');
  return out;
}

class OcrContains final : public Check {
 public:
  OcrContains(TextSubject subject, std::vector<ExpectedText> expected, bool is_math)
      : subject_(std::move(subject)), expected_(std::move(expected)), is_math_(is_math) {}

  Verdict judge(const Observation& seen) const override {
    const auto look = subject_.look(seen);
    if (!look) return look.error();
    const std::string answer = ocr_form(look->text, is_math_);
    const auto found = std::ranges::find_if(
        expected_, [&](const ExpectedText& text) { return answer.find(text.form) != std::string::npos; });
    Verdict verdict =
        found != expected_.end() ? look->pass("contains " + quoted(found->written)) : look->fail(expectation());
    Node evidence;
    evidence.set("variant", is_math_ ? kMath : kOcrBench);
    if (found != expected_.end()) evidence.set("extracted", found->written);
    verdict.evidence = merged(verdict.evidence, evidence);
    contrast(verdict, expected_texts());
    return verdict;
  }

 private:
  Node expected_texts() const {
    Node::List texts;
    for (const ExpectedText& text : expected_) texts.emplace_back(text.written);
    return texts.size() == 1 ? texts.front() : Node(std::move(texts));
  }

  std::string expectation() const {
    if (expected_.size() == 1) return "to contain " + quoted(expected_.front().written);
    std::vector<std::string> texts;
    for (const ExpectedText& text : expected_) texts.push_back(quoted(text.written));
    return "to contain any of " + first_few(texts);
  }

  TextSubject subject_;
  std::vector<ExpectedText> expected_;
  bool is_math_;
};

std::unique_ptr<const Check> compile_ocr_contains(Options& options) {
  TextSubject subject(options);
  const std::vector<std::string> texts = options.needed_texts("expected", "the text that was to be read");
  const bool is_math = options.word("variant", {std::string(kOcrBench), std::string(kMath)}) == kMath;
  std::vector<ExpectedText> expected;
  for (const std::string& text : texts) {
    expected.push_back({text, ocr_form(subject.form().of(text), is_math)});
    if (!expected.back().form.empty()) continue;
    options.tell(options.find("expected"),
                 fmt::format("{} looks for an empty text, which every answer has", options.called("expected")));
  }
  if (expected.empty()) return nullptr;
  return std::make_unique<OcrContains>(std::move(subject), std::move(expected), is_math);
}

Node ocr_contains_schema() {
  return OptionSchema()
      .short_form(kTextsSchema)
      .option("expected", kTextsSchema, OptionSchema::Need::required)
      .option("variant", R"({"enum": ["ocrbench", "handwritten_math"],
        "description": "ocrbench (the default) ignores case; handwritten_math ignores blanks instead"})")
      .text()
      .node();
}

}  // namespace

AssertionKind kind_of_ocr_contains() {
  return {.name = "ocr_contains",
          .family = "question answering",
          .summary =
              "The answer contains one of these texts as OCRBench looks for them: case and line ends aside, also "
              "within words.",
          .example = "ocr_contains: [Café Central, CAFE CENTRAL]",
          .example_pass = "The sign says CAFE CENTRAL.",
          .example_fail = "The sign says CAFE ROYAL.",
          .short_option = "expected",
          .schema = ocr_contains_schema,
          .compile = compile_ocr_contains};
}

}  // namespace sightline
