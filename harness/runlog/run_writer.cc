#include <fmt/format.h>

#include <unordered_set>

#include "runlog/line_head.h"
#include "runlog/run_index.h"
#include "runlog/runlog.h"

namespace sightline {

namespace {

/// Requests that wait for no result for long, as where all of a run's are asked before the first is judged.
constexpr std::size_t kMostWaitingBytes = std::size_t{256} << 10;

}  // namespace

struct RunWriter::State {
  /// Writes what waits, and `text` behind it.
  Expected<void> append(std::string_view text) {
    if (waiting.empty()) return log->append(text);
    waiting += text;
    auto written = log->append(waiting);
    waiting.clear();
    return written;
  }

  std::unique_ptr<AppendFile> log;
  std::unordered_set<std::string> requests;
  std::string waiting;  ///< Lines of requests that are not written yet.
};

RunWriter::RunWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
RunWriter::RunWriter(RunWriter&&) noexcept = default;
RunWriter& RunWriter::operator=(RunWriter&&) noexcept = default;
RunWriter::~RunWriter() = default;

Expected<RunWriter> RunWriter::create(Files& files, const std::string& folder, const RunHeader& header) {
  const std::string path = folder + "/run.jsonl";
  if (files.is_file(path)) {
    return failure({path, {}}, "a run stands here already; go on with --resume, or choose another folder");
  }
  if (auto made = files.make_folders(folder); !made) return tl::unexpected(made.error());
  // Whole or not there: a log without its header could neither be gone on with nor begun anew.
  if (auto written = files.write_whole(path, header_line(header)); !written) return tl::unexpected(written.error());
  auto log = files.open_append(path);
  if (!log) return tl::unexpected(log.error());
  return RunWriter(std::unique_ptr<State>(new State{.log = std::move(*log), .requests = {}, .waiting = {}}));
}

Expected<RunWriter> RunWriter::reopen(Files& files, const std::string& folder) {
  const std::string path = folder + "/run.jsonl";
  auto index = RunIndex::read(files, path);
  if (!index) return tl::unexpected(index.error());
  auto log = files.open_append(path);
  if (!log) return tl::unexpected(log.error());
  if (index->torn()) {
    if (auto ended = (*log)->append("\n" + cut_line()); !ended) return tl::unexpected(ended.error());
  }
  auto state = std::unique_ptr<State>(new State{.log = std::move(*log), .requests = {}, .waiting = {}});
  for (std::string& key : index->requests().keys()) state->requests.insert(std::move(key));
  return RunWriter(std::move(state));
}

bool RunWriter::has_request(const std::string& key) const {
  return state_->requests.contains(key);
}

Expected<void> RunWriter::add_request(const std::string& key, std::string_view body) {
  if (!state_->requests.insert(key).second) return {};
  state_->waiting += request_line(key, body);
  return state_->waiting.size() > kMostWaitingBytes ? state_->append("") : Expected<void>{};
}

Expected<void> RunWriter::add(const CaseResult& result) {
  return state_->append(result_line(result));
}

Expected<void> RunWriter::add_line(std::string_view line) {
  return state_->append(std::string(line) + '\n');
}

Expected<void> RunWriter::drop(const UnitId& unit, unsigned repeat) {
  return state_->append(drop_line(unit, repeat));
}

Expected<void> RunWriter::finish(const RunFooter& footer) {
  if (auto written = state_->append(footer_line(footer)); !written) return written;
  return state_->log->sync();
}

}  // namespace sightline
