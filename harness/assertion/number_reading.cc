#include "assertion/number_reading.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "assertion/wording.h"
#include "base/suggest.h"
#include "base/text.h"
#include "metric/number_fractions.h"
#include "metric/number_words.h"

namespace sightline {
namespace {

void read_forms(Options& options, NumberReading& reading) {
  const Node* forms = options.find("read");
  if (forms == nullptr) return;
  const std::vector<std::string> names{"digits", "fractions", "words"};
  if (!forms->is_list() || forms->list().empty()) {
    options.refuse("read", "a list of digits, fractions, words");
    return;
  }
  std::vector<std::string> read;
  for (const Node& name : forms->list()) {
    const bool known = name.is_string() && std::ranges::find(names, name.string()) != names.end();
    if (known) read.push_back(name.string());
    if (known) continue;
    const std::string near = name.is_string() ? suggestion(name.string(), names) : "";
    options.tell(&name, fmt::format("'read' of {} wants {}, got {}{}", quoted(options.owner()), one_of(names),
                                    named(name), near));
  }
  const auto has = [&](std::string_view name) { return std::ranges::find(read, name) != read.end(); };
  reading.digits = has("digits");
  reading.fractions = has("fractions");
  reading.words = has("words");
}

void read_carried(Options& options, NumberReading& reading) {
  const auto unit = options.text("unit");
  if (unit && trimmed(*unit).empty()) options.refuse("unit", "a unit such as kg");
  if (unit) reading.unit.emplace(std::string(trimmed(*unit)));
  const auto currency = options.text("currency");
  if (currency) reading.currency = CurrencyDemand::of(*currency);
  if (currency && !reading.currency) options.refuse("currency", "a code of three capitals such as EUR");
  if (unit && currency) options.tell(options.find("currency"), "'number' takes 'unit' or 'currency', not both");
  if (unit && reading.percent == Percent::fraction && *unit == "%") {
    options.tell(options.find("unit"), "the unit % goes with `percent: figure`: a fraction has no sign left");
  }
}

}  // namespace

std::string_view NumberReading::carried() const {
  if (unit) return unit->name();
  return currency ? std::string_view(currency->code()) : std::string_view();
}

std::vector<FoundNumber> NumberReading::numbers(std::string_view text) const {
  std::vector<FoundNumber> found;
  if (digits || fractions) found = find_numbers(text, *locale, percent);
  if (fractions) found = with_fractions(text, std::move(found));
  if (!digits) std::erase_if(found, [](const FoundNumber& number) { return !number.is_fraction; });
  if (!words) return found;
  const std::vector<FoundNumber> in_words = find_number_words(text, *locale);
  if (in_words.empty()) return found;
  std::vector<FoundNumber> all;
  std::ranges::merge(found, in_words, std::back_inserter(all), {}, &FoundNumber::begin, &FoundNumber::begin);
  return all;
}

std::optional<FoundNumber> NumberReading::carrying(std::string_view text, const FoundNumber& number) const {
  if (currency) return currency->is_carried(text, number.begin, number.end) ? std::optional(number) : std::nullopt;
  if (!unit) return number;
  const auto value = unit->value_of(number.value, text, number.end);
  if (!value) return std::nullopt;
  FoundNumber out = number;
  out.value = value->value;
  out.end = value->end;
  out.text = text.substr(out.begin, out.end - out.begin);
  return out;
}

NumberReading read_number_reading(Options& options) {
  NumberReading reading;
  std::vector<std::string> names;
  for (const NumberLocale& locale : number_locales()) names.emplace_back(locale.name);
  const std::string name = options.word("locale", names).value_or(names.front());
  reading.locale = &*std::ranges::find(number_locales(), name, &NumberLocale::name);
  const std::string pick = options.word("pick", {"only", "first", "last"}).value_or("only");
  if (pick == "first") reading.pick = NumberReading::Pick::first;
  if (pick == "last") reading.pick = NumberReading::Pick::last;
  const std::string percent = options.word("percent", {"figure", "fraction"}).value_or("figure");
  if (percent == "fraction") reading.percent = Percent::fraction;
  read_forms(options, reading);
  read_carried(options, reading);
  return reading;
}

OptionSchema& add_number_reading(OptionSchema& schema) {
  return schema
      .option("pick", R"({"enum": ["only", "first", "last"],
        "description": "Which number of the text is meant; by default there must be only one"})")
      .option("locale", R"({"enum": ["en", "de", "es", "fr", "it", "nl", "pt", "de-CH"],
        "description": "How numbers are written: en (1,234.5) by default"})")
      .option("percent", R"({"enum": ["figure", "fraction"],
        "description": "What \"42.5 %\" is: the figure 42.5 (the default) or the fraction 0.425"})")
      .option("read", R"({"type": "array", "minItems": 1, "items": {"enum": ["digits", "fractions", "words"]},
        "description": "The forms of numbers: digits (the default), fractions (1 1/2, ½), words up to twenty"})")
      .option("unit", R"({"type": "string", "minLength": 1,
        "description": "The unit that the number must carry; others of its dimension are converted to it"})")
      .option("currency", R"({"type": "string", "pattern": "^([A-Z]{3}|\\{\\{[^{}]+\\}\\})$",
        "description": "The currency that the number must carry, by its sign, code or name"})");
}

}  // namespace sightline
