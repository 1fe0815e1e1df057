#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/files.h"
#include "model/result.h"

namespace sightline {

/// Lines of run.jsonl, each with its line feed.
std::string header_line(const RunHeader& header);
std::string request_line(const std::string& key, std::string_view body);
std::string result_line(const CaseResult& result);
std::string footer_line(const RunFooter& footer);

/// Appends to a run.jsonl: one write a line. A request's body is written once, before the first result that names it.
class RunWriter {
 public:
  static Expected<RunWriter> create(Files& files, const std::string& folder, const RunHeader& header);
  /// Goes on in a folder whose run.jsonl may lack its end: a torn last line is ended first.
  static Expected<RunWriter> reopen(Files& files, const std::string& folder);
  RunWriter(RunWriter&&) noexcept;
  RunWriter& operator=(RunWriter&&) noexcept;
  ~RunWriter();
  bool has_request(const std::string& key) const;
  Expected<void> add_request(const std::string& key, std::string_view body);
  Expected<void> add(const CaseResult& result);
  /// Writes the footer and waits for the disk.
  Expected<void> finish(const RunFooter& footer);

 private:
  struct State;
  explicit RunWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Reads a run.jsonl by an index of line offsets: memory is a few dozen bytes a line. Where a repeat of a unit stands
/// twice, the last line counts; a torn last line is left out.
class RunReader {
 public:
  /// `path` is a run's folder or its run.jsonl. Errors: no such file, no header, a newer major version, a broken line
  /// in the middle (named by its number).
  static Expected<RunReader> open(const Files& files, const std::string& path);
  RunReader(RunReader&&) noexcept;
  RunReader& operator=(RunReader&&) noexcept;
  ~RunReader();
  const RunHeader& header() const;
  /// The last footer; nothing where the run was killed.
  const std::optional<RunFooter>& footer() const;
  /// Gate verdicts and exit code as they are about to be, for reports written before the footer is.
  void set_footer(RunFooter footer);
  const std::string& folder() const;
  std::size_t result_count() const;
  /// Each result in plan order (sequence, then repeat), read one at a time.
  void for_each(const std::function<void(const CaseResult&)>& visit) const;
  /// The body of a request (JSON with image digests), or "" where the log has none.
  std::string request_body(const std::string& key) const;

 private:
  struct State;
  explicit RunReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace sightline
