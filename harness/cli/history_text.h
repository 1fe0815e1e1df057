#pragma once

#include <string>

#include "history/index.h"

namespace sightline {

/// For people: a block for each series or unit, a line for each run, oldest first.
std::string history_text(const History& history);

/// For programs: one JSON document, or a table with a line for each run and cell, or run and unit.
std::string history_json(const History& history, bool of_units);
std::string history_csv(const History& history, bool of_units);

}  // namespace sightline
