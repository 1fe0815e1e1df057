#pragma once

#include <vector>

#include "history/index.h"

namespace sightline {

/// True where the query's patterns but that for cases fit; without a pattern for suites a cell is of the whole run.
bool takes_cell(const HistoryQuery& query, const TrendCell& cell);
bool takes_unit(const HistoryQuery& query, const UnitId& unit);

/// An error that says which pattern fits nothing, with the names that there are and the nearest one; or that they fit
/// nothing together. To be asked where nothing was found among these units.
Errors nothing_fits(const HistoryQuery& query, const std::vector<UnitId>& units);

}  // namespace sightline
