#include "report/github.h"

#include "base/text.h"
#include "report/harmless.h"

namespace sightline {

namespace {

/// GitHub cuts an annotation at 64 KB; a reader stops before.
constexpr std::size_t kMessageLength = 2000;

/// A message's text: the command's own marks, and line ends, as percent escapes.
std::string message_text(std::string_view text) {
  std::string out;
  for (const char c : shortened(harmless(text), kMessageLength)) {
    if (c == '%') {
      out += "%25";
    } else if (c == '\r') {
      out += "%0D";
    } else if (c == '\n') {
      out += "%0A";
    } else {
      out += c;
    }
  }
  return out;
}

/// A property's value, in which commas and colons end it.
std::string property_text(std::string_view text) {
  std::string out;
  for (char c : message_text(text)) out += c == ':' ? "%3A" : c == ',' ? "%2C" : std::string(1, c);
  return out;
}

}  // namespace

void write_github(const RunReader& run, const RunSummary& summary, std::ostream& out) {
  for (const UnitSummary& unit : summary.not_in_order) {
    out << "::error file=" << property_text(unit.place.file) << ",line=" << unit.place.position.line
        << ",title=" << property_text(std::string(status_name(unit.status)) + ": " + unit.id.text())
        << "::" << message_text(unit.reason) << '\n';
  }
  if (!run.footer()) return;
  for (const GateVerdict& gate : run.footer()->gates) {
    if (gate.status == GateVerdict::Status::pass) continue;
    const bool open = gate.status == GateVerdict::Status::inconclusive;
    out << "::error title=" << property_text("gate " + gate.gate + (open ? " inconclusive" : "")) << "::" << message_text(gate.sentence) << '\n';
  }
}

}  // namespace sightline
