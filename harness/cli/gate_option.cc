#include "cli/gate_option.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/duration.h"
#include "base/number.h"
#include "base/suggest.h"
#include "base/text.h"

namespace sightline {

namespace {

/// Sets a gate to a value that was typed; false where it cannot have it.
using Setter = bool (*)(const std::string& value, Gate& gate);

struct GateOption {
  std::string_view name;
  std::string_view example;
  Setter set;
};

std::optional<double> number_within(const std::string& text, double least, double greatest) {
  const auto number = parse_number(text);
  return number && *number >= least && *number <= greatest ? number : std::nullopt;
}

/// Leaves the setting as it is where there is no value.
template <typename T>
bool put(const std::optional<T>& value, std::optional<T>& setting) {
  if (value) setting = value;
  return value.has_value();
}

template <std::optional<double> Gate::*Member>
bool set_share(const std::string& value, Gate& gate) {
  return put(number_within(value, 0, 1), gate.*Member);
}

template <std::optional<std::int64_t> Gate::*Member>
bool set_count(const std::string& value, Gate& gate) {
  constexpr double kMost = 1e9;
  const auto number = number_within(value, 0, kMost);
  if (!number || std::floor(*number) != *number) return false;
  gate.*Member = static_cast<std::int64_t>(*number);
  return true;
}

bool set_cost(const std::string& value, Gate& gate) {
  return put(number_within(value, 0, std::numeric_limits<double>::max()), gate.cost);
}

bool set_latency(const std::string& value, Gate& gate) {
  return put(parse_duration(value), gate.latency_p95);
}

NonInferior& non_inferior_of(Gate& gate) {
  if (!gate.non_inferior) gate.non_inferior.emplace();
  return *gate.non_inferior;
}

bool set_margin(const std::string& value, Gate& gate) {
  const auto margin = number_within(value, 0, 1);
  if (!margin || *margin == 0) return false;
  non_inferior_of(gate).margin = margin;
  return true;
}

bool set_confidence(const std::string& value, Gate& gate) {
  constexpr double kLeast = 0.5, kMost = 0.9999;
  const auto confidence = number_within(value, kLeast, kMost);
  if (!confidence) return false;
  non_inferior_of(gate).confidence = confidence;
  return true;
}

bool set_inconclusive(const std::string& value, Gate& gate) {
  if (value != "fail" && value != "pass") return false;
  gate.inconclusive = value == "pass" ? Undecided::pass : Undecided::fail;
  return true;
}

constexpr std::array kOptions{
    GateOption{"pass_rate", "0.95", set_share<&Gate::pass_rate>},
    GateOption{"errors", "0", set_count<&Gate::errors>},
    GateOption{"lower_bound", "0.9", set_share<&Gate::lower_bound>},
    GateOption{"regressions", "0", set_count<&Gate::regressions>},
    GateOption{"non_inferior", "0.02", set_margin},
    GateOption{"non_inferior.margin", "0.02", set_margin},
    GateOption{"non_inferior.confidence", "0.95", set_confidence},
    GateOption{"unparsed_rate", "0.02", set_share<&Gate::unparsed_rate>},
    GateOption{"cost", "1.50", set_cost},
    GateOption{"latency_p95", "8s", set_latency},
    GateOption{"inconclusive", "fail", set_inconclusive},
};

tl::unexpected<Errors> cannot_read(const std::string& text, std::string_view name, std::string_view example) {
  return failure(fmt::format("cannot read --gate {}: write {}={}", quoted(text), name, example));
}

/// "metrics.total.min": a metric's name may hold dots itself.
Expected<void> read_metric(const std::string& text, const std::string& name, const std::string& value, Gate& gate) {
  const auto dot = name.rfind('.');
  const std::string side = name.substr(dot + 1);
  const std::string_view prefix = "metrics.";
  const bool is_whole = dot > prefix.size() && (side == "min" || side == "max");
  if (!is_whole) return cannot_read(text, "metrics.NAME.min", "0.9");
  const auto bound = parse_number(value);
  if (!bound) return cannot_read(text, name, "0.9");
  MetricBound& metric = gate.metrics[name.substr(prefix.size(), dot - prefix.size())];
  (side == "min" ? metric.min : metric.max) = bound;
  return {};
}

}  // namespace

Expected<void> read_gate(const std::string& text, Gate& gate) {
  const auto equals = text.find('=');
  const std::string name = text.substr(0, equals);
  const std::string value = equals == std::string::npos ? "" : text.substr(equals + 1);
  if (name == "metrics" || name.starts_with("metrics.")) return read_metric(text, name, value, gate);
  const auto* option = std::ranges::find(kOptions, name, &GateOption::name);
  if (option != kOptions.end()) {
    if (option->set(value, gate)) return {};
    return cannot_read(text, name, option->example);
  }
  std::vector<std::string> names;
  for (const GateOption& known : kOptions) names.emplace_back(known.name);
  names.emplace_back("metrics.NAME.min");
  return failure(
      fmt::format("unknown gate {} (gates are {}){}", quoted(name), join(names, ", "), suggestion(name, names)));
}

}  // namespace sightline
