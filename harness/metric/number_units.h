#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace sightline {

/// A number's value in a unit, and where in the text the unit it carries ends.
struct UnitValue {
  double value = 0;
  std::size_t end = 0;
};

/// The unit that a number must carry directly behind it, a blank between them at most. One of the known units may stand
/// for another of its dimension, and is converted: with the unit kg "1500 g" is 1.5. Symbols are told by their case
/// (mm, Mm), names ("kilograms", "Metres") are not. A unit that is not known, such as px, is carried as it is spelled.
///
/// Known are length (m km cm mm µm nm in ft yd mi), mass (kg g mg µg t lb oz), time (s ms µs min h d), volume (l dl cl
/// ml m³ cm³), area (m² km² cm² mm² ha), speed (m/s km/h mph), temperature (°C °F K), energy (J kJ MJ cal kcal Wh kWh),
/// power (W kW MW), pressure (Pa hPa kPa bar mbar), voltage (V mV kV), current (A mA), frequency (Hz kHz MHz GHz),
/// angle (° rad), data (B kB MB GB TB KiB MiB GiB) and ratio (% ‰). Gallons and the like differ by country and are not
/// among them.
class UnitDemand {
 public:
  explicit UnitDemand(std::string name) : name_(std::move(name)) {}

  const std::string& name() const { return name_; }
  /// What a number of value `value` that ends at `end` of `text` is in this unit; nothing where it carries no unit or
  /// one of another kind.
  std::optional<UnitValue> value_of(double value, std::string_view text, std::size_t end) const;

 private:
  std::string name_;
};

}  // namespace sightline
