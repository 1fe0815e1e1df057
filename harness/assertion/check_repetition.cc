#include <fmt/format.h>

#include <optional>
#include <utility>

#include "assertion/catalogue.h"
#include "assertion/option_schema.h"
#include "assertion/pass_mark.h"
#include "assertion/subject.h"
#include "assertion/verdicts.h"
#include "assertion/wording.h"
#include "base/text.h"
#include "metric/repetition.h"

namespace sightline {
namespace {

/// Of detect_repetition().
constexpr std::size_t kChars = 100;
constexpr std::size_t kTimes = 20;
/// What runs of words are counted, and how great a share of them may have stood there before.
constexpr std::size_t kWords = 4;
constexpr std::size_t kMostWords = 50;
constexpr double kMostRepeated = 0.5;

/// A loop that goes on to the answer's end: the usual way in which a model hangs.
class EndLoop final : public Check {
 public:
  EndLoop(TextSubject subject, std::size_t chars, std::size_t times)
      : subject_(std::move(subject)), chars_(chars), times_(times) {}

  Verdict judge(const Observation& seen) const override {
    const auto look = subject_.look(seen);
    if (!look) return look.error();
    const std::size_t count = end_occurrences(look->text, chars_);
    Verdict verdict = count < times_ ? passed(finding(*look, count)) : failed(expectation(*look, count));
    verdict.value = static_cast<double>(count);
    verdict.unit = "times";
    verdict.evidence = look->evidence;
    return verdict;
  }

 private:
  std::string finding(const SeenText& look, std::size_t count) const {
    return fmt::format("{} ends in no loop: its last {} occur {} in it, a loop has them {} times", look.subject,
                       counted(chars_, "character"), count == 1 ? "once" : fmt::format("{} times", count), times_);
  }
  std::string expectation(const SeenText& look, std::size_t count) const {
    return fmt::format("expected {} to end in no loop, but its last {} occur {} times in it; {}", look.subject,
                       counted(chars_, "character"), count, look.came);
  }

  TextSubject subject_;
  std::size_t chars_;
  std::size_t times_;
};

/// The share of words or lines that were there before.
class RepeatedPieces final : public Check {
 public:
  /// `n` of 0 means lines.
  RepeatedPieces(TextSubject subject, std::size_t n, PassMark mark)
      : subject_(std::move(subject)), n_(n), mark_(std::move(mark)) {}

  Verdict judge(const Observation& seen) const override {
    const auto look = subject_.look(seen);
    if (!look) return look.error();
    const RepeatedShare repeated = n_ == 0 ? repeated_lines(look->text) : repeated_words(look->text, n_);
    Measured measured{.name = n_ == 0 ? "the share of repeated lines" : "the share of repeated runs of words"};
    measured.value = repeated.share();
    measured.score = 1 - measured.value;
    measured.seen = fmt::format("{} of {} were there before", repeated.all - repeated.distinct, repeated.all);
    Verdict verdict = mark_.verdict(measured);
    verdict.evidence = look->evidence;
    verdict.evidence.set("all", static_cast<std::uint64_t>(repeated.all));
    verdict.evidence.set("distinct", static_cast<std::uint64_t>(repeated.distinct));
    if (n_ > 0) verdict.evidence.set("n", static_cast<std::uint64_t>(n_));
    return verdict;
  }

 private:
  TextSubject subject_;
  std::size_t n_;
  PassMark mark_;
};

void refuse_others(Options& options, std::string_view of, std::initializer_list<const char*> others) {
  for (const char* other : others) {
    if (const Node* value = options.find(other)) {
      options.tell(value, fmt::format("'{}' of 'repetition' does not go with `of: {}`", other, of));
    }
  }
}

std::unique_ptr<const Check> compile_repetition(Options& options) {
  TextSubject subject(options);
  const std::string of = options.word("of", {"end", "words", "lines"}).value_or("end");
  const std::size_t chars = options.count("chars", 1).value_or(kChars);
  const std::size_t times = options.count("times", 2).value_or(kTimes);
  const std::size_t n = options.count("n", 1).value_or(kWords);
  if (n > kMostWords) options.refuse("n", fmt::format("at most {} words", kMostWords));
  if (of == "end") {
    refuse_others(options, of, {"n", "threshold", "min", "max"});
    return std::make_unique<EndLoop>(std::move(subject), chars, times);
  }
  refuse_others(options, of, {"chars", "times"});
  if (of == "lines") refuse_others(options, of, {"n"});
  PassMark mark(options, {.threshold = {}, .max = kMostRepeated});
  return std::make_unique<RepeatedPieces>(std::move(subject), of == "lines" ? 0 : n, std::move(mark));
}

Node repetition_schema() {
  OptionSchema schema;
  schema.short_form(R"({"const": true})")
      .option("of", R"({"enum": ["end", "words", "lines"], "description":
        "What may not be repeated: the answer's end (the default), runs of words, or lines"})")
      .option("chars", R"({"type": "integer", "minimum": 1, "description": "Characters of the end; 100 by default"})")
      .option("times", R"({"type": "integer", "minimum": 2, "description":
        "How often they stand in a loop; 20 by default"})")
      .option("n", R"({"type": "integer", "minimum": 1, "maximum": 50, "description": "Words of a run; 4 by default"})")
      .text();
  return add_pass_mark(schema, {.max = kMostRepeated}).node();
}

}  // namespace

AssertionKind kind_of_repetition() {
  return {
      .name = "repetition",
      .family = "response",
      .summary =
          "The answer does not repeat itself: its end is no loop, or the share of repeated words or lines is small.",
      .example = "repetition: {of: lines, max: 0.3}",
      .example_pass = R"("tea\ncake\n")",
      .example_fail = R"("tea\ntea\ntea\ntea\n")",
      .bare = Node(true),
      .schema = repetition_schema,
      .compile = compile_repetition};
}

}  // namespace sightline
