#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "assertion/bounds.h"
#include "assertion/catalogue.h"
#include "assertion/number_reader.h"
#include "assertion/option_schema.h"
#include "assertion/subject.h"
#include "assertion/verdicts.h"
#include "assertion/wording.h"
#include "base/number.h"
#include "base/text.h"

namespace sightline {
namespace {

enum class Pick { only, first, last };

/// How the number of an answer is found.
struct Reading {
  const NumberLocale* locale = nullptr;
  Percent percent = Percent::figure;
  Pick pick = Pick::only;
};

/// What the number must be: equal to one, within a tolerance, or within bounds.
struct Target {
  std::optional<double> equals;
  std::string equals_text;
  std::optional<double> tolerance;
  std::optional<double> relative;
  std::optional<Bounds> bounds;

  /// The tolerance itself is within it: 1.1 is within 0.1 of 1, though in binary it is a hair beyond.
  bool holds(double value) const {
    if (!equals) return bounds->hold(value);
    const double allowed = tolerance.value_or(relative.value_or(0) * std::abs(*equals));
    if (allowed == 0) return value == *equals;
    const double rounding = 4 * std::numeric_limits<double>::epsilon() * std::max(std::abs(value), std::abs(*equals));
    return std::abs(value - *equals) <= allowed + rounding;
  }

  std::string text() const {
    if (!equals) return bounds->text(Quantity::number);
    if (tolerance) return fmt::format("{} ± {}", equals_text, number_text(*tolerance));
    if (relative) return fmt::format("{} ± {} %", equals_text, number_text(std::round(*relative * 1e8) / 1e6));
    return equals_text;
  }
};

/// A text that a number is looked for in: what came, for reasons, and what kept it from being whole.
struct Searched {
  std::string_view text;
  std::string came;
  Verdict::Outcome outcome = Verdict::Outcome::judged;
};

class NumberCheck final : public Check {
 public:
  NumberCheck(Subject subject, Reading reading, Target target)
      : subject_(std::move(subject)), reading_(reading), target_(std::move(target)) {}

  Verdict judge(const Observation& seen) const override {
    if (subject_.is_whole_answer()) {
      return judge_text({seen.reply.text, what_came(seen.reply), outcome_of(seen.reply)});
    }
    auto picked = subject_.pick(seen);
    if (!picked) return picked.error();
    Verdict verdict = judge_value(picked->value);
    verdict.evidence = merged(picked->evidence, verdict.evidence);
    return verdict;
  }

 private:
  Verdict judge_value(const Node& value) const {
    if (value.is_number()) {
      return judge_number({value.number_text(), true, value.number()}, Verdict::Outcome::judged);
    }
    if (value.is_string()) return judge_text({value.string(), "got " + shown(value)});
    return failed(fmt::format("expected a number at {}, got {}", subject_.name(), shown(value)),
                  Verdict::Outcome::unparsed);
  }

  Verdict judge_text(const Searched& searched) const {
    const auto numbers = find_numbers(searched.text, *reading_.locale, reading_.percent);
    const Verdict::Outcome unread =
        searched.outcome == Verdict::Outcome::judged ? Verdict::Outcome::unparsed : searched.outcome;
    if (numbers.empty()) return failed(fmt::format("expected {}, {}", wanted("a number"), searched.came), unread);
    if (reading_.pick == Pick::only && numbers.size() > 1) return several(numbers, searched, unread);
    const FoundNumber& number = reading_.pick == Pick::last ? numbers.back() : numbers.front();
    if (number.readable) return judge_number(number, searched.outcome);
    return failed(fmt::format("expected {}, but {} is no number in locale {}; {}", wanted("a number"),
                              quoted(number.text), reading_.locale->name, searched.came),
                  unread);
  }

  Verdict several(const std::vector<FoundNumber>& numbers, const Searched& searched, Verdict::Outcome outcome) const {
    std::vector<std::string> texts;
    for (const FoundNumber& number : numbers) texts.push_back(quoted(number.text));
    return failed(fmt::format("expected {}, found {}: {}; {}", wanted("one number"), texts.size(), first_few(texts),
                              searched.came),
                  outcome);
  }

  Verdict judge_number(const FoundNumber& number, Verdict::Outcome outcome) const {
    const std::string where = subject_.is_whole_answer() ? "" : fmt::format(" at {}", subject_.name());
    Verdict verdict = target_.holds(number.value)
                          ? passed(fmt::format("{}{} is {}", number.text, where, target_.text()))
                          : failed(fmt::format("expected {}{}, got {}", target_.text(), where, number.text), outcome);
    verdict.value = number.value;
    verdict.evidence.set("extracted", number.text);
    return verdict;
  }

