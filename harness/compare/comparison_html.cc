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
  Markup all;
  for (const std::string& note : comparison.notes) all += element("p", "notice", told_sentence(note));
  return all;
}

PlotGroup rates(const Comparison& comparison, ComparedSlice::Kind kind, const std::string& title) {
  PlotGroup group{.title = title, .rows = {}};
  for (const ComparedSlice& slice : comparison.slices) {
    if (slice.kind != kind || slice.measures.empty()) continue;
    group.rows.push_back({.name = kind == ComparedSlice::Kind::tag ? slice.tag : slice_name(slice),
                          .measure = &slice.measures.front(),
                          .scale = 100});
  }
  return group;
}

bool is_told_in_points(const MeasureDifference& measure) {
  return measure.measure == "pass_rate" || measure.measure == "score";
}

Markup rate_plot(const Comparison& comparison) {
  std::vector<PlotGroup> groups{rates(comparison, ComparedSlice::Kind::all, ""),
                                rates(comparison, ComparedSlice::Kind::cell, "Prompts and models"),
                                rates(comparison, ComparedSlice::Kind::tag, "Tags")};
  for (PlotRow& row : groups[0].rows) row.name = "All, pass rate";
  if (const ComparedSlice* whole = whole_of(comparison)) {
    for (const MeasureDifference& measure : whole->measures) {
      if (measure.measure == "score")
        groups[0].rows.push_back({.name = "All, score", .measure = &measure, .scale = 100});
    }
  }
  return forest_plot(groups, "points");
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
