#include "assertion/field_comparator.h"
#include "metric/bit_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "assertion/wording.h"
#include "base/text.h"
#include "json/json.h"
#include "metric/anls.h"
#include "metric/date_reader.h"
#include "metric/edit_distance.h"
#include "metric/number_reader.h"

namespace sightline {
namespace {

constexpr double kReadingSteps = 10;  // What it costs to read a short text as a number or a date.
constexpr double kBytesAStep = 50;

std::string field_text(const Node& value) {
  return value.is_string() ? value.string() : to_json(value);
}

double reading_steps(const Node& value) {
  return kReadingSteps + (value.is_string() ? static_cast<double>(value.string().size()) / kBytesAStep : 0);
}

class ExactField final : public FieldComparator {
 public:
  bool agrees(const Node& expected, const Node& got, FieldBudget& budget) const override {
    return budget.spend(1) && expected == got;
  }
  std::optional<std::string> refusal(const Node& /*expected*/) const override { return std::nullopt; }
};

class NumberField final : public FieldComparator {
 public:
  NumberField(const NumberLocale& locale, double tolerance, double relative)
      : locale_(locale), tolerance_(tolerance), relative_(relative) {}

  bool agrees(const Node& expected, const Node& got, FieldBudget& budget) const override {
    if (!budget.spend(reading_steps(got))) return false;
    const auto wanted = number_of(expected);
    const auto number = number_of(got);
    if (!wanted || !number) return false;
    if (*wanted == *number) return true;
    const double rounding = 4 * std::numeric_limits<double>::epsilon() * std::max(std::abs(*wanted), std::abs(*number));
    const double allowed = std::max(tolerance_, relative_ * std::abs(*wanted));
    return allowed > 0 && std::abs(*wanted - *number) <= allowed + rounding;
  }
  std::optional<std::string> refusal(const Node& expected) const override {
    if (number_of(expected)) return std::nullopt;
    return fmt::format("one number as locale {} writes it", locale_.name);
  }

 private:
  std::optional<double> number_of(const Node& value) const {
    if (value.is_number()) return std::isfinite(value.number()) ? std::optional(value.number()) : std::nullopt;
    if (!value.is_string()) return std::nullopt;
    const auto numbers = find_numbers(value.string(), locale_, Percent::figure);
    return numbers.size() == 1 && numbers.front().readable ? std::optional(numbers.front().value) : std::nullopt;
  }

  const NumberLocale& locale_;
  double tolerance_;
  double relative_;
};

class DateField final : public FieldComparator {
 public:
  DateField(DateOrder order, std::string name) : order_(order), name_(std::move(name)) {}

  bool agrees(const Node& expected, const Node& got, FieldBudget& budget) const override {
    if (!budget.spend(reading_steps(got))) return false;
    const auto wanted = read_date(field_text(expected), order_);
    return wanted && wanted == read_date(field_text(got), order_);
  }
  std::optional<std::string> refusal(const Node& expected) const override {
    if (read_date(field_text(expected), order_)) return std::nullopt;
    return fmt::format("a date in the order {}", name_);
  }

 private:
  DateOrder order_;
  std::string name_;
};

class AnlsField final : public FieldComparator {
 public:
  explicit AnlsField(double least) : least_(least) {}

  bool agrees(const Node& expected, const Node& got, FieldBudget& budget) const override {
    const std::string wanted = field_text(expected);
    const std::string text = field_text(got);
    // A step of the distance takes a fiftieth of a step of the budget.
    const bool can = budget.spend(reading_steps(expected) + reading_steps(got) +
                                  edit_work(wanted.size(), text.size()) / kBytesAStep);
    return can && anls(wanted, text) >= least_;
  }
  std::optional<std::string> refusal(const Node& /*expected*/) const override { return std::nullopt; }

 private:
  double least_;
};

class RegexField final : public FieldComparator {
 public:
  explicit RegexField(std::shared_ptr<const Regex> regex) : regex_(std::move(regex)) {}

