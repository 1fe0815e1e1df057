#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assertion/option_schema.h"
#include "assertion/options.h"
#include "metric/number_currency.h"
#include "metric/number_reader.h"
#include "metric/number_units.h"

namespace sightline {

/// How the number of a text is found: what forms it may have, what it must carry, and which of several is meant.
struct NumberReading {
  enum class Pick { only, first, last };
  const NumberLocale* locale = nullptr;
  Percent percent = Percent::figure;
  Pick pick = Pick::only;
  bool digits = true;
  bool fractions = false;
  bool words = false;
  std::optional<UnitDemand> unit;
  std::optional<CurrencyDemand> currency;

  /// The unit or the currency, or "".
  std::string_view carried() const;
  /// All numbers of a text, in their order, whatever they carry.
  std::vector<FoundNumber> numbers(std::string_view text) const;
  /// A number in the unit that it must carry, the unit then being part of its text; nothing where it does not carry it.
  std::optional<FoundNumber> carrying(std::string_view text, const FoundNumber& number) const;
};

/// Reads `locale`, `percent`, `pick`, `read`, `unit` and `currency`.
NumberReading read_number_reading(Options& options);
/// Adds them.
OptionSchema& add_number_reading(OptionSchema& schema);

}  // namespace sightline
