#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "assertion/catalogue.h"
#include "assertion/contrast.h"
#include "assertion/json_difference.h"
#include "assertion/option_schema.h"
#include "assertion/subject.h"
#include "assertion/verdicts.h"
#include "assertion/wording.h"
#include "base/text.h"

namespace sightline {
namespace {

/// Where two long texts part, for reasons that would show the same beginning twice.
std::string parting(const std::string& expected, const std::string& actual) {
  if (quoted(expected) != quoted(actual)) return {};
  const std::u32string a = code_points(expected);
  const std::u32string b = code_points(actual);
  const auto at = static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
  const auto rest = [at](const std::u32string& text) {
    std::string out;
    for (std::size_t i = at; i < text.size(); ++i) append_utf8(out, text[i]);
    return quoted(out, 40);
  };
  return fmt::format("; from character {} on it is {} where {} is expected", at + 1, rest(b), rest(a));
}

class EqualsText final : public Check {
 public:
  EqualsText(TextSubject subject, std::string expected)
      : subject_(std::move(subject)), expected_(std::move(expected)), form_(subject_.form().of(expected_)) {}

  Verdict judge(const Observation& seen) const override {
    const auto look = subject_.look(seen);
    if (!look) return look.error();
    if (look->text == form_) return look->pass("equals " + quoted(expected_));
    Verdict verdict = look->fail("to equal " + quoted(expected_));
    verdict.reason += parting(form_, look->text);
    look->contrast_with(verdict, form_);
    return verdict;
  }

 private:
  TextSubject subject_;
  std::string expected_;
  std::string form_;
};

/// A number, boolean, null, list or map at a place of the answer's JSON.
class EqualsValue final : public Check {
 public:
  EqualsValue(Subject subject, Node expected) : subject_(std::move(subject)), expected_(std::move(expected)) {}

  Verdict judge(const Observation& seen) const override {
    auto picked = subject_.pick(seen);
    if (!picked) return picked.error();
    const auto differences = json_differences(expected_, picked->value, Match::equal);
    Verdict verdict = differences.empty()
                          ? passed(fmt::format("{} equals {}", subject_.name(), shown(expected_)))
                          : failed(fmt::format("expected {} to equal {}, got {}{}", subject_.name(), shown(expected_),
                                               shown(picked->value), places(differences)));
    verdict.evidence = std::move(picked->evidence);
    contrast(verdict, expected_);
    tell_problems(verdict, differences);
    return verdict;
  }

 private:
  std::string places(const std::vector<JsonProblem>& differences) const {
    const bool has_places = expected_.is_list() || expected_.is_map();
    return has_places ? " (" + first_few(texts_of(differences)) + ")" : "";
  }

  Subject subject_;
  Node expected_;
};

std::unique_ptr<const Check> compile_equals(Options& options) {
  TextSubject subject(options);
  const Node* expected = options.need("expected", "what the answer must equal");
  if (expected == nullptr) return nullptr;
  if (!subject.subject().is_whole_answer() && !expected->is_string()) {
    if (const Node* normalize = options.find("normalize")) {
      options.tell(normalize, fmt::format("'normalize' of 'equals' is for text, and 'expected' is {}",
                                          kind_name(expected->kind())));
    }
    return std::make_unique<EqualsValue>(subject.subject(), *expected);
  }
  auto text = options.text("expected");
  if (!text) return nullptr;
  return std::make_unique<EqualsText>(std::move(subject), std::move(*text));
}

Node equals_schema() {
  return OptionSchema()
      .short_form(kTextSchema)
      .option("expected", R"({"description": "Text; with `at` any value"})", OptionSchema::Need::required)
      .text()
      .node();
}

}  // namespace

AssertionKind kind_of_equals() {
  return {.name = "equals",
          .family = "text",
          .summary = "The answer is this text, code point by code point; with `at`, the value there is this value.",
          .example = "equals: {expected: Paris, normalize: [trim]}",
          .example_pass = "Paris",
          .example_fail = "Lyon",
          .short_option = "expected",
          .schema = equals_schema,
          .compile = compile_equals};
}

}  // namespace sightline
