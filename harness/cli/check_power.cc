#include "cli/check_power.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/number.h"
#include "cli/session.h"
#include "cli/verb_options.h"
#include "report/harmless.h"
#include "report/verdict.h"
#include "runlog/runlog.h"

namespace sightline {

namespace {

constexpr double kUsualPower = 0.8;
constexpr double kUsualAlpha = 0.05;
constexpr std::size_t kLongestName = 60;

/// "2,181"
std::string with_commas(std::uint64_t count) {
  std::string text = std::to_string(count);
  for (std::size_t end = text.size(); end > 3; end -= 3) text.insert(end - 3, 1, ',');
  return text;
}

/// A share in points, rounded up: what is said to be found is found.
std::string points_text(double share) {
  const double points = share * 100;
  // A rounding error in the last bits is no reason to say more.
  const double slack = 1e-9;
  if (points >= 10) return fmt::format("{:.0f} points", std::ceil(points - slack));
  const double tenths = std::ceil(points * 10 - slack) / 10;
  return fmt::format("{} point{}", number_text(tenths), tenths == 1 ? "" : "s");
}

std::string asked_text(double share) {
  const double points = std::round(share * 100'000) / 1'000;
  return fmt::format("{} point{}", number_text(points), points == 1 ? "" : "s");
}

std::string dollars(double sum) {
  return sum < 1 ? fmt::format("${:.4f}", sum) : fmt::format("${:.2f}", sum);
}

std::string_view noun_of(const PowerCell& cell) {
  if (cell.clusters == cell.cases) return "case";
  return cell.of_images ? "image" : "independent case";
}

std::string counted_with_commas(std::uint64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", with_commas(count), noun, count == 1 ? "" : "s");
}

std::string have_text(const PowerCell& cell) {
  std::string text = counted_with_commas(cell.cases, "case");
  if (cell.clusters != cell.cases) {
    text += fmt::format(" ({})", counted_with_commas(cell.clusters, cell.of_images ? "image" : "independent one"));
  }
  if (cell.repeats > 1) text += fmt::format(" with {}", counted(cell.repeats, "repeat"));
  return text;
}

bool is_share(double value) {
  return value > 0 && value < 1;
}

std::string runs_text(const std::vector<std::string>& runs) {
  return runs.size() < 2 ? runs.front() : runs[0] + " and " + runs[1];
}

std::string scatter_text(const MeasuredScatter& measured) {
  const Scatter& scatter = measured.scatter;
  const std::string within = measured.within_known ? fmt::format("{:.2f} over answers to one", scatter.within)
                                                   : std::string("over answers to one not known, for want of repeats");
  return fmt::format("standard deviation {:.2f} over cases, {}; correlation {:.2f} between runs{}", scatter.between,
                     within, scatter.rho, measured.rho_known ? "" : ", assumed: a second --from measures it");
}

bool share_units(const std::vector<JudgedUnit>& a, const std::vector<JudgedUnit>& b) {
  std::set<UnitId> ids;
  for (const JudgedUnit& unit : a) ids.insert(unit.id);
  return std::ranges::any_of(b, [&](const JudgedUnit& unit) { return ids.contains(unit.id); });
}

}  // namespace

void add_power_options(VerbOptions& options, PowerArguments& arguments) {
  options.add("--detect", arguments.detect);
  options.add("--power", arguments.power);
  options.add("--alpha", arguments.alpha);
  options.add("--from", arguments.from).one_at_a_time();
}

Errors wrong_power_arguments(const PowerArguments& arguments) {
  Errors errors;
  const auto complain = [&errors](std::string message) { errors.push_back({.message = std::move(message)}); };
  if (arguments.detect && !(*arguments.detect > 0 && *arguments.detect <= 1)) {
    complain(fmt::format("--detect {}: a share above 0 and up to 1; 3 points are 0.03", *arguments.detect));
  }
  if (arguments.power && !is_share(*arguments.power)) {
    complain(fmt::format("--power {}: the chance of finding the change, above 0 and below 1", *arguments.power));
  }
  if (arguments.alpha && !is_share(*arguments.alpha)) {
    complain(fmt::format("--alpha {}: the chance of a false alarm, above 0 and below 1", *arguments.alpha));
  }
  if (errors.empty() && arguments.power.value_or(kUsualPower) <= arguments.alpha.value_or(kUsualAlpha)) {
    complain("--power must be more than --alpha: by chance alone the change is found as often");
  }
  if (arguments.from.size() > 2) complain("--from: one run, or the two runs of a comparison");
  const char* lonely = arguments.power ? "--power" : arguments.alpha ? "--alpha" : "--from";
  if (!arguments.detect && (arguments.power || arguments.alpha || !arguments.from.empty())) {
    complain(
        fmt::format("{} says nothing without the change that is to be found: add --detect 0.03 for 3 points", lonely));
  }
  return errors;
}

std::optional<PowerCheck> PowerCheck::open(const Files& files, const PowerArguments& arguments, Terminal& terminal) {
  PowerCheck check(arguments);
  std::vector<std::vector<JudgedUnit>> runs;
  for (const std::string& named : arguments.from) {
    const auto folder = resolve_run(files, named, terminal);
    if (!folder) return std::nullopt;
    const auto run = RunReader::open(files, *folder);
    if (!run) return terminal.errors(run.error()), std::nullopt;
    runs.push_back(judged_units(*run));
  }
  if (runs.size() == 2 && !share_units(runs[0], runs[1])) {
    terminal.errors(
        {{.message = fmt::format("--from: {} share no unit that was judged: give two runs of the same cases, "
                                 "models and prompts",
                                 runs_text(arguments.from))}});
    return std::nullopt;
  }
  if (runs.size() == 1) check.measured_ = measure_scatter(runs[0]);
  if (runs.size() == 2) check.measured_ = measure_scatter(runs[0], runs[1]);
  return check;
}

PowerOptions PowerCheck::options() const {
  return {.alpha = arguments_.alpha.value_or(kUsualAlpha), .power = arguments_.power.value_or(kUsualPower)};
}

void PowerCheck::add_cost(const PlannedUnit& unit, const std::optional<double>& cost) {
  Cost& sum = costs_[{unit.model->name, unit.prompt->name}];
  sum.sum += cost.value_or(0);
  sum.known = sum.known && cost.has_value();
}

/// Repeats are averaged: with several, it is not the rate of units that pass, for which all of them may have to.
std::string PowerCheck::head_text(const std::vector<PowerCell>& cells) const {
  const bool repeats = std::ranges::any_of(cells, [](const PowerCell& cell) { return cell.repeats > 1; });
  return fmt::format(
      "power: to find a change of {} of the {} between two runs of the same cases, with a chance of {} (alpha {})\n",
      asked_text(*arguments_.detect), repeats ? "share of repeats passed" : "pass rate", options().power,
      options().alpha);
}

std::string PowerCheck::basis_text(const PowerCell& cell) const {
  if (const auto measured = scatter_for(measured_, cell.model, cell.prompt)) {
    return fmt::format("  measured in {}: {}\n", runs_text(arguments_.from), scatter_text(*measured));
  }
  const Scatter assumed;
  const std::string why = arguments_.from.empty()
                              ? "; --from RUN measures it"
                              : fmt::format(", as too little differs in {} to measure it", runs_text(arguments_.from));
  return fmt::format("  assumed: standard deviation {} over cases, correlation {} between runs{}\n", assumed.between,
                     assumed.rho, why);
}

/// " (at most about $1.75 instead of $0.01)", or "" where no price is known.
std::string PowerCheck::cost_text(const PowerCell& cell, double times) const {
  const auto found = costs_.find({cell.model, cell.prompt});
  if (found == costs_.end() || !found->second.known) return "";
  return fmt::format(" (at most about {} instead of {})", dollars(found->second.sum * times),
                     dollars(found->second.sum));
}

std::string PowerCheck::cell_text(const PowerCell& cell) const {
  const auto measured = scatter_for(measured_, cell.model, cell.prompt);
  const PowerAnswer answer =
      power_answer(cell, measured ? measured->scatter : Scatter{}, *arguments_.detect, options());
  std::string text = fmt::format("  {}, {}: {} can show ", harmless_line(cell.model, kLongestName),
                                 harmless_line(cell.prompt, kLongestName), have_text(cell));
  text += answer.detectable > 1 ? "no change at all"
                                : fmt::format("a change of {} or more", points_text(answer.detectable));
  if (answer.is_enough(*arguments_.detect)) return text + ": enough\n";
  text += fmt::format("; for {} it takes {}{}", asked_text(*arguments_.detect),
                      counted_with_commas(answer.needed, noun_of(cell)),
                      cost_text(cell, static_cast<double>(answer.needed) / static_cast<double>(cell.clusters)));
  if (!answer.repeats_needed) return text + "; more repeats alone would not do\n";
  return text + fmt::format(", or {} of each case that there is{}\n", counted(*answer.repeats_needed, "repeat"),
                            cost_text(cell, static_cast<double>(*answer.repeats_needed) / cell.repeats));
}

void PowerCheck::tell(const Plan& plan, Terminal& terminal) const {
  if (!is_asked()) return;
  const auto cells = power_cells(plan);
  terminal.print(head_text(cells));
  std::string last_basis;
  for (const PowerCell& cell : cells) {
    // What is said of one cell goes for those below it, until something else is said.
    if (std::string basis = basis_text(cell); basis != last_basis) terminal.print(last_basis = std::move(basis));
    terminal.print(cell_text(cell));
  }
}

}  // namespace sightline
