#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "model/result.h"

namespace sightline {

/// The format of run.jsonl that this version writes; a reader refuses a newer one.
constexpr unsigned kRunFormat = 1;

/// Lines of run.jsonl, each with its line feed. A member that is left out has its default.
std::string header_line(const RunHeader& header);
std::string request_line(const std::string& key, std::string_view body);
std::string result_line(const CaseResult& result);
std::string footer_line(const RunFooter& footer);

/// The same as JSON objects, for reports.
std::string to_json(const RunHeader& header);
std::string to_json(const RunFooter& footer);
std::string to_json(const CaseResult& result);

class RunIndex;
class RunReader;

/// Appends to a run.jsonl. A request's body is written once, in one write with the next line of another kind: it is
/// told before the first result that names it, and nobody asks for it sooner.
class RunWriter {
 public:
  /// Results whose places the writer keeps, at 24 bytes for each and some 70 for each unit. Of a longer run read_back()
  /// reads the log. The places of requests, some 56 bytes each, are always kept.
  static constexpr std::size_t kMostNoted = 250'000;

  /// Makes the folder where there is none. Errors: there is a run.jsonl in it already.
  static Expected<RunWriter> create(Files& files, const std::string& folder, const RunHeader& header,
                                    std::size_t most_noted = kMostNoted);
  /// Goes on in a folder whose run.jsonl may lack its end: a torn last line is ended first, and marked as cut.
  static Expected<RunWriter> reopen(Files& files, const std::string& folder, std::size_t most_noted = kMostNoted);
  RunWriter(RunWriter&&) noexcept;
  RunWriter& operator=(RunWriter&&) noexcept;
  ~RunWriter();
  bool has_request(const std::string& key) const;
  /// `body` is JSON on one line; a request that the log has already is not written again.
  Expected<void> add_request(const std::string& key, std::string_view body);
  Expected<void> add(const CaseResult& result);
  /// The same of a result that is text already: `line` is to_json() of it.
  Expected<void> add(const CaseResult& result, std::string_view line);
  /// Adds a result that stands in another log: its line, without the line feed.
  Expected<void> add_line(std::string_view line);
  /// Takes a repeat out of the run: its earlier lines count no more.
  Expected<void> drop(const UnitId& unit, unsigned repeat);
  /// A reader of what was written: as RunReader::open() on the folder, but that it takes over what the writer knows of
  /// its lines, and need not read the log for it unless there are more than it keeps. Nothing but the footer may be
  /// written after it.
  Expected<RunReader> read_back(const Files& files);
  /// Writes the footer and waits for the disk.
  Expected<void> finish(const RunFooter& footer);

 private:
  struct State;
  explicit RunWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// The first line of a run.jsonl alone. Nothing where there is none that this version reads.
std::optional<RunHeader> read_run_header(const Files& files, const std::string& path);

/// Reads a run.jsonl by an index of its lines: memory is about 75 bytes a line. Where a repeat of a unit stands
/// twice, the last line counts; a torn last line is left out. Results and requests are not to be read by two threads at
/// once; all else may be asked for meanwhile.
class RunReader {
 public:
  /// `path` is a run's folder or its run.jsonl; `files` must outlive the reader. Errors: no such file, no header, a
  /// newer format, broken lines in the middle (each named by its number).
  static Expected<RunReader> open(const Files& files, const std::string& path);
  RunReader(RunReader&&) noexcept;
  RunReader& operator=(RunReader&&) noexcept;
  ~RunReader();
  const RunHeader& header() const;
  /// The last footer; nothing where the run was killed, or goes on.
  const std::optional<RunFooter>& footer() const;
  /// Gate verdicts and exit code as they are about to be, for reports written before the footer is.
  void set_footer(RunFooter footer);
  const std::string& folder() const;
  std::size_t result_count() const;
  /// Each result in plan order, read one at a time: units by the sequence of their first repeat, the repeats of a unit
  /// together. A line that cannot be read after all gives a result with status error that says so. The visit may take
  /// it. The first `from` results are passed over.
  void for_each(const std::function<void(CaseResult&)>& visit, std::size_t from = 0) const;
  /// The same for reports: each result beside its text, to_json() of it, which is good during the call. The result may
  /// lack what they take from the text alone: evidence, log probabilities, and of an assertion that passed all but
  /// that.
  using VisitTold = std::function<void(CaseResult& result, std::string_view json)>;
  void for_each_told(const VisitTold& visit) const;
  /// The result of one repeat of a unit, or nothing.
  std::optional<CaseResult> find(const UnitId& unit, unsigned repeat) const;
  /// The keys of all requests, sorted.
  std::vector<std::string> request_keys() const;
  /// The body of a request (JSON with image digests), or "" where the log has none.
  std::string request_body(const std::string& key) const;
  /// The same, good until the next result or request is read.
  std::string_view request_text(const std::string& key) const;
  /// Names of the files in the run's folder `images`, sorted: "<sha256>.<ext>".
  std::vector<std::string> image_files() const;
  /// The text of a file that was written beside the log, compare.json or trend.json. Nothing where there is none, where
  /// it cannot be read, and where it is too large to be one.
  std::optional<std::string> companion(std::string_view name) const;
  /// Whether there is one of that name.
  bool has_companion(std::string_view name) const;
  /// Names of the files in its folder `thumbs`, sorted: "<sha256>-<width>x<height>.webp", with the size at which the
  /// original is displayed.
  std::vector<std::string> thumbnail_files() const;
  /// The first `limit` bytes of a file in `images` ("thumbs/…" too), or all where there are fewer.
  Expected<std::string> image_bytes(const std::string& name, std::size_t limit) const;

 private:
  friend class RunWriter;
  struct State;
  explicit RunReader(std::unique_ptr<State> state);
  /// `lines_are_own`: each result's line is what to_json() makes of what is read of it.
  static Expected<RunReader> over(const Files& files, const std::string& log, RunIndex index, bool lines_are_own);
  std::unique_ptr<State> state_;
};

}  // namespace sightline
