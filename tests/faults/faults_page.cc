#include <fmt/format.h>

#include <set>

#include "base/text.h"
#include "troubles.h"

namespace sightline::faults {
namespace {

constexpr std::string_view kHead = R"(# When the API gives trouble

What `sightline run` does upon each kind of trouble, as it was met: every row was run against the mock server
([server.md](server.md#faults)), plain and streamed, with and without retries. It is written by the test that does so, from
`tests/faults/table.tsv`; change the program or the table, not this page.

- **What passes by itself is sent again**: time-outs, connections that break, 408, 409, 429 and 5xx, at most `retry.max` times for each
  request, after waits that begin at `retry.base` and double up to `retry.cap`, or as long as the API asks by Retry-After.
  What a request costs is paid for each time that the API answers it.
- **What would only fail again is not**: a bad request, a key that is not accepted, an answer that cannot be read. 401 and 403 stop the
  model, since no other request of it would fare better.
- **An answer that is not whole is none.** It is not judged and not recorded: its result is an error, which says why, and is no
  wrong answer of the model. A run with errors ends with exit code 3, unless the gate `errors` allows as many.
- **`sightline run --resume`** sends what ended in error once more, and keeps the rest.

"Heals": the trouble comes once, and two more sends are allowed. "Lasts": it comes each time. N× is how often the request was sent,
by the server's journal.

)";

constexpr std::string_view kTableHead =
    "| trouble | answer | without retries | it heals | it lasts | recorded |\n|---|---|---|---|---|---|\n";

std::string outcome_of(const Cell& cell) {
  const std::string what = cell.failure == "-" ? cell.status : fmt::format("{} `{}`", cell.status, cell.failure);
  return fmt::format("{}, {}×, exit {}", what, cell.sends, cell.exit);
}

/// What the three cells of one trouble and kind of answer say.
struct Row {
  std::string outcomes;
  std::string message;

  explicit Row(const Cell* cells) {
    const std::string recorded = cells[0].recorded == cells[1].recorded ? cells[0].recorded : "once it heals";
    outcomes =
        fmt::format("{} | {} | {} | {} |", outcome_of(cells[0]), outcome_of(cells[1]), outcome_of(cells[2]), recorded);
    message = cells[2].says;
  }
};

std::string line_of(const Trouble& trouble, std::string_view answer, const Row& row) {
  return fmt::format("| {} (`{}`) | {} | {}\n", trouble.words, trouble.rule, answer, row.outcomes);
}

std::string messages_of(const std::vector<Cell>& cells) {
  std::string text = "\n## What it says\n\n| trouble | the result's reason, where it lasts |\n|---|---|\n";
  std::set<std::string> told;
  for (const Cell& cell : cells) {
    if (cell.again != Again::lasts || cell.says == "-") continue;
    const std::string line = fmt::format("| `{}` | {}: {} |\n", cell.trouble.rule, cell.failure, cell.says);
    if (told.insert(line).second) text += line;
  }
  return text;
}

}  // namespace

std::string page_text(const std::vector<Cell>& cells) {
  std::string text = std::string(kHead) + std::string(kTableHead);
  for (std::size_t i = 0; i < cells.size();) {
    const Trouble& trouble = cells[i].trouble;
    const bool is_of_both = i + 3 < cells.size() && cells[i + 3].trouble.rule == trouble.rule;
    const Row first(&cells[i]);
    if (is_of_both && Row(&cells[i + 3]).outcomes == first.outcomes) {
      text += line_of(trouble, "any", first);
    } else {
      text += line_of(trouble, cells[i].answer, first);
      if (is_of_both) text += line_of(trouble, cells[i + 3].answer, Row(&cells[i + 3]));
    }
    i += is_of_both ? 6 : 3;
  }
  return text + messages_of(cells);
}

}  // namespace sightline::faults
