#include "compare/comparison_html.h"

#include <fmt/format.h>

#include <cmath>

#include "compare/comparison_marks.h"
#include "compare/comparison_plot.h"
#include "compare/comparison_tables.h"
#include "compare/comparison_text.h"
#include "compare/comparison_units.h"
#include "report/embedded.h"
#include "report/html.h"

namespace sightline {
namespace {

Markup card(const std::string& title, const Markup& content) {
  if (content.empty()) return {};
  return element("section", "card", {element("h2", "", title), content});
}

Markup verdict(const Comparison& comparison) {
  std::vector<Markup> facts;
  const auto fact = [&](std::string_view name, const ComparedRun& run) {
    facts.push_back(element("li", "", {text(name), element("bdi", "", side_name(run, comparison.axis))}));
  };
  fact("base: ", comparison.base);
  fact("candidate: ", comparison.candidate);
  return element("section", "verdict " + finding_class(comparison.finding),
                 {element("h1", "", {finding_mark(comparison.finding), text(finding_word(comparison.finding))}),
                  element("p", "sentence", told_sentence(comparison.sentence)), element("ul", "facts", facts)});
}

Markup notes(const Comparison& comparison) {
  if (comparison.notes.empty()) return {};
  std::vector<Markup> all;
  for (const std::string& note : comparison.notes) all.push_back(element("li", "", told_sentence(note)));
  return element("ul", "notice", all);
}

PlotGroup cell_rates(const Comparison& comparison) {
  PlotGroup group{.title = "Prompts and models", .rows = {}};
  for (const ComparedSlice* cell : cells_of(comparison)) {
    group.rows.push_back({.name = slice_name(*cell), .measure = &cell->measures.front(), .scale = 100});
  }
  return group;
}

PlotGroup tag_rates(const Comparison& comparison) {
  PlotGroup group{.title = "Tags", .rows = {}};
  for (const ComparedSlice& slice : comparison.slices) {
    if (slice.kind != ComparedSlice::Kind::tag || slice.measures.empty()) continue;
    group.rows.push_back({.name = slice.tag, .measure = &slice.measures.front(), .scale = 100});
  }
  return group;
}

bool is_told_in_points(const MeasureDifference& measure) {
  return measure.measure == "pass_rate" || measure.measure == "score";
}

Markup rate_plot(const Comparison& comparison) {
  PlotGroup all;
  if (const ComparedSlice* whole = whole_of(comparison)) {
    for (const MeasureDifference& measure : whole->measures) {
      if (!is_told_in_points(measure)) continue;
      all.rows.push_back({.name = "All, " + measure_name(measure), .measure = &measure, .scale = 100});
    }
  }
  return forest_plot({all, cell_rates(comparison), tag_rates(comparison)}, "points");
}

/// What has a unit of its own can share an axis only as a share of the base.
Markup measure_plot(const Comparison& comparison) {
  PlotGroup group;
  if (const ComparedSlice* whole = whole_of(comparison)) {
    for (const MeasureDifference& measure : whole->measures) {
      if (is_told_in_points(measure) || std::abs(measure.base.value_or(0)) < 1e-12) continue;
      group.rows.push_back(
          {.name = measure_name(measure), .measure = &measure, .scale = 100 / std::abs(*measure.base)});
    }
  }
  return forest_plot({group}, "% of the base");
}

Markup methods(const Comparison& comparison) {
  std::vector<Markup> items;
  for (const std::string& part : method_parts(comparison)) items.push_back(element("li", "", part));
  items.push_back(element("li", "",
                          "A difference is the candidate less the base, over the units that both have; the shaded "
                          "band is the margin."));
  return element("ul", "methods", items);
}

Markup page_content(const Comparison& comparison) {
  Markup page = verdict(comparison);
  page += notes(comparison);
  page += change_figures(comparison);
  page += gates_card(comparison);
  page += card("Pass rate and score, difference in points", rate_plot(comparison));
  page += card("Metrics, cost and time, difference as a share of the base", measure_plot(comparison));
  page += whole_table(comparison);
  page += changed_units(comparison);
  page += units_without_partner(comparison);
  page += slice_tables(comparison);
  page += card("How this was found", methods(comparison));
  return page;
}

std::string content_security_policy() {
  return "default-src 'none'; script-src 'none'; style-src " + hash_source(kComparePageStyle) +
         "; img-src data:; base-uri 'none'; form-action 'none'";
}

}  // namespace

void write_comparison_html(const Comparison& comparison, std::ostream& out) {
  std::string_view rest = kComparePageHtml;
  write_up_to("@POLICY@", rest, out);
  out << content_security_policy();
  write_up_to("@STYLE@", rest, out);
  out << kComparePageStyle;
  write_up_to("@NAMES@", rest, out);
  out << text(side_name(comparison.base, comparison.axis) + " → " + side_name(comparison.candidate, comparison.axis))
             .html();
  write_up_to("@COMPARISON@", rest, out);
  out << page_content(comparison).html() << rest;
}

}  // namespace sightline
