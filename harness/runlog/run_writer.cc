#include <fmt/format.h>

#include "runlog/exact_line.h"
#include "runlog/line_head.h"
#include "runlog/run_index.h"
#include "runlog/runlog.h"

namespace sightline {

namespace {

using Kind = LineHead::Kind;

/// Requests that wait for no result for long, as where all of a run's are asked before the first is judged.
constexpr std::size_t kMostWaitingBytes = std::size_t{256} << 10;

LineHead head_of(Kind kind, const UnitId& unit, std::uint32_t repeat, std::uint64_t sequence = 0) {
  return {.kind = kind, .unit = unit, .repeat = repeat, .sequence = sequence};
}

}  // namespace

struct RunWriter::State {
  /// Where the next line will stand, without its line feed.
  LineSpan place_of(std::string_view line) const { return {end + waiting.size(), line.size()}; }
  /// Writes what waits, and a line behind it, to which a line feed is added.
  Expected<void> append(std::string_view line) {
    waiting += line;
    waiting += '\n';
    return write_waiting();
  }
  Expected<void> write_waiting() {
    auto written = log->append(waiting);
    end += waiting.size();
    waiting.clear();
    return written;
  }

  /// Notes a line that is about to be appended.
  void note(LineHead head, std::string_view line) {
    if (!is_noted) return;
    index.add(std::move(head), place_of(line));
    bound();
  }
  void bound() {
    if (index.results().size() <= most_noted) return;
    index.keep_requests_alone();
    is_noted = false;
  }
  /// Of what is written.
  Expected<RunIndex> take_index(const Files& files) {
    if (!is_noted) {
      index = {};  // A footer alone may follow, and what is read has the requests too.
      return RunIndex::read(files, path);
    }
    if (auto settled = index.settle(path); !settled) return tl::unexpected(settled.error());
    return std::move(index);
  }

  std::string path;
  std::unique_ptr<AppendFile> log;
  std::size_t most_noted = kMostNoted;
  RunIndex index;
  bool is_noted = true;        ///< The index has all lines, not the requests alone.
  std::uint64_t end = 0;       ///< Of what is written.
  std::string waiting;         ///< Lines of requests that are not written yet.
  bool lines_are_own = false;  ///< Each result's line is what to_json() makes of what is read of it.
};

RunWriter::RunWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
RunWriter::RunWriter(RunWriter&&) noexcept = default;
RunWriter& RunWriter::operator=(RunWriter&&) noexcept = default;
RunWriter::~RunWriter() = default;

Expected<RunWriter> RunWriter::create(Files& files, const std::string& folder, const RunHeader& header,
                                      std::size_t most_noted) {
  const std::string path = folder + "/run.jsonl";
  if (files.is_file(path)) {
    return failure({path, {}}, "a run stands here already; go on with --resume, or choose another folder");
  }
  if (auto made = files.make_folders(folder); !made) return tl::unexpected(made.error());
  // Whole or not there: a log without its header could neither be gone on with nor begun anew.
  const std::string first = header_line(header);
  if (auto written = files.write_whole(path, first); !written) return tl::unexpected(written.error());
  auto log = files.open_append(path);
  if (!log) return tl::unexpected(log.error());
  auto state = std::unique_ptr<State>(new State{.path = path,
                                                .log = std::move(*log),
                                                .most_noted = most_noted,
                                                .index = {},
                                                .end = first.size(),
                                                .waiting = {},
                                                .lines_are_own = true});
  state->index.add({.kind = Kind::header, .format = kRunFormat}, {0, first.size() - 1});
  return RunWriter(std::move(state));
}

Expected<RunWriter> RunWriter::reopen(Files& files, const std::string& folder, std::size_t most_noted) {
  const std::string path = folder + "/run.jsonl";
  auto index = RunIndex::read(files, path);
  if (!index) return tl::unexpected(index.error());
  auto log = files.open_append(path);
  if (!log) return tl::unexpected(log.error());
  if (index->torn()) {
    if (auto ended = (*log)->append("\n" + cut_line()); !ended) return tl::unexpected(ended.error());
  }
  const auto end = files.size(path);
  if (!end) return tl::unexpected(end.error());
  auto state = std::unique_ptr<State>(new State{.path = path,
                                                .log = std::move(*log),
                                                .most_noted = most_noted,
                                                .index = std::move(*index),
                                                .end = *end,
                                                .waiting = {}});
  state->bound();
  return RunWriter(std::move(state));
}

bool RunWriter::has_request(const std::string& key) const {
  return state_->index.requests().find(key) != nullptr;
}

Expected<void> RunWriter::add_request(const std::string& key, std::string_view body) {
  const std::string line = request_line(key, body);
  if (!state_->index.add_request(key, state_->place_of(std::string_view(line).substr(0, line.size() - 1)))) return {};
  state_->waiting += line;
  return state_->waiting.size() > kMostWaitingBytes ? state_->write_waiting() : Expected<void>{};
}

Expected<void> RunWriter::add(const CaseResult& result) {
  return add(result, to_json(result));
}

Expected<void> RunWriter::add(const CaseResult& result, std::string_view line) {
  State& state = *state_;
  state.lines_are_own = state.lines_are_own && has_finite_numbers(result);
  state.note(head_of(Kind::result, result.unit, result.repeat, result.sequence), line);
  return state.append(line);
}

Expected<void> RunWriter::add_line(std::string_view line) {
  state_->lines_are_own = false;
  state_->note(read_line_head(line), line);
  return state_->append(line);
}

Expected<void> RunWriter::drop(const UnitId& unit, unsigned repeat) {
  const std::string text = drop_line(unit, repeat);
  const std::string_view line = std::string_view(text).substr(0, text.size() - 1);
  state_->note(head_of(Kind::drop, unit, repeat), line);
  return state_->append(line);
}

Expected<RunReader> RunWriter::read_back(const Files& files) {
  State& state = *state_;
  if (!state.waiting.empty()) {
    if (auto written = state.write_waiting(); !written) return tl::unexpected(written.error());
  }
  auto known = state.take_index(files);
  if (!known) return tl::unexpected(known.error());
  return RunReader::over(files, state.path, std::move(*known), state.lines_are_own);
}

Expected<void> RunWriter::finish(const RunFooter& footer) {
  const std::string line = footer_line(footer);
  if (auto written = state_->append(std::string_view(line).substr(0, line.size() - 1)); !written) return written;
  return state_->log->sync();
}

}  // namespace sightline
