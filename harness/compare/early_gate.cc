#include "compare/early_gate.h"

#include <fmt/format.h>

#include <algorithm>

namespace sightline {

namespace {

GateVerdict::Status status_of(const DecidedCell& cell) {
  if (cell.decision == "worse") return GateVerdict::Status::fail;
  if (cell.decision == "undecided") return GateVerdict::Status::inconclusive;
  return GateVerdict::Status::pass;
}

/// The least is the worst.
int rank_of_decision(const DecidedCell& cell) {
  switch (status_of(cell)) {
    case GateVerdict::Status::fail:
      return 0;
    case GateVerdict::Status::inconclusive:
      return 1;
    case GateVerdict::Status::pass:
      break;
  }
  return cell.decision == "better" ? 3 : 2;
}

}  // namespace

std::string decided_sentence(const DecidedCell& cell) {
  const std::string seen = fmt::format("{} of {} independent cases: {} lost, {} gained ({}, {})", cell.observed,
                                       cell.planned, cell.lost, cell.gained, cell.prompt, cell.model);
  if (cell.decision == "undecided") return "cannot tell whether it is worse than the baseline after " + seen;
  return fmt::format("{} than the baseline, decided after {}", cell.decision, seen);
}

GateVerdict judge_decided(const std::vector<DecidedCell>& cells) {
  const DecidedCell& worst = *std::ranges::min_element(cells, {}, rank_of_decision);
  return {.gate = "until_decided",
          .scope = "",
          .model = worst.model,
          .prompt = worst.prompt,
          .status = status_of(worst),
          .measured = {},
          .limit = {},
          .sentence = decided_sentence(worst)};
}

}  // namespace sightline
