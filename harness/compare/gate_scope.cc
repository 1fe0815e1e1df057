#include "compare/gate_scope.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace sightline {

namespace {

int rank(GateVerdict::Status status) {
  switch (status) {
    case GateVerdict::Status::fail:
      return 0;
    case GateVerdict::Status::inconclusive:
      return 1;
    case GateVerdict::Status::pass:
      break;
  }
  return 2;
}

std::string hundredths(double figure, int digits) {
  return fmt::format("{:.{}f}", figure * 100, digits);
}

}  // namespace

std::vector<const CellSummary*> judged_cells(const GateScope& scope) {
  std::vector<const CellSummary*> cells;
  for (const CellSummary* cell : scope.cells) {
    if (cell->counts.judged() > 0) cells.push_back(cell);
  }
  return cells;
}

std::string cell_text(const CellSummary& cell) {
  return (cell.suite.empty() ? "" : cell.suite + ", ") + cell.prompt + ", " + cell.model;
}

GateVerdict nothing_judged(const GateSubject& subject, const GateScope& scope) {
  const bool ran = std::ranges::any_of(scope.cells, [](const CellSummary* c) { return c->counts.xfailed > 0; });
  return {.gate = subject.name,
          .scope = scope.name,
          .model = "",
          .prompt = "",
          .status = ran ? GateVerdict::Status::pass : GateVerdict::Status::fail,
          .measured = {},
          .limit = subject.limit,
          .sentence = fmt::format("{} is not known: {}{}", subject.noun,
                                  ran ? "every unit that ran was expected to fail" : "nothing ran",
                                  scope.name.empty() ? "" : " (" + scope.name + ")")};
}

GateVerdict worst_of(const std::vector<CellVerdict>& verdicts) {
  const auto order = [](const CellVerdict& v) { return std::tuple(rank(v.verdict.status), v.room); };
  return std::ranges::min_element(verdicts, {}, order)->verdict;
}

std::optional<std::uint64_t> least_count(std::uint64_t from, const std::function<bool(std::uint64_t)>& settles) {
  constexpr std::uint64_t kMost = 100'000'000;
  std::uint64_t open = from;
  std::uint64_t settled = std::max<std::uint64_t>(from, 1) * 2;
  for (; !settles(settled); settled *= 2) {
    open = settled;
    if (settled >= kMost) return std::nullopt;
  }
  while (settled - open > 1) {
    const std::uint64_t middle = open + (settled - open) / 2;
    (settles(middle) ? settled : open) = middle;
  }
  return settled;
}

std::string more_cases_text(std::optional<std::uint64_t> more) {
  if (!more) return "; no number of cases would tell";
  return fmt::format("; about {} more case{} would tell", *more, *more == 1 ? "" : "s");
}

HundredthsText::HundredthsText(const std::vector<double>& figures, double limit) {
  constexpr int kMostDigits = 12;
  const auto is_blurred = [&](double figure) {
    return figure != limit && hundredths(figure, digits_) == hundredths(limit, digits_);
  };
  while (digits_ < kMostDigits && std::ranges::any_of(figures, is_blurred)) ++digits_;
}

std::string HundredthsText::operator()(double figure) const {
  return hundredths(figure, digits_);
}

}  // namespace sightline