  bool agrees(const Node& /*expected*/, const Node& got, FieldBudget& budget) const override {
    if (!budget.spend(reading_steps(got))) return false;
    const auto match = regex_->search(field_text(got));
    if (!match) budget.trouble = messages(match.error());
    return match && match->matched;
  }
  std::optional<std::string> refusal(const Node& /*expected*/) const override { return std::nullopt; }

 private:
  std::shared_ptr<const Regex> regex_;
};

const std::vector<std::pair<std::string, DateOrder>>& date_orders() {
  static const std::vector<std::pair<std::string, DateOrder>> orders{
      {"iso", DateOrder::iso}, {"dmy", DateOrder::dmy}, {"mdy", DateOrder::mdy}, {"ymd", DateOrder::ymd}};
  return orders;
}

std::shared_ptr<const FieldComparator> number_comparator(Options& options, const Node& rule) {
  const Node none{Node::Map{}};
  Options inner("number", "", rule.is_null() ? none : rule, rule.at, options.compilation());
  std::vector<std::string> names;
  for (const NumberLocale& locale : number_locales()) names.emplace_back(locale.name);
  const std::string name = inner.word("locale", names).value_or(names.front());
  const double tolerance = inner.number("tolerance", 0).value_or(0);
  const double relative = inner.number("relative", 0).value_or(0);
  inner.finish();
  const NumberLocale& locale = *std::ranges::find(number_locales(), name, &NumberLocale::name);
  return std::make_shared<NumberField>(locale, tolerance, relative);
}

std::shared_ptr<const FieldComparator> read_date_rule(Options& options, const Node& rule) {
  for (const auto& [name, order] : date_orders()) {
    if (rule.is_null() ? order == DateOrder::iso : rule.is_string() && rule.string() == name) {
      return std::make_shared<DateField>(order, name);
    }
  }
  options.tell(&rule, fmt::format("'date' wants 'iso', 'dmy', 'mdy' or 'ymd', got {}", named(rule)));
  return nullptr;
}

std::shared_ptr<const FieldComparator> read_anls(Options& options, const Node& rule) {
  if (rule.is_null()) return std::make_shared<AnlsField>(kAnlsCut);
  if (rule.is_number() && rule.number() > 0 && rule.number() <= 1) return std::make_shared<AnlsField>(rule.number());
  options.tell(&rule, fmt::format("'anls' wants a score of more than 0 and at most 1, got {}", named(rule)));
  return nullptr;
}

std::shared_ptr<const FieldComparator> read_regex(Options& options, const Node& rule) {
  if (!rule.is_string() || rule.string().empty()) {
    options.tell(&rule, fmt::format("'regex' wants a pattern, got {}", named(rule)));
    return nullptr;
  }
  Compilation& compilation = options.compilation();
  auto regex = compilation.taken(compilation.parts.regex(rule, compilation.source, {}));
  return regex ? std::make_shared<RegexField>(std::move(regex)) : nullptr;
}

}  // namespace

std::shared_ptr<const FieldComparator> exact_comparator() {
  static const auto comparator = std::make_shared<const ExactField>();
  return comparator;
}

std::shared_ptr<const FieldComparator> read_comparator(Options& options, const Node& rule) {
  const bool is_map = rule.is_map() && rule.map().size() == 1;
  const std::string name = rule.is_string() ? rule.string() : is_map ? rule.map().front().key : "";
  const Node none;
  const Node& detail = is_map ? rule.map().front().value : none;
  if (name == "exact" && !is_map) return exact_comparator();
  if (name == "number" && (!is_map || detail.is_map())) return number_comparator(options, detail);
  if (name == "date") return read_date_rule(options, detail);
  if (name == "anls") return read_anls(options, detail);
  if (name == "regex" && is_map) return read_regex(options, detail);
  options.tell(&rule, fmt::format("a comparator is exact, number, number: {{tolerance: …}}, date, date: dmy, anls, "
                                  "anls: 0.5 or regex: PATTERN; got {}",
                                  rule.is_map() && !is_map ? "a map of several keys" : named(rule)));
  return nullptr;
}

}  // namespace sightline
