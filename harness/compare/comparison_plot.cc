#include "compare/comparison_plot.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "compare/comparison_marks.h"
#include "compare/comparison_text.h"

namespace sightline {
namespace {

/// What the axis shows, with a mark every `step`.
struct Axis {
  double low = 0;
  double high = 0;
  double step = 1;

  std::string place(double value) const { return fmt::format("{:.2f}%", (value - low) / (high - low) * 100); }
};

bool has_difference(const PlotRow& row) {
  return row.measure->base && row.measure->candidate && std::isfinite(row.measure->difference);
}

bool has_whiskers(const PlotRow& row) {
  const auto& interval = row.measure->interval;
  return interval && std::isfinite(interval->low) && std::isfinite(interval->high);
}

/// 1, 2 or 5 times a power of ten, so that about six of them span `range`.
double nice_step(double range) {
  const double power = std::pow(10, std::floor(std::log10(range / 6)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= range / 6) return factor * power;
  }
  return 10 * power;
}

Axis axis_of(const std::vector<PlotGroup>& groups) {
  Axis axis;
  const auto show = [&axis](double value) {
    axis.low = std::min(axis.low, value);
    axis.high = std::max(axis.high, value);
  };
  for (const PlotGroup& group : groups) {
    for (const PlotRow& row : group.rows) {
      if (!has_difference(row)) continue;
      show(row.measure->difference * row.scale);
      show(-row.measure->margin * row.scale);
      show(row.measure->margin * row.scale);
      if (!has_whiskers(row)) continue;
      show(row.measure->interval->low * row.scale);
      show(row.measure->interval->high * row.scale);
    }
  }
  if (axis.high - axis.low < 1e-12) axis = {.low = -1, .high = 1};
  axis.step = nice_step(axis.high - axis.low);
  const double room = (axis.high - axis.low) * 0.06;
  axis.low -= room;
  axis.high += room;
  return axis;
}

Markup shape(std::string_view name, std::string_view class_name, Markup::Attributes attributes) {
  attributes.insert(attributes.begin(), {"class", std::string(class_name)});
  return Markup::element(name, attributes, {});
}

Markup line(std::string_view class_name, const std::string& from, const std::string& to, const std::string& top,
            const std::string& bottom) {
  return shape("line", class_name, {{"x1", from}, {"x2", to}, {"y1", top}, {"y2", bottom}});
}

Markup upright(std::string_view class_name, const std::string& at) {
  return line(class_name, at, at, "0%", "100%");
}

std::vector<double> marks_of(const Axis& axis) {
  std::vector<double> marks;
  for (double i = std::ceil(axis.low / axis.step); i * axis.step <= axis.high; ++i) marks.push_back(i * axis.step);
  return marks;
}

Markup band(const PlotRow& row, const Axis& axis) {
  const double margin = row.measure->margin * row.scale;
  const double width = 2 * margin / (axis.high - axis.low) * 100;
  return shape("rect", "band",
               {{"x", axis.place(-margin)}, {"y", "0%"}, {"width", fmt::format("{:.2f}%", width)}, {"height", "100%"}});
}

Markup whiskers(const PlotRow& row, const Axis& axis) {
  const std::string low = axis.place(row.measure->interval->low * row.scale);
  const std::string high = axis.place(row.measure->interval->high * row.scale);
  Markup markup = line("whisker", low, high, "50%", "50%");
  markup += line("whisker", low, low, "32%", "68%");
  markup += line("whisker", high, high, "32%", "68%");
  return markup;
}

Markup lane(const PlotRow& row, const Axis& axis) {
  std::vector<Markup> shapes;
  if (has_difference(row) && row.measure->margin > 0) shapes.push_back(band(row, axis));
  for (const double mark : marks_of(axis)) shapes.push_back(upright("grid-line", axis.place(mark)));
  shapes.push_back(upright("zero", axis.place(0)));
  if (has_difference(row)) {
    if (has_whiskers(row)) shapes.push_back(whiskers(row, axis));
    shapes.push_back(shape("circle", "point",
                           {{"cx", axis.place(row.measure->difference * row.scale)}, {"cy", "50%"}, {"r", "4.5"}}));
  }
  return element("td", "lane", {Markup::element("svg", {{"aria-hidden", "true"}}, shapes)});
}

Markup figures(const MeasureDifference& measure) {
  std::vector<Markup> parts{element("b", "", difference_text(measure))};
  if (measure.interval) parts.push_back(element("span", "aside", interval_text(measure)));
  return element("td", "number", parts);
}

Markup plot_row(const PlotRow& row, const Axis& axis) {
  return element("tr", finding_class(row.measure->finding),
                 {Markup::element("th", {{"scope", "row"}}, {element("bdi", "", row.name)}), lane(row, axis),
                  figures(*row.measure), element("td", "found", {finding_badge(row.measure->finding)})});
}

/// Figures of the axis, below all rows.
Markup axis_row(const Axis& axis, const std::string& unit) {
  std::vector<Markup> shapes;
  for (const double mark : marks_of(axis)) {
    const double value = std::abs(mark) < axis.step / 2 ? 0 : mark;
    shapes.push_back(Markup::element("text", {{"x", axis.place(mark)}, {"y", "70%"}, {"text-anchor", "middle"}},
                                     {text(fmt::format("{}{:.6g}", value > 0 ? "+" : "", value))}));
  }
  return element(
      "tr", "axis",
      {element("td", "", ""), element("td", "lane", {Markup::element("svg", {{"aria-hidden", "true"}}, shapes)}),
       element("td", "aside", unit), element("td", "", "")});
}

Markup group_body(const PlotGroup& group, const Axis& axis) {
  std::vector<Markup> rows;
  if (!group.title.empty()) {
    rows.push_back(element("tr", "group",
                           {Markup::element("th", {{"scope", "rowgroup"}, {"colspan", "4"}}, {text(group.title)})}));
  }
  for (const PlotRow& row : group.rows) rows.push_back(plot_row(row, axis));
  return element("tbody", "", rows);
}

Markup column(std::string_view class_name, std::string_view name) {
  return Markup::element("th", {{"scope", "col"}, {"class", std::string(class_name)}}, {text(name)});
}

/// Widths, and headings for who hears the table.
std::vector<Markup> plot_head() {
  std::vector<Markup> columns;
  for (const std::string class_name : {"of-name", "of-lane", "of-figures", "of-finding"}) {
    columns.push_back(Markup::empty_element("col", {{"class", class_name}}));
  }
  const std::vector<Markup> headings{column("", "What"), column("", "Plot"),
                                     column("number", "Difference and interval"), column("", "Finding")};
  return {element("colgroup", "", columns), element("thead", "off-screen", {element("tr", "", headings)})};
}

}  // namespace

Markup forest_plot(const std::vector<PlotGroup>& groups, const std::string& unit) {
  const bool has_any = std::ranges::any_of(
      groups, [](const PlotGroup& group) { return std::ranges::any_of(group.rows, has_difference); });
  if (!has_any) return {};
  const Axis axis = axis_of(groups);
  std::vector<Markup> parts = plot_head();
  for (const PlotGroup& group : groups) {
    if (!group.rows.empty()) parts.push_back(group_body(group, axis));
  }
  parts.push_back(element("tbody", "", {axis_row(axis, unit)}));
  return element("table", "plot", parts);
}

}  // namespace sightline
