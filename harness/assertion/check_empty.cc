#include <fmt/format.h>

#include <utility>

#include "assertion/catalogue.h"
#include "assertion/option_schema.h"
#include "assertion/subject.h"
#include "assertion/verdicts.h"
#include "assertion/wording.h"

namespace sightline {
namespace {

bool is_empty(const Node& value) {
  if (value.is_string()) return is_blank(value.string());
  if (value.is_list()) return value.list().empty();
  if (value.is_map()) return value.map().empty();
  return value.is_null();
}

/// Looks at the text alone: a refusal and tool calls are no text.
class Empty final : public Check {
 public:
  explicit Empty(Subject subject) : subject_(std::move(subject)) {}

  Verdict judge(const Observation& seen) const override {
    if (subject_.is_whole_answer()) {
      if (is_blank(seen.reply.text)) return passed("the answer has no text");
      return failed("expected no text, " + what_came(seen.reply));
    }
    auto picked = subject_.pick(seen);
    if (!picked) return picked.error();
    Verdict verdict =
        is_empty(picked->value)
            ? passed(fmt::format("{} is empty", subject_.name()))
            : failed(fmt::format("expected {} to be empty, got {}", subject_.name(), shown(picked->value)));
    verdict.evidence = std::move(picked->evidence);
    return verdict;
  }

 private:
  Subject subject_;
};

std::unique_ptr<const Check> compile_empty(Options& options) {
  return std::make_unique<Empty>(Subject(options));
}

Node empty_schema() {
  return OptionSchema().short_form(R"({"const": true})").at().node();
}

}  // namespace

AssertionKind kind_of_empty() {
  return {.name = "empty",
          .family = "text",
          .summary = "The answer has no text but white space; with `at`, the value there is null, \"\", [] or {}.",
          .example = "empty: {at: .errors}",
          .example_pass = "'{\"errors\": []}'",
          .example_fail = "'{\"errors\": [\"no total\"]}'",
          .bare = true,
          .schema = empty_schema,
          .compile = compile_empty};
}

}  // namespace sightline
