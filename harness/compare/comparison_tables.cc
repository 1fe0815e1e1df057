#include "compare/comparison_tables.h"

#include <fmt/format.h>

#include <algorithm>

#include "compare/comparison_marks.h"
#include "compare/comparison_text.h"
#include "compare/measure_words.h"
#include "report/verdict.h"

namespace sightline {
namespace {

Markup figure(std::string_view name, const std::string& value, const Markup& note) {
  return element("div", "", {element("dt", "", name), element("dd", "figure", value), element("dd", "note", {note})});
}

Markup fate_figure(const Comparison& comparison, UnitFate fate) {
  return figure(fate_name(fate), std::to_string(fate_count(comparison, fate)), {});
}

Markup column(std::string_view name, bool is_number) {
  return Markup::element("th", {{"scope", "col"}, {"class", is_number ? "number" : ""}}, {text(name)});
}

Markup number(std::string_view name, const std::string& value) {
  return Markup::element("td", {{"class", "number"}, {"data-name", std::string(name)}}, {text(value)});
}

Markup gate_row(const GateVerdict& gate) {
  return element("tr", "",
                 {element("td", "", {gate_badge(gate.status)}),
                  Markup::element("th", {{"scope", "row"}}, {element("bdi", "", gate.gate)}),
                  element("td", "why", gate.sentence)});
}

Markup measure_row(const MeasureDifference& measure) {
  return element(
      "tr", finding_class(measure.finding),
      {Markup::element("th", {{"scope", "row"}}, {element("bdi", "", measure_name(measure))}),
       number("base", side_text(measure, measure.base)), number("candidate", side_text(measure, measure.candidate)),
       number("difference", difference_text(measure)), number("interval", interval_text(measure)),
       number("p", told_p(measure)), element("td", "found", {finding_badge(measure.finding)})});
}

/// What a table has no column for: the test, and what a reader should compare it with.
std::string measure_note(const MeasureDifference& measure) {
  std::vector<std::string> parts;
  if (!measure.test.empty()) parts.push_back(measure.test);
  if (measure.discordant) {
    parts.push_back(fmt::format("{} lost, {} gained", measure.discordant->lost, measure.discordant->gained));
  }
  if (measure.mcnemar) parts.push_back("McNemar p " + p_text(measure.mcnemar->two_sided));
  if (measure.unpaired_p) parts.push_back("unpaired p " + p_text(measure.unpaired_p));
  if (measure.minimum_detectable)
    parts.push_back(MeasureWords(measure).minimum_detectable() + " or more would be found");
  if (measure.more_cases) parts.push_back(counted(*measure.more_cases, "more case") + " needed");
  std::string note;
  for (const std::string& part : parts) note += (note.empty() ? "" : " · ") + part;
  return note;
}

Markup note_row(const MeasureDifference& measure) {
  const std::string note = measure_note(measure);
  if (note.empty()) return {};
  return element("tr", "note-row", {Markup::element("td", {{"colspan", "7"}, {"class", "aside"}}, {text(note)})});
}

Markup measure_table(const ComparedSlice& slice, double confidence) {
  std::vector<Markup> rows;
  for (const MeasureDifference& measure : slice.measures) {
    rows.push_back(measure_row(measure));
    rows.push_back(note_row(measure));
  }
  const Markup head = element(
      "tr", "",
      {column("Measure", false), column("Base", true), column("Candidate", true), column("Difference", true),
       column(fmt::format("{:.4g} % interval", confidence * 100), true), column("p", true), column("Finding", false)});
  return element("table", "measures", {element("thead", "", {head}), element("tbody", "", rows)});
}

Markup folded_slice(const ComparedSlice& slice, double confidence) {
  if (slice.measures.empty()) return {};
  return element("details", "slice",
                 {element("summary", "",
                          {element("h3", "", {element("bdi", "", slice_name(slice))}),
                           element("span", "aside", counted(slice.measures.front().pairs, "pair")),
                           finding_badge(slice.measures.front().finding)}),
                  measure_table(slice, confidence)});
}

/// "90.0 → 86.0 %"
std::string both_rates(const MeasureDifference& rate) {
  std::string base = side_text(rate, rate.base);
  constexpr std::string_view kUnit = " %";
  if (rate.candidate && base.ends_with(kUnit)) base.resize(base.size() - kUnit.size());
  return base + " → " + side_text(rate, rate.candidate);
}

}  // namespace

Markup change_figures(const Comparison& comparison) {
  std::vector<Markup> figures;
  const ComparedSlice* whole = whole_of(comparison);
  if (whole != nullptr && !whole->measures.empty()) {
    const MeasureDifference& rate = whole->measures.front();
    figures.push_back(figure("pass rate", both_rates(rate), text(difference_text(rate))));
    figures.push_back(figure("pairs", std::to_string(rate.pairs), text(counted(rate.clusters, "cluster"))));
  }
  for (const UnitFate fate : {UnitFate::newly_failing, UnitFate::fixed, UnitFate::flaky, UnitFate::still_failing}) {
    figures.push_back(fate_figure(comparison, fate));
  }
  return element("dl", "figures", figures);
}

Markup gates_card(const Comparison& comparison) {
  if (comparison.gates.empty()) return {};
  std::vector<GateVerdict> gates = comparison.gates;
  const auto rank = [](const GateVerdict& gate) {
    return gate.status == GateVerdict::Status::fail ? 0 : gate.status == GateVerdict::Status::inconclusive ? 1 : 2;
  };
  std::ranges::stable_sort(gates, {}, rank);
  std::vector<Markup> rows;
  for (const GateVerdict& gate : gates) rows.push_back(gate_row(gate));
  const Markup head = element("tr", "", {column("Outcome", false), column("Gate", false), column("Why", false)});
  return element("section", "card",
                 {element("h2", "", "Gates"),
                  element("table", "gates", {element("thead", "", {head}), element("tbody", "", rows)})});
}

Markup whole_table(const Comparison& comparison) {
  const ComparedSlice* whole = whole_of(comparison);
  if (whole == nullptr || whole->measures.empty()) return {};
  return element("section", "card", {element("h2", "", "All measures"), measure_table(*whole, comparison.confidence)});
}

Markup slice_tables(const Comparison& comparison) {
  const bool has_cells = !cells_of(comparison).empty();
  std::vector<Markup> slices{element("h2", "", "By prompt and model, and by tag")};
  for (const ComparedSlice& slice : comparison.slices) {
    const bool is_told =
        slice.kind == ComparedSlice::Kind::tag || (slice.kind == ComparedSlice::Kind::cell && has_cells);
    if (is_told) slices.push_back(folded_slice(slice, comparison.confidence));
  }
  return slices.size() == 1 ? Markup() : element("section", "card", slices);
}

}  // namespace sightline
