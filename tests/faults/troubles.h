#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sightline::faults {

/// One way in which an API gives trouble: a rule of the mock server, and what it is in words.
struct Trouble {
  std::string rule;         ///< As `sightline serve --fault` takes it.
  std::string_view answer;  ///< "plain", "streamed", or "any": both.
  std::string_view words;   ///< What users meet, for docs/faults.md.
  bool outlasts = false;    ///< It takes longer than the request's time-out.
};

/// All that the table of outcomes covers, in the order in which docs/faults.md tells it.
const std::vector<Trouble>& troubles();

/// How often a trouble comes, and whether the run asks again.
enum class Again {
  never,  ///< The trouble comes; nothing is sent again.
  heals,  ///< The trouble comes once; two more sends are allowed.
  lasts   ///< The trouble always comes; two more sends are allowed.
};
std::string_view name_of(Again again);

/// One cell of the table, and what became of it.
struct Cell {
  Trouble trouble;
  std::string answer;  ///< "plain" or "streamed"
  Again again = Again::never;
  std::string status;     ///< The result's: passed, error …
  std::string failure;    ///< The failure's kind, or "-".
  std::size_t sends = 0;  ///< By the server's journal.
  int exit = -1;
  std::string recorded;  ///< Whether `--mode record` wrote a recording: yes or no.
  std::string says;      ///< The failure's message, or "-".
};

/// Every trouble, plain and streamed where it is of both, by Again; outcomes are not filled in.
std::vector<Cell> all_cells();

/// The table file's text: a line a cell, members separated by tabs.
std::string table_text(const std::vector<Cell>& cells);

/// docs/faults.md.
std::string page_text(const std::vector<Cell>& cells);

}  // namespace sightline::faults
