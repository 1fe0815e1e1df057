#pragma once

#include <string>
#include <vector>

namespace sightline::bench {

/// A figure beside the bound that it is held to.
struct Bound {
  double measured = 0;
  bool at_most = true;  ///< Else at least.
  double bound = 0;
  std::string unit = {};  ///< " s", "/s"
  int decimals = 0;
};

/// A line of the table of docs/performance.md as it came out.
struct Row {
  std::string work;
  std::vector<Bound> bounds;
  std::string note = {};  ///< What else is to be known, in parentheses.
};

/// Prints the row with "met" where all its figures keep their bounds, else "missed".
void print_row(const Row& row);

/// True where rows were asked for by name and `name` is not among them.
bool is_left_out(const std::vector<std::string>& asked, const std::string& name);

}  // namespace sightline::bench
