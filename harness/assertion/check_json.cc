#include <fmt/format.h>

#include <utility>

#include "assertion/answer_json.h"
#include "assertion/catalogue.h"
#include "assertion/json_expectation.h"
#include "assertion/option_schema.h"
#include "assertion/subject.h"
#include "assertion/verdicts.h"
#include "assertion/wording.h"

namespace sightline {
namespace {

/// Where no more is asked than that the answer be JSON, an answer that is none is a finding, which `not` inverts.
/// Where a value is asked for, it is an answer that could not be read.
class Json final : public Check {
 public:
  Json(Subject subject, JsonExpectation expectation, bool fences)
      : subject_(std::move(subject)), expectation_(std::move(expectation)), fences_(fences) {}

  Verdict judge(const Observation& seen) const override {
    if (!fences_ && answer_json(seen).path != AnswerJson::Path::strict) return not_bare(seen);
    auto picked = subject_.pick(seen);
    if (!picked) return asks_for_json_alone() ? finding(std::move(picked.error())) : picked.error();
    Verdict verdict = judge_value(picked->value);
    verdict.evidence = std::move(picked->evidence);
    return verdict;
  }

 private:
  bool asks_for_json_alone() const { return expectation_.is_any() && subject_.is_whole_answer(); }

  static Verdict finding(Verdict verdict) {
    if (verdict.outcome == Verdict::Outcome::unparsed) verdict.outcome = Verdict::Outcome::judged;
    return verdict;
  }

  Verdict not_bare(const Observation& seen) const {
    Verdict verdict = unreadable_json(seen, " and nothing around it");
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
    if (!problems->empty())
      return failed(fmt::format("expected {} {}: {}", name, expectation_.text("to ", ""), first_few(*problems)));
    return passed(fmt::format("{} {}", name, expectation_.text("", "s")));
  }

  Subject subject_;
  JsonExpectation expectation_;
  bool fences_;
};

std::unique_ptr<const Check> compile(Options& options) {
  Subject subject(options);
  JsonExpectation expectation(options);
  const bool fences = options.flag("fences").value_or(true);
  return std::make_unique<Json>(std::move(subject), std::move(expectation), fences);
}

Node schema() {
  OptionSchema schema;
  schema.short_form(R"({"const": "valid"})").option("fences", R"({"type": "boolean", "description":
    "Whether JSON may stand in a fenced block or in prose; true by default. false: JSON and nothing around it"})");
  return add_json_expectation(schema).at().node();
}

}  // namespace

AssertionKind kind_of_json() {
  return {.name = "json",
          .family = "JSON",
          .summary = "The answer is JSON: valid, by a schema, equal to a value or including one.",
          .example = "json: {subset: {currency: EUR}}",
          .bare = "valid",
          .schema = schema,
          .compile = compile};
}

}  // namespace sightline
