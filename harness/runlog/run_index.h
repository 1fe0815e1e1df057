#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "model/result.h"
#include "runlog/line_head.h"
#include "runlog/line_span.h"
#include "runlog/request_lines.h"
#include "runlog/unit_numbers.h"

namespace sightline {

/// Where the lines of a run.jsonl stand, found in one pass over it or noted while it is written: some 150 bytes for a
/// result and its request.
class RunIndex {
 public:
  struct Result {
    LineSpan line;
    std::uint32_t unit = 0;  ///< An index into the units met.
    std::uint32_t repeat = 0;
  };

  /// Errors: the file cannot be read, has no header or one of a newer format, or has broken lines that are neither the
  /// last nor marked as cut.
  static Expected<RunIndex> read(const Files& files, const std::string& path);
  /// Reads a line, without its line feed, that stands at that offset: read_line_head(), or what gives as much.
  using ReadHead = std::function<LineHead(std::string_view line, std::uint64_t offset)>;
  /// The same for one who has another use for the lines, which are given in their order.
  static Expected<RunIndex> read(const Files& files, const std::string& path, const ReadHead& read_head);

  /// Takes a line up as it is written: the header first, and what follows in its order. What is asked below is told
  /// right after the next settle().
  void add(LineHead head, LineSpan line);
  /// Takes a request up, whose lines nobody calls cut. False where there was one of that key.
  bool add_request(std::string_view key, LineSpan line) { return requests_.add(key, line); }
  /// Lets all but the requests go, where read() is to find the rest again.
  void keep_requests_alone();
  /// Errors are those of read(), whose path is told in them.
  Expected<void> settle(const std::string& path);

  LineSpan header() const { return header_; }
  /// Length 0: none, or results came after it.
  LineSpan footer() const { return footer_; }
  /// One for each repeat of a unit, in plan order; before settle() one for each line, in the order of the lines.
  const std::vector<Result>& results() const { return results_; }
  const Result* find(const UnitId& unit, std::uint32_t repeat) const;
  /// All of a unit, by repeat.
  std::span<const Result> repeats_of(const UnitId& unit) const;
  const RequestLines& requests() const { return requests_; }
  /// Place in the plan of a result's unit: the sequence of its first repeat.
  std::uint64_t place_of(const Result& result) const { return first_sequence_[result.unit]; }
  /// The units met, by their number in Result.
  std::vector<UnitId> units() const;
  /// The file ends in the middle of a line.
  bool torn() const { return torn_; }

 private:
  void scan(std::string_view text, std::uint64_t offset, const ReadHead& read_head);
  void settle_pending();
  void take_result(const LineHead& head, LineSpan line);
  std::uint32_t number_of(const UnitId& unit, std::uint64_t sequence);
  bool stands_before(const Result& a, const Result& b) const;
  void put_in_plan_order();
  Errors check(const std::string& path) const;

  LineSpan header_;
  LineSpan footer_;
  std::vector<Result> results_;
  RequestLines requests_;
  UnitNumbers units_;
  std::vector<std::uint64_t> first_sequence_;  ///< By unit.
  bool torn_ = false;

  /// The line before the one that is read: it counts once it is known that the next does not call it cut.
  LineHead pending_;
  LineSpan pending_line_;
  std::uint64_t lines_ = 0;
  std::uint64_t format_ = 0;
  std::vector<std::uint64_t> broken_lines_;
};

}  // namespace sightline
