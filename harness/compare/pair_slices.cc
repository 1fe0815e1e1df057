#include "compare/pair_slices.h"

#include <map>
#include <utility>

namespace sightline {
namespace {

void add(PairSlice& slice, const UnitPair& pair) {
  ++slice.told.fates[pair.fate];
  if (pair.fate != UnitFate::not_judged) slice.pairs.push_back(&pair);
}

/// Cells in the order in which the candidate has them.
std::vector<PairSlice> cell_slices(const JoinedUnits& joined) {
  std::vector<PairSlice> cells;
  std::map<std::pair<std::string_view, std::string_view>, std::size_t> places;
  for (const UnitPair& pair : joined.pairs) {
    const UnitId& id = pair.candidate->id;
    const auto [place, is_new] = places.try_emplace({id.model, id.prompt}, cells.size());
    if (is_new) {
      cells.push_back(
          {.told = {.kind = ComparedSlice::Kind::cell, .model = id.model, .prompt = id.prompt}, .pairs = {}});
    }
    add(cells[place->second], pair);
  }
  return cells;
}

std::map<std::string_view, PairSlice> tags_of(const JoinedUnits& joined) {
  std::map<std::string_view, PairSlice> tags;
  for (const UnitPair& pair : joined.pairs) {
    for (const std::string& tag : pair.candidate->tags) add(tags[tag], pair);
  }
  return tags;
}

}  // namespace

std::vector<PairSlice> slices_of(const JoinedUnits& joined) {
  std::vector<PairSlice> slices(1);
  for (const UnitPair& pair : joined.pairs) add(slices.front(), pair);
  for (PairSlice& cell : cell_slices(joined)) slices.push_back(std::move(cell));
  for (auto& [tag, slice] : tags_of(joined)) {
    if (slice.pairs.size() < 2) continue;
    slice.told.kind = ComparedSlice::Kind::tag;
    slice.told.tag = tag;
    slices.push_back(std::move(slice));
  }
  return slices;
}

}  // namespace sightline
