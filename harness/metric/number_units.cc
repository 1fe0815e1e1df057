#include "metric/number_units.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "base/number.h"
#include "base/text.h"
#include "metric/ascii.h"
#include "metric/number_edges.h"

namespace sightline {
namespace {

/// A known unit: in the dimension's first unit a value of it is value * factor + offset.
struct KnownUnit {
  std::string_view dimension;
  double factor = 1;
  std::string_view symbols;  ///< Parted by '|', the case as it is.
  std::string_view names;    ///< In lower case, any case is taken.
  double offset = 0;
};

constexpr auto kUnits = std::to_array<KnownUnit>({
    {"length", 1, "m", "metre|metres|meter|meters"},
    {"length", 1000, "km", "kilometre|kilometres|kilometer|kilometers"},
    {"length", 0.01, "cm", "centimetre|centimetres|centimeter|centimeters"},
    {"length", 0.001, "mm", "millimetre|millimetres|millimeter|millimeters"},
    {"length", 1e-6, "µm|μm|um", "micrometre|micrometres|micrometer|micrometers|micron|microns"},
    {"length", 1e-9, "nm", "nanometre|nanometres|nanometer|nanometers"},
    {"length", 0.0254, "in|″", "inch|inches"},
    {"length", 0.3048, "ft|′", "foot|feet"},
    {"length", 0.9144, "yd|yds", "yard|yards"},
    {"length", 1609.344, "mi", "mile|miles"},
    {"mass", 1, "kg|kgs", "kilogram|kilograms|kilogramme|kilogrammes|kilo|kilos"},
    {"mass", 0.001, "g", "gram|grams|gramme|grammes"},
    {"mass", 1e-6, "mg", "milligram|milligrams|milligramme|milligrammes"},
    {"mass", 1e-9, "µg|μg|ug|mcg", "microgram|micrograms"},
    {"mass", 1000, "t", "tonne|tonnes|metric ton|metric tons"},
    {"mass", 0.45359237, "lb|lbs", "pound|pounds"},
    {"mass", 0.028349523125, "oz", "ounce|ounces"},
    {"time", 1, "s", "sec|secs|second|seconds"},
    {"time", 0.001, "ms", "millisecond|milliseconds"},
    {"time", 1e-6, "µs|μs|us", "microsecond|microseconds"},
    {"time", 60, "min", "mins|minute|minutes"},
    {"time", 3600, "h", "hr|hrs|hour|hours"},
    {"time", 86400, "d", "day|days"},
    {"volume", 1, "l|L", "litre|litres|liter|liters"},
    {"volume", 0.1, "dl|dL", "decilitre|decilitres|deciliter|deciliters"},
    {"volume", 0.01, "cl|cL", "centilitre|centilitres|centiliter|centiliters"},
    {"volume", 0.001, "ml|mL|cm³|cm3", "millilitre|millilitres|milliliter|milliliters"},
    {"volume", 1000, "m³|m3", "cubic metre|cubic metres|cubic meter|cubic meters"},
    {"area", 1, "m²|m2", "square metre|square metres|square meter|square meters"},
    {"area", 1e6, "km²|km2", "square kilometre|square kilometres|square kilometer|square kilometers"},
    {"area", 1e-4, "cm²|cm2", "square centimetre|square centimetres|square centimeter|square centimeters"},
    {"area", 1e-6, "mm²|mm2", "square millimetre|square millimetres|square millimeter|square millimeters"},
    {"area", 1e4, "ha", "hectare|hectares"},
    {"speed", 3.6, "m/s", "metres per second|meters per second"},
    {"speed", 1, "km/h|kph|kmh", "kilometres per hour|kilometers per hour"},
    {"speed", 1.609344, "mph", "miles per hour"},
    {"temperature", 1, "K", "kelvin"},
    {"temperature", 1, "°C|℃", "degrees celsius|degree celsius|celsius", 273.15},
    {"temperature", 5.0 / 9, "°F|℉", "degrees fahrenheit|degree fahrenheit|fahrenheit", 459.67 * 5 / 9},
    {"energy", 1, "J", "joule|joules"},
    {"energy", 1000, "kJ", "kilojoule|kilojoules"},
    {"energy", 1e6, "MJ", "megajoule|megajoules"},
    {"energy", 4.184, "cal", "calorie|calories"},
    {"energy", 4184, "kcal", "kilocalorie|kilocalories"},
    {"energy", 3600, "Wh", "watt-hour|watt-hours|watt hours"},
    {"energy", 3.6e6, "kWh", "kilowatt-hour|kilowatt-hours|kilowatt hours"},
    {"power", 1, "W", "watt|watts"},
    {"power", 1000, "kW", "kilowatt|kilowatts"},
    {"power", 1e6, "MW", "megawatt|megawatts"},
    {"pressure", 1, "Pa", "pascal|pascals"},
    {"pressure", 100, "hPa|mbar", "hectopascal|hectopascals|millibar|millibars"},
    {"pressure", 1000, "kPa", "kilopascal|kilopascals"},
    {"pressure", 1e5, "bar", "bars"},
    {"voltage", 1, "V", "volt|volts"},
    {"voltage", 0.001, "mV", "millivolt|millivolts"},
    {"voltage", 1000, "kV", "kilovolt|kilovolts"},
    {"current", 1, "A", "ampere|amperes|amp|amps"},
    {"current", 0.001, "mA", "milliampere|milliamperes|milliamp|milliamps"},
    {"frequency", 1, "Hz", "hertz"},
    {"frequency", 1e3, "kHz", "kilohertz"},
    {"frequency", 1e6, "MHz", "megahertz"},
    {"frequency", 1e9, "GHz", "gigahertz"},
    {"angle", 1, "°|deg", "degree|degrees"},
    {"angle", 180 / 3.14159265358979323846, "rad", "radian|radians"},
    {"data", 1, "B", "byte|bytes"},
    {"data", 1e3, "kB|KB", "kilobyte|kilobytes"},
    {"data", 1e6, "MB", "megabyte|megabytes"},
    {"data", 1e9, "GB", "gigabyte|gigabytes"},
    {"data", 1e12, "TB", "terabyte|terabytes"},
    {"data", 1024, "KiB", "kibibyte|kibibytes"},
    {"data", 1048576, "MiB", "mebibyte|mebibytes"},
    {"data", 1073741824, "GiB", "gibibyte|gibibytes"},
    {"ratio", 1, "%|\uFF05", "percent|per cent"},
    {"ratio", 0.1, "‰", "per mille|permille"},
});

struct Spelling {
  std::string_view text;
  const KnownUnit* unit;
  bool is_name;
};

/// All spellings by their first byte, the longest first.
using Spellings = std::array<std::vector<Spelling>, 256>;

const Spellings& spellings() {
  static const Spellings all = [] {
    Spellings lists;
    const auto add = [&](std::string_view text, const KnownUnit& unit, bool is_name) {
      lists[static_cast<unsigned char>(text[0])].push_back({text, &unit, is_name});
    };
    for (const KnownUnit& unit : kUnits) {
      for (const std::string_view symbol : split(unit.symbols, '|')) add(symbol, unit, false);
      for (const std::string_view name : split(unit.names, '|')) add(name, unit, true);
    }
    for (auto& list : lists) {
      std::ranges::stable_sort(list, std::ranges::greater{},
                               [](const Spelling& spelling) { return spelling.text.size(); });
    }
    return lists;
  }();
  return all;
}

/// True where a unit may end before `rest`: neither a letter, a digit nor what would make another unit follows.
bool may_end(std::string_view unit, std::string_view rest) {
  if (!is_alphanumeric(last_code_point(unit))) return true;
  const char32_t next = first_code_point(rest);
  if (is_alphanumeric(next) || next == '^' || next == U'·') return false;
  return next != '/' || !is_alphanumeric(first_code_point(rest.substr(1)));
}

/// "5 in the box": the preposition.
bool is_preposition(const Spelling& spelling, std::string_view rest) {
  return spelling.text == "in" && rest.starts_with(' ') && is_alphanumeric(first_code_point(rest.substr(1)));
}

/// The spelling in one list that `text` begins with; names are held against `name`.
const Spelling* spelling_at(std::string_view text, std::string_view name, unsigned char first) {
  for (const Spelling& spelling : spellings()[first]) {
    if (!(spelling.is_name ? name : text).starts_with(spelling.text)) continue;
    const std::string_view rest = text.substr(spelling.text.size());
    if (may_end(spelling.text, rest) && !is_preposition(spelling, rest)) return &spelling;
  }
  return nullptr;
}

/// The known unit that `text` begins with, its longest spelling first.
const Spelling* unit_at(std::string_view text) {
  constexpr std::size_t kLongest = 32;
  if (text.empty()) return nullptr;
  const auto first = static_cast<unsigned char>(text[0]);
  if (spellings()[first].empty() && !is_ascii_letter(first)) return nullptr;
  const std::string_view start = text.substr(0, kLongest);
  const std::string name = lower(start.substr(0, utf8_prefix(start)));
  if (name.empty()) return nullptr;
  const auto lowered = static_cast<unsigned char>(name[0]);
  const Spelling* found = spelling_at(text, name, first);
  const Spelling* other = lowered == first ? nullptr : spelling_at(text, name, lowered);
  if (found == nullptr || other == nullptr) return found == nullptr ? other : found;
  return other->text.size() > found->text.size() ? other : found;
}

const KnownUnit* unit_named(std::string_view name) {
  const Spelling* spelling = unit_at(name);
  return spelling != nullptr && spelling->text.size() == name.size() ? spelling->unit : nullptr;
}

/// Conversion rounds in the 16th digit; what it rounds off is taken back.
double converted(double value, const KnownUnit& from, const KnownUnit& to) {
  if (&from == &to) return value;
  const double base = value * from.factor + from.offset - to.offset;
  constexpr double kDegreeParts = 1e9;
  if (from.dimension == "temperature") return std::round(base / to.factor * kDegreeParts) / kDegreeParts;
  return parse_number(fmt::format("{:.15g}", base / to.factor)).value_or(base / to.factor);
}

}  // namespace

std::optional<UnitValue> UnitDemand::value_of(double value, std::string_view text, std::size_t end) const {
  const std::size_t begin = end + leading_blank(text.substr(end));
  const std::string_view rest = text.substr(begin);
  const KnownUnit* wanted = unit_named(name_);
  if (wanted == nullptr) {
    const bool is_carried = rest.starts_with(name_) && may_end(name_, rest.substr(name_.size()));
    return is_carried ? std::optional(UnitValue{value, begin + name_.size()}) : std::nullopt;
  }
  const Spelling* carried = unit_at(rest);
  if (carried == nullptr || carried->unit->dimension != wanted->dimension) return std::nullopt;
  return UnitValue{converted(value, *carried->unit, *wanted), begin + carried->text.size()};
}

}  // namespace sightline
