#include <fmt/format.h>

#include <utility>

#include "assertion/answer_json.h"
#include "assertion/catalogue.h"
#include "assertion/contrast.h"
#include "assertion/json_expectation.h"
#include "assertion/option_schema.h"
#include "assertion/subject.h"
#include "assertion/verdicts.h"
#include "assertion/wording.h"

namespace sightline {
namespace {

/// Whether JSON may stand in a fenced block, must, or must not.
enum class Fences { allowed, required, forbidden };

/// Where no more is asked than that the answer be JSON, an answer that is none is a finding, which `not` inverts.
/// Where a value is asked for, it is an answer that could not be read.
class Json final : public Check {
 public:
  Json(Subject subject, JsonExpectation expectation, Fences fences)
      : subject_(std::move(subject)), expectation_(std::move(expectation)), fences_(fences) {}

  Verdict judge(const Observation& seen) const override {
    const AnswerJson::Path path = answer_json(seen).path;
    if (fences_ == Fences::forbidden && path != AnswerJson::Path::strict) {
      return out_of_place(seen, " and nothing around it");
    }
    if (fences_ == Fences::required && path != AnswerJson::Path::fence) {
      return out_of_place(seen, " in a fenced block");
    }
    auto picked = subject_.pick(seen);
    if (!picked) return asks_for_json_alone() ? finding(std::move(picked.error())) : picked.error();
    Verdict verdict = judge_value(picked->value);
    verdict.evidence = merged(picked->evidence, verdict.evidence);
    return verdict;
  }

 private:
  bool asks_for_json_alone() const { return expectation_.is_any() && subject_.is_whole_answer(); }

  static Verdict finding(Verdict verdict) {
    if (verdict.outcome == Verdict::Outcome::unparsed) verdict.outcome = Verdict::Outcome::judged;
    return verdict;
  }

  Verdict out_of_place(const Observation& seen, std::string_view place) const {
    Verdict verdict = unreadable_json(seen, place);
    const bool readable = answer_json(seen).path != AnswerJson::Path::unreadable;
    return readable || asks_for_json_alone() ? finding(std::move(verdict)) : verdict;
  }

  Verdict judge_value(const Node& value) const {
    const std::string_view name = subject_.name();
    if (expectation_.is_any()) {
      return passed(subject_.is_whole_answer() ? "the answer is JSON" : fmt::format("{} is {}", name, shown(value)));
    }
    const auto problems = expectation_.problems(value);
    if (!problems) return trouble(fmt::format("cannot check the schema: {}", messages(problems.error())));
    if (problems->empty()) return passed(fmt::format("{} {}", name, expectation_.text("", "s")));
    return with_problems(
        failed(fmt::format("expected {} {}: {}", name, expectation_.text("to ", ""), first_few(texts_of(*problems)))),
        *problems);
  }

  Verdict with_problems(Verdict verdict, const std::vector<JsonProblem>& problems) const {
    tell_problems(verdict, problems);
    if (const Node* expected = expectation_.expected()) contrast(verdict, *expected);
    return verdict;
  }

  Subject subject_;
  JsonExpectation expectation_;
  Fences fences_;
};

Fences read_fences(Options& options) {
  const Node* written = options.find("fences");
  if (written == nullptr) return Fences::allowed;
  if (written->is_boolean()) return written->boolean() ? Fences::allowed : Fences::forbidden;
  if (written->is_string() && written->string() == "required") return Fences::required;
  options.refuse("fences", "true, false or required");
  return Fences::allowed;
}

std::unique_ptr<const Check> compile_json(Options& options) {
  Subject subject(options);
  JsonExpectation expectation(options);
  const Fences fences = read_fences(options);
  return std::make_unique<Json>(std::move(subject), std::move(expectation), fences);
}

Node json_schema() {
  OptionSchema schema;
  schema.short_form(R"({"const": "valid"})").option("fences", R"({"enum": [true, false, "required"], "description":
    "Whether JSON may stand in a fenced block or in prose: true by default; false: nothing around it; required: a fence"})");
  return add_json_expectation(schema).at().node();
}

}  // namespace

AssertionKind kind_of_json() {
  return {.name = "json",
          .family = "JSON",
          .summary = "The answer is JSON: valid, by a schema, equal to a value or including one.",
          .example = "json: {subset: {currency: EUR}}",
          .example_pass = "'{\"total\": 42.5, \"currency\": \"EUR\"}'",
          .example_fail = "'{\"total\": 42.5, \"currency\": \"USD\"}'",
          .bare = "valid",
          .verbatim = {"ignore"},
          .schema = json_schema,
          .compile = compile_json};
}

}  // namespace sightline