  std::string wanted(std::string_view what) const {
    return subject_.is_whole_answer() ? std::string(what) : fmt::format("{} at {}", what, subject_.name());
  }

  Subject subject_;
  Reading reading_;
  Target target_;
};

Reading read_reading(Options& options) {
  Reading reading;
  std::vector<std::string> names;
  for (const NumberLocale& locale : number_locales()) names.emplace_back(locale.name);
  const std::string name = options.word("locale", names).value_or(names.front());
  reading.locale = &*std::ranges::find(number_locales(), name, &NumberLocale::name);
  const std::string pick = options.word("pick", {"only", "first", "last"}).value_or("only");
  if (pick == "first") reading.pick = Pick::first;
  if (pick == "last") reading.pick = Pick::last;
  const std::string percent = options.word("percent", {"figure", "fraction"}).value_or("figure");
  if (percent == "fraction") reading.percent = Percent::fraction;
  return reading;
}

/// `equals` is a number, or a text that holds one, as a cell of a table does: "$1,200".
void read_equals(Options& options, const Reading& reading, Target& target) {
  const Node* equals = options.find("equals");
  if (equals == nullptr) return;
  if (equals->is_number() && std::isfinite(equals->number())) {
    target.equals = equals->number();
    target.equals_text = equals->number_text();
    return;
  }
  if (!equals->is_string()) return options.refuse("equals", "a number");
  const auto numbers = find_numbers(equals->string(), *reading.locale, reading.percent);
  if (numbers.size() != 1 || !numbers.front().readable) {
    return options.refuse("equals", fmt::format("one number as locale {} writes it", reading.locale->name));
  }
  target.equals = numbers.front().value;
  target.equals_text = equals->string();
}

void check_target(Options& options, const Target& target) {
  const Node* equals = options.find("equals");
  const Node* tolerance = options.find("tolerance");
  const Node* relative = options.find("relative");
  if (equals != nullptr && target.bounds) {
    options.tell(equals, "'number' takes 'equals', or 'min' and 'max', not both");
  }
  if (tolerance != nullptr && relative != nullptr) {
    options.tell(relative, "'number' takes 'tolerance' or 'relative', not both");
  }
  for (const Node* slack : {tolerance, relative}) {
    if (slack == nullptr || equals != nullptr) continue;
    options.tell(slack,
                 fmt::format("'{}' of 'number' goes with 'equals'", slack == tolerance ? "tolerance" : "relative"));
  }
}

std::unique_ptr<const Check> compile(Options& options) {
  Subject subject(options);
  const Reading reading = read_reading(options);
  Target target;
  read_equals(options, reading, target);
  target.tolerance = options.number("tolerance", 0);
  target.relative = options.number("relative", 0);
  const bool has_min = options.find("min") != nullptr;
  const bool has_max = options.find("max") != nullptr;
  if (has_min || has_max) target.bounds = read_bounds(options, Quantity::number);
  check_target(options, target);
  const bool asks_nothing = options.find("equals") == nullptr && !has_min && !has_max;
  if (asks_nothing) options.tell(nullptr, "'number' lacks 'equals', 'min' or 'max'");
  if (!target.equals && !target.bounds) return nullptr;
  return std::make_unique<NumberCheck>(std::move(subject), reading, std::move(target));
}

Node schema() {
  return OptionSchema()
      .short_form(kTextSchema)
      .option("equals", kTextSchema)
      .option("tolerance", R"({"type": "number", "minimum": 0, "description": "How far off it may be"})")
      .option("relative", R"({"type": "number", "minimum": 0,
        "description": "How far off it may be, as a share of the expected number: 0.05 is 5 %"})")
      .option("min", kNumberSchema)
      .option("max", kNumberSchema)
      .option("pick", R"({"enum": ["only", "first", "last"],
        "description": "Which number of the text is meant; by default there must be only one"})")
      .option("locale", R"({"enum": ["en", "de", "es", "fr", "it", "nl", "pt", "de-CH"],
        "description": "How numbers are written: en (1,234.5) by default"})")
      .option("percent", R"({"enum": ["figure", "fraction"],
        "description": "What \"42.5 %\" is: the figure 42.5 (the default) or the fraction 0.425"})")
      .at()
      .node();
}

}  // namespace

AssertionKind kind_of_number() {
  return {.name = "number",
          .family = "numbers",
          .summary = "The number in the answer, units and currency signs aside, is this one, or within min and max.",
          .example = "number: {at: .total, equals: 42.5, tolerance: 0.01}",
          .short_option = "equals",
          .schema = schema,
          .compile = compile};
}

}  // namespace sightline
