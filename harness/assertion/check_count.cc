#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "assertion/catalogue.h"
#include "assertion/contrast.h"
#include "assertion/option_schema.h"
#include "assertion/pass_mark.h"
#include "assertion/subject.h"
#include "assertion/tally.h"
#include "assertion/wording.h"
#include "base/number.h"
#include "base/text.h"
#include "metric/count_reader.h"

namespace sightline {
namespace {

const std::vector<std::string> kCountVariants{"exact", "tallyqa", "ocrbench_v2"};
constexpr std::array kCountForms{CountForm::exact, CountForm::tallyqa, CountForm::ocrbench_v2};
/// Of ocrbench_v2 every score that is not 0 is above it.
constexpr double kHalf = 0.5;

class Count final : public Check {
 public:
  Count(TextSubject subject, std::vector<double> expected, std::size_t variant, PassMark mark, bool is_bounded)
      : subject_(std::move(subject)),
        expected_(std::move(expected)),
        variant_(variant),
        mark_(mark),
        is_bounded_(is_bounded) {}

  Verdict judge(const Observation& seen) const override {
    const auto look = subject_.look(seen);
    if (!look) return uncounted(look.error());
    const bool refused = look->outcome == Verdict::Outcome::refused;
    const auto found = refused ? std::nullopt : read_count(look->text, kCountForms[variant_]);
    Verdict verdict = found ? judged(*look, *found) : unread(*look);
    Node evidence;
    evidence.set("variant", kCountVariants[variant_]);
    if (found) evidence.set("extracted", found->text);
    const auto error = found ? std::optional(found->value - nearest(found->value)) : std::nullopt;
    if (error) evidence.set("error", *error);
    evidence.set("tally", count_tally(error));
    verdict.evidence = merged(look->evidence, evidence);
    contrast(verdict, expected_text());
    return verdict;
  }

 private:
  /// An answer without what `at` picks counts as one without a count.
  Verdict uncounted(Verdict verdict) const {
    if (verdict.status == Verdict::Status::error) return verdict;
    verdict.evidence.set("variant", kCountVariants[variant_]);
    verdict.evidence.set("tally", count_tally(std::nullopt));
    return verdict;
  }

  Verdict judged(const SeenText& look, const FoundCount& found) const {
    double score = 0;
    for (const double right : expected_) {
      score = std::max(score, count_score(found.value, right, kCountForms[variant_]));
    }
    Verdict verdict = is_bounded_ ? mark_.verdict({.name = "count",
                                                   .value = found.value,
                                                   .score = score,
                                                   .seen = fmt::format("expected {}, {}", expected_text(), look.came)},
                                                  look.outcome)
                                  : scored(look, found, score);
    verdict.score = score;
    verdict.value = found.value;
    return verdict;
  }

  Verdict scored(const SeenText& look, const FoundCount& found, double score) const {
    const std::string counted = unquoted(found.text);
    const bool is_near = score > 0 && score < 1;
    if (mark_.passes(score, found.value)) {
      const std::string near = is_near ? fmt::format(", {} being right: a score of {} is {}", expected_text(),
                                                     measured_text(score), mark_.text())
                                       : "";
      return look.pass(fmt::format("counts {}{}", counted, near));
    }
    const std::string near =
        is_near ? fmt::format(", a score of {} where {} is wanted", measured_text(score), mark_.text()) : "";
    return look.fail(fmt::format("to count {}, but it counts {}{}", expected_text(), counted, near));
  }

  Verdict unread(const SeenText& look) const {
    return look.unread(fmt::format("to count {}, but no count can be read from it", expected_text()));
  }

  /// The expected count that is nearest to `found`.
  double nearest(double found) const {
    return std::ranges::min(expected_, {}, [found](double right) { return std::abs(found - right); });
  }

  std::string expected_text() const {
    std::vector<std::string> texts;
    for (const double right : expected_) texts.push_back(number_text(right));
    return join(texts, " or ");
  }

  TextSubject subject_;
  std::vector<double> expected_;
  std::size_t variant_;
  PassMark mark_;
  bool is_bounded_;  ///< By `min` or `max`.
};

/// A whole number of 0 or more, or one written in digits, as a cell of a table is.
std::optional<double> count_of(const Node& value) {
  constexpr double kLargest = 9007199254740991;
  const auto number = value.is_number()   ? std::optional(value.number())
                      : value.is_string() ? parse_number(trimmed(value.string()))
                                          : std::nullopt;
  const bool is_count = number && *number >= 0 && *number <= kLargest && std::floor(*number) == *number;
  return is_count ? number : std::nullopt;
}

std::vector<double> read_expected_count(Options& options) {
  std::vector<double> counts;
  const Node* expected = options.need("expected", "how many there are");
  if (expected == nullptr) return counts;
  const Node::List one = expected->is_list() ? Node::List{} : Node::List{*expected};
  for (const Node& item : expected->is_list() ? expected->list() : one) {
    if (const auto count = count_of(item)) {
      counts.push_back(*count);
    } else {
      options.tell(
          &item, fmt::format("{} wants a whole number of 0 or more, got {}", options.called("expected"), named(item)));
    }
  }
  if (expected->is_list() && expected->list().empty()) options.refuse("expected", "at least one count");
  return counts;
}

std::unique_ptr<const Check> compile_count(Options& options) {
  TextSubject subject{Subject(options)};
  std::vector<double> expected = read_expected_count(options);
  const std::string variant = options.word("variant", kCountVariants).value_or(kCountVariants.front());
  const auto index = static_cast<std::size_t>(std::ranges::find(kCountVariants, variant) - kCountVariants.begin());
  PassMark mark(options, {.threshold = kCountForms[index] == CountForm::ocrbench_v2 ? kHalf : 1});
  const bool is_bounded = options.find("min") != nullptr || options.find("max") != nullptr;
  if (expected.empty()) return nullptr;
  return std::make_unique<Count>(std::move(subject), std::move(expected), index, mark, is_bounded);
}

Node count_schema() {
  constexpr std::string_view kCounts = R"({"anyOf": [{"type": "integer", "minimum": 0},
    {"type": "string", "pattern": "^\\s*([0-9]+|\\{\\{[^{}]+\\}\\})\\s*$"},
    {"type": "array", "minItems": 1, "items": {"type": ["integer", "string"]}}]})";
  OptionSchema schema;
  schema.short_form(kCounts)
      .option("expected", kCounts, OptionSchema::Need::required)
      .option("variant", R"({"enum": ["exact", "tallyqa", "ocrbench_v2"],
        "description": "How the count is read and scored: exact by default"})");
  return add_pass_mark(schema, {.threshold = 1}, ", 0.5 for ocrbench_v2").at().node();
}

}  // namespace

AssertionKind kind_of_count() {
  return {.name = "count",
          .family = "numbers",
          .summary =
              "The answer counts this many, in digits or in words up to twenty; of several right counts the "
              "best one scores.",
          .example = "count: 3",
          .example_pass = "There are 3 birds.",
          .example_fail = R"("5")",
          .short_option = "expected",
          .tally = "count",
          .schema = count_schema,
          .compile = compile_count};
}

}  // namespace sightline
