#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "assertion/bounds.h"
#include "assertion/catalogue.h"
#include "assertion/contrast.h"
#include "assertion/number_reading.h"
#include "assertion/option_schema.h"
#include "assertion/subject.h"
#include "assertion/verdicts.h"
#include "assertion/wording.h"
#include "base/number.h"
#include "base/text.h"

namespace sightline {
namespace {

/// What the number must be: equal to one, within a tolerance, or within bounds.
struct Target {
  std::optional<double> equals;
  std::string equals_text;
  std::optional<double> tolerance;
  std::optional<double> relative;
  std::optional<Bounds> bounds;
  std::string carried;  ///< A unit or currency, for reasons.

  /// The tolerance itself is within it: 1.1 is within 0.1 of 1, though in binary it is a hair beyond.
  bool holds(double value) const {
    if (!equals) return bounds->hold(value);
    const double allowed = tolerance.value_or(relative.value_or(0) * std::abs(*equals));
    if (allowed == 0) return value == *equals;
    const double rounding = 4 * std::numeric_limits<double>::epsilon() * std::max(std::abs(value), std::abs(*equals));
    return std::abs(value - *equals) <= allowed + rounding;
  }

  std::string text() const { return carried.empty() ? figure() : fmt::format("{} {}", figure(), carried); }

 private:
  std::string figure() const {
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
  NumberCheck(Subject subject, NumberReading reading, Target target)
      : subject_(std::move(subject)), reading_(std::move(reading)), target_(std::move(target)) {}

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
    if (value.is_number()) return judge_bare(value);
    if (value.is_string()) return judge_text({value.string(), "got " + shown(value)});
    return failed(fmt::format("expected a number at {}, got {}", subject_.name(), shown(value)),
                  Verdict::Outcome::unparsed);
  }

  /// A number of JSON carries nothing.
  Verdict judge_bare(const Node& value) const {
    const FoundNumber number{value.number_text(), true, value.number()};
    if (reading_.carried().empty()) return judge_number(number, Verdict::Outcome::judged);
    return failed(fmt::format("expected a number in {} at {}, got {}, which carries none", reading_.carried(),
                              subject_.name(), value.number_text()),
                  Verdict::Outcome::unparsed);
  }

  Verdict judge_text(const Searched& searched) const {
    const auto all = reading_.numbers(searched.text);
    std::vector<FoundNumber> numbers;
    for (const FoundNumber& number : all) {
      if (auto carrying = reading_.carrying(searched.text, number)) numbers.push_back(std::move(*carrying));
    }
    const Verdict::Outcome unread =
        searched.outcome == Verdict::Outcome::judged ? Verdict::Outcome::unparsed : searched.outcome;
    if (numbers.empty()) return nothing(all, searched, unread);
    if (reading_.pick == NumberReading::Pick::only && numbers.size() > 1) return several(numbers, searched, unread);
    const bool last = reading_.pick == NumberReading::Pick::last;
    const FoundNumber& number = last ? numbers.back() : numbers.front();
    if (number.readable) return judge_number(number, searched.outcome);
    const std::string why = number.is_word ? "is not read: words are up to twenty"
                                           : fmt::format("is no number in locale {}", reading_.locale->name);
    return failed(
        fmt::format("expected {}, but {} {}; {}", wanted("a number"), quoted(number.text), why, searched.came), unread);
  }

  Verdict nothing(const std::vector<FoundNumber>& bare, const Searched& searched, Verdict::Outcome outcome) const {
    if (bare.empty()) return failed(fmt::format("expected {}, {}", wanted("a number"), searched.came), outcome);
    return failed(fmt::format("expected {}, but no number carries it; {}", wanted("a number"), searched.came), outcome);
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
    verdict.unit = reading_.carried();
    verdict.evidence.set("extracted", number.text);
    contrast(verdict, target_.text());
    const bool is_off = verdict.status == Verdict::Status::fail && target_.equals;
    if (is_off) verdict.evidence.set("error", number.value - *target_.equals);
    return verdict;
  }

  /// "a number in kg at .weight"
  std::string wanted(std::string_view what) const {
    const std::string in = reading_.carried().empty() ? "" : fmt::format(" in {}", reading_.carried());
    const std::string at = subject_.is_whole_answer() ? "" : fmt::format(" at {}", subject_.name());
    return fmt::format("{}{}{}", what, in, at);
  }

  Subject subject_;
  NumberReading reading_;
  Target target_;
};

/// `equals` is a number, or a text that holds one, as a cell of a table does: "$1,200". Where it carries
/// another unit of the dimension, it is converted; it may carry none.
void read_equals(Options& options, const NumberReading& reading, Target& target) {
  const Node* equals = options.find("equals");
  if (equals == nullptr) return;
  if (equals->is_number() && std::isfinite(equals->number())) {
    target.equals = equals->number();
    target.equals_text = equals->number_text();
    return;
  }
  if (!equals->is_string()) return options.refuse("equals", "a number");
  const auto numbers = reading.numbers(equals->string());
  if (numbers.size() != 1 || !numbers.front().readable) {
    return options.refuse("equals", fmt::format("one number as locale {} writes it", reading.locale->name));
  }
  const auto carrying = reading.carrying(equals->string(), numbers.front());
  target.equals = carrying ? carrying->value : numbers.front().value;
  target.equals_text = equals->string();
  if (carrying && reading.unit) target.equals_text = number_text(*target.equals);
  if (carrying && reading.currency) target.equals_text = carrying->text;
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

std::unique_ptr<const Check> compile_number(Options& options) {
  Subject subject(options);
  NumberReading reading = read_number_reading(options);
  Target target;
  target.carried = reading.carried();
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
  return std::make_unique<NumberCheck>(std::move(subject), std::move(reading), std::move(target));
}

Node number_schema() {
  OptionSchema schema;
  schema.short_form(kTextSchema)
      .option("equals", kTextSchema)
      .option("tolerance", R"({"type": "number", "minimum": 0, "description": "How far off it may be"})")
      .option("relative", R"({"type": "number", "minimum": 0,
        "description": "How far off it may be, as a share of the expected number: 0.05 is 5 %"})")
      .option("min", kNumberSchema)
      .option("max", kNumberSchema);
  return add_number_reading(schema).at().node();
}

}  // namespace

AssertionKind kind_of_number() {
  return {.name = "number",
          .family = "numbers",
          .summary =
              "The number in the answer is this one, or within min and max; units and currencies are looked at where "
              "one is asked for.",
          .example = "number: {at: .total, equals: 42.5, tolerance: 0.01}",
          .example_pass = "'{\"total\": 42.505}'",
          .example_fail = "'{\"total\": 42.6}'",
          .short_option = "equals",
          .schema = number_schema,
          .compile = compile_number};
}

}  // namespace sightline
