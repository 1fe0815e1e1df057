#include "troubles.h"

#include <fmt/format.h>

#include "base/text.h"

namespace sightline::faults {

const std::vector<Trouble>& troubles() {
  static const std::vector<Trouble> all{
      {"status=400", "any", "400: the request is refused as bad"},
      {"status=401", "any", "401: the key is not accepted"},
      {"status=403", "any", "403: the key may not do this"},
      {"status=404", "any", "404: no such model or path"},
      {"status=408", "any", "408: the API waited too long for the request"},
      {"status=409", "any", "409: a conflict, or a lock that is held"},
      {"status=413", "any", "413: the request is too large"},
      {"status=422", "any", "422: the request is refused as not to be done"},
      {"status=429", "any", "429: too many requests, without a word of when to come back"},
      {"status=429,retry_after=3ms", "any", "429 with a Retry-After that is within `retry.cap`"},
      {"status=429,retry_after=10m", "any", "429 with a Retry-After beyond `retry.cap`"},
      {"status=500", "any", "500: the API broke"},
      {"status=502", "any", "502: what stands before the API got no answer from it"},
      {"status=503", "any", "503: the API is not to be had"},
      {"status=503,retry_after=3ms", "any", "503 with a Retry-After that is within `retry.cap`"},
      {"status=504", "any", "504: what stands before the API waited too long for it"},
      {"status=529", "any", "529: the API has too much to do"},
      {"delay_headers=20ms", "any", "the answer begins late, within the time-out"},
      {"delay_headers=5m", "any", "the answer does not begin within the time-out", true},
      {"delay_first_byte=20ms", "any", "the head comes, and the rest late, within the time-out"},
      {"delay_first_byte=5m", "any", "the head comes, and nothing after it within the time-out", true},
      {"stall=3,for=20ms", "any", "the answer stops and goes on, within the time-out"},
      {"stall=3,for=5m", "any", "the answer stops for longer than the time-out", true},
      {"reset", "any", "the connection is reset before the answer begins"},
      {"reset=3", "any", "the connection is reset within the answer"},
      {"cut=0", "any", "the connection ends after the head"},
      {"cut=3", "any", "the connection ends within the answer"},
      {"cut=8", "streamed", "the connection ends where only `[DONE]` is missing"},
      {"cut_character=2", "any", "the connection ends within a character of several bytes"},
      {"truncate=0", "any", "the answer is empty, and ends as it should"},
      {"truncate=3", "any", "the answer lacks its end, and HTTP says that it is whole"},
      {"truncate=8", "streamed", "the answer has its finish reason and lacks `[DONE]`, and HTTP says that it is whole"},
      {"malformed_json", "any", "the answer, or the first event of it, is no JSON"},
      {"malformed_json=3", "streamed", "an event in the middle is no JSON"},
      {"error_frame=0", "streamed", "an event tells an error before any word"},
      {"error_frame=3", "streamed", "an event tells an error in the middle of the answer"},
      {"content_type=text/html", "any", "the answer says that it is HTML, and is not"},
      {"content_type=application/json", "streamed", "a stream says that it is JSON"},
      {"content_type=text/event-stream", "plain", "a plain answer says that it is a stream"},
  };
  return all;
}

std::string_view name_of(Again again) {
  return again == Again::never ? "never" : again == Again::heals ? "heals" : "lasts";
}

std::vector<Cell> all_cells() {
  std::vector<Cell> cells;
  for (const Trouble& trouble : troubles()) {
    for (const std::string_view answer : {"plain", "streamed"}) {
      if (trouble.answer != "any" && trouble.answer != answer) continue;
      for (const Again again : {Again::never, Again::heals, Again::lasts}) {
        Cell cell;
        cell.trouble = trouble;
        cell.answer = answer;
        cell.again = again;
        cells.push_back(std::move(cell));
      }
    }
  }
  return cells;
}

std::string table_text(const std::vector<Cell>& cells) {
  std::string text = "fault\tanswer\tretry\tstatus\tfailure\tsends\texit\trecorded\tsays\n";
  for (const Cell& cell : cells) {
    text += fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", cell.trouble.rule, cell.answer, name_of(cell.again),
                        cell.status, cell.failure, cell.sends, cell.exit, cell.recorded, cell.says);
  }
  return text;
}

}  // namespace sightline::faults
