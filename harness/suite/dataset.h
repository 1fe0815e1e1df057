#pragma once

#include <string>
#include <vector>

#include "base/files.h"
#include "model/node.h"
#include "suite/diagnosed.h"

namespace sightline {

/// The rows of one data file: maps of column to value, each knowing its place in `source`.
struct Dataset {
  Source source;
  std::vector<Node> rows;
};

/// Reads a .csv or .tsv (RFC 4180, a header line, cells are text), .jsonl, .json (a list of maps) or .yaml file, told
/// by its name. Errors: no rows, a row with another number of cells than the header, duplicate or empty column names, a
/// row that is no map, malformed text; each with file:line:column. Blank lines are no rows.
Diagnosed<Dataset> read_dataset(const Files& files, const std::string& path, const std::string& shown_path);

}  // namespace sightline
