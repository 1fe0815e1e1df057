#include "row.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

namespace sightline::bench {
namespace {

void print_line(const std::string& work, const std::string& measured, const std::string& target,
                const std::string& rest) {
  fmt::print("{:<46} {:>34}   {:<46} {}\n", work, measured, target, rest);
  std::fflush(stdout);
}

bool is_met(const Bound& bound) {
  return bound.at_most ? bound.measured <= bound.bound : bound.measured >= bound.bound;
}

std::string joined(const std::vector<Bound>& bounds, std::string (*text)(const Bound&)) {
  std::string all;
  for (const Bound& bound : bounds) all += (all.empty() ? "" : ", ") + text(bound);
  return all;
}

std::string measured_text(const Bound& bound) {
  return fmt::format("{:.{}f}{}", bound.measured, bound.decimals, bound.unit);
}

std::string target_text(const Bound& bound) {
  return fmt::format("{} {:.{}f}{}", bound.at_most ? "at most" : "at least", bound.bound, bound.decimals, bound.unit);
}

}  // namespace

void print_row(const Row& row) {
  const bool met = std::ranges::all_of(row.bounds, is_met);
  print_line(row.work, joined(row.bounds, measured_text), joined(row.bounds, target_text),
             std::string(met ? "met" : "missed") + (row.note.empty() ? "" : " (" + row.note + ")"));
}

bool is_left_out(const std::vector<std::string>& asked, const std::string& name) {
  return !asked.empty() && std::ranges::find(asked, name) == asked.end();
}

}  // namespace sightline::bench
