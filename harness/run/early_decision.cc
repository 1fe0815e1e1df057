#include "run/early_decision.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "base/disjoint_sets.h"
#include "base/seeded.h"
#include "report/summary.h"
#include "run/judge_case.h"
#include "run/partners.h"

namespace sightline {

namespace {

/// For each unit the first of its block: clusters, groups, and cases that look at one another's answers hang together,
/// across models and prompts.
std::vector<std::size_t> blocks_of(const Plan& plan) {
  DisjointSets sets(plan.units.size());
  std::map<std::string, std::size_t> first_of_cluster;
  std::map<std::pair<const Suite*, const Case*>, std::size_t> first_of_case;
  for (std::size_t i = 0; i < plan.units.size(); ++i) {
    const PlannedUnit& unit = plan.units[i];
    sets.join(i, first_of_cluster.try_emplace(cluster_of(*unit.a_case), i).first->second);
    sets.join(i, first_of_case.try_emplace({unit.suite, unit.a_case}, i).first->second);
  }
  for (const PlannedGroup& group : plan.groups) {
    for (const std::size_t member : group.members) sets.join(member, group.members.front());
  }
  const auto references = references_of(plan);
  for (std::size_t i = 0; i < references.size(); ++i) {
    for (const std::size_t other : references[i]) sets.join(i, other);
  }
  std::vector<std::size_t> blocks(plan.units.size());
  for (std::size_t i = 0; i < blocks.size(); ++i) blocks[i] = sets.find(i);
  return blocks;
}

bool counts_for_pass_rate(Status status) {
  return status != Status::skipped && status != Status::xfailed;
}

/// What a unit's status needs of a result: nothing of its answers.
CaseResult without_answers(const CaseResult& result) {
  CaseResult kept;
  kept.status = result.status;
  kept.score = result.score;
  kept.repeats = result.repeats;
  return kept;
}

std::string_view decision_text(Decision decision) {
  switch (decision) {
    case Decision::worse:
      return "worse";
    case Decision::better:
      return "better";
    case Decision::no_worse:
      return "no worse";
    case Decision::undecided:
      break;
  }
  return "undecided";
}

}  // namespace

EarlyDecision::EarlyDecision(const Plan& plan, const EarlyDecisionOptions& options) : plan_(plan), options_(options) {
  const std::vector<std::size_t> block_of = blocks_of(plan);
  draw_order(block_of, options.seed);
  make_cells(block_of);
}

void EarlyDecision::draw_order(const std::vector<std::size_t>& block_of, std::uint64_t seed) {
  std::map<std::size_t, double> draws;
  for (const std::size_t block : block_of) {
    draws.try_emplace(block, seeded_fraction(seed, plan_.units[block].id().text()));
  }
  // Within a block, what others look at comes first.
  order_ = start_order(plan_);
  std::ranges::stable_sort(order_, {},
                           [&](std::size_t unit) { return std::pair(draws.at(block_of[unit]), block_of[unit]); });
}

void EarlyDecision::make_cells(const std::vector<std::size_t>& block_of) {
  std::map<std::pair<const ModelSpec*, std::string_view>, std::size_t> cell_of;
  for (const PlannedUnit& unit : plan_.units) cell_of.try_emplace({unit.model, unit.prompt->name}, cell_of.size());
  // The chance of a false decision is shared among the cells.
  const double alpha = options_.alpha / static_cast<double>(std::max<std::size_t>(cell_of.size(), 1));
  const SequentialComparison test({.alpha = alpha, .margin = options_.margin});
  cells_.resize(cell_of.size(), Cell{.first = nullptr, .blocks = {}, .observed = 0, .test = test});
  cell_of_.resize(plan_.units.size());
  block_of_.resize(plan_.units.size());
  lacking_.resize(plan_.units.size());
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> place_of_block;
  for (const std::size_t i : order_) {
    const PlannedUnit& unit = plan_.units[i];
    const std::size_t number = cell_of.at({unit.model, unit.prompt->name});
    Cell& cell = cells_[number];
    const auto [place, is_new] = place_of_block.try_emplace({number, block_of[i]}, cell.blocks.size());
    if (is_new) cell.blocks.emplace_back();
    cell.blocks[place->second].lacking += unit.results();
    lacking_[i] = unit.results();
    if (cell.first == nullptr || unit.sequence < cell.first->sequence) cell.first = &unit;
    cell_of_[i] = number;
    block_of_[i] = place->second;
  }
}

bool EarlyDecision::take(const PlannedUnit& unit, const CaseResult& result) {
  const auto index = static_cast<std::size_t>(&unit - plan_.units.data());
  Cell& cell = cells_[cell_of_[index]];
  --cell.blocks[block_of_[index]].lacking;
  --lacking_[index];
  std::vector<CaseResult>& repeats = open_[index];
  repeats.push_back(without_answers(result));
  if (lacking_[index] == 0) {
    settle(index, repeats);
    open_.erase(index);
  }
  return observe(cell);
}

void EarlyDecision::settle(std::size_t unit, const std::vector<CaseResult>& repeats) {
  if (!plan_.units[unit].a_case->control->empty()) return;
  const std::optional<bool> before = options_.passed_before(plan_.units[unit].id());
  const Status status = summarise_unit(repeats).status;
  if (!before || !counts_for_pass_rate(status)) return;
  Block& block = cells_[cell_of_[unit]].blocks[block_of_[unit]];
  block.differences += (status == Status::passed ? 1.0 : 0.0) - (*before ? 1.0 : 0.0);
  ++block.compared;
}

bool EarlyDecision::observe(Cell& cell) {
  if (cell.test.decision() != Decision::undecided) return false;
  while (cell.observed < cell.blocks.size() && cell.blocks[cell.observed].lacking == 0) {
    const Block& block = cell.blocks[cell.observed++];
    if (block.compared == 0) continue;
    cell.test.add(block.differences / static_cast<double>(block.compared));
    if (cell.test.decision() != Decision::undecided) return true;
  }
  return false;
}

bool EarlyDecision::needs(const PlannedUnit& unit) const {
  const auto index = static_cast<std::size_t>(&unit - plan_.units.data());
  return cells_[cell_of_[index]].test.decision() == Decision::undecided;
}

std::vector<UnitId> EarlyDecision::not_taken() const {
  std::vector<UnitId> ids;
  for (std::size_t i = 0; i < plan_.units.size(); ++i) {
    if (lacking_[i] > 0) ids.push_back(plan_.units[i].id());
  }
  for (const PlannedGroup& group : plan_.groups) {
    const bool lacks = std::ranges::any_of(group.members, [&](std::size_t member) { return lacking_[member] > 0; });
    if (lacks) ids.push_back(group.id());
  }
  return ids;
}

std::vector<DecidedCell> EarlyDecision::cells() const {
  std::vector<const Cell*> in_order;
  for (const Cell& cell : cells_) in_order.push_back(&cell);
  std::ranges::sort(in_order, {}, [](const Cell* cell) { return cell->first->sequence; });
  std::vector<DecidedCell> told;
  for (const Cell* cell : in_order) {
    told.push_back({.model = cell->first->model->name,
                    .prompt = cell->first->prompt->name,
                    .decision = std::string(decision_text(cell->test.decision())),
                    .observed = cell->observed,
                    .planned = cell->blocks.size(),
                    .lost = cell->test.signs().lost,
                    .gained = cell->test.signs().gained});
  }
  return told;
}

}  // namespace sightline
