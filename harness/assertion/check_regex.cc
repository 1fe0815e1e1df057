#include <fmt/format.h>

#include <utility>

#include "assertion/catalogue.h"
#include "assertion/option_schema.h"
#include "assertion/subject.h"
#include "assertion/verdicts.h"
#include "assertion/wording.h"
#include "base/text.h"

namespace sightline {
namespace {

class RegexCheck final : public Check {
 public:
  RegexCheck(TextSubject subject, std::string pattern, std::shared_ptr<const Regex> regex)
      : subject_(std::move(subject)), pattern_(std::move(pattern)), regex_(std::move(regex)) {}

  Verdict judge(const Observation& seen) const override {
    const auto look = subject_.look(seen);
    if (!look) return look.error();
    const auto match = regex_->search(look->text);
    if (!match) return trouble(fmt::format("regex {}: {}", quoted(pattern_), messages(match.error())));
    if (!match->matched) return unmatched(*look);
    const std::string matched = look->text.substr(match->begin, match->end - match->begin);
    Verdict verdict = look->pass(fmt::format("matches {} with {}", quoted(pattern_), quoted(matched)));
    verdict.evidence.set("match", matched);
    if (!match->groups.empty()) {
      verdict.evidence.set("groups", Node::List(match->groups.begin(), match->groups.end()));
    }
    return verdict;
  }

 private:
  Verdict unmatched(const SeenText& look) const {
    Verdict verdict = look.fail("to match " + quoted(pattern_));
    look.contrast_with(verdict, pattern_);
    return verdict;
  }

  TextSubject subject_;
  std::string pattern_;
  std::shared_ptr<const Regex> regex_;
};

std::unique_ptr<const Check> compile_regex(Options& options) {
  TextSubject subject(options);
  const Node* pattern = options.need("pattern", "the regex to search for");
  Regex::Options flags;
  flags.ignore_case = options.flag("ignore_case").value_or(false);
  flags.multiline = options.flag("multiline").value_or(false);
  flags.dot_all = options.flag("dot_all").value_or(false);
  if (pattern == nullptr) return nullptr;
  if (!pattern->is_string() || pattern->string().empty()) {
    options.refuse("pattern", "a regex");
    return nullptr;
  }
  Compilation& compilation = options.compilation();
  auto regex = compilation.taken(compilation.parts.regex(*pattern, compilation.source, flags));
  return std::make_unique<RegexCheck>(std::move(subject), pattern->string(), std::move(regex));
}

Node regex_schema() {
  return OptionSchema()
      .short_form(R"({"type": "string", "minLength": 1})")
      .option("pattern", R"({"type": "string", "minLength": 1})", OptionSchema::Need::required)
      .option("ignore_case", R"({"type": "boolean", "description": "Letters match whatever their case"})")
      .option("multiline", R"({"type": "boolean", "description": "^ and $ match at line ends too"})")
      .option("dot_all", R"({"type": "boolean", "description": "The dot matches line feeds too"})")
      .text()
      .node();
}

}  // namespace

AssertionKind kind_of_regex() {
  return {.name = "regex",
          .family = "text",
          .summary = "A Perl-compatible regex matches somewhere in the answer.",
          .example = "regex: '\\b\\d{4}-\\d{2}-\\d{2}\\b'",
          .example_pass = "The receipt is of 2026-11-20.",
          .example_fail = "The receipt is of 20 November.",
          .short_option = "pattern",
          .verbatim = {"pattern"},
          .schema = regex_schema,
          .compile = compile_regex};
}

}  // namespace sightline
