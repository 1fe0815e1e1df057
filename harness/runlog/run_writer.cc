#include <fmt/format.h>

#include <set>

#include "runlog/line_head.h"
#include "runlog/run_index.h"
#include "runlog/runlog.h"

namespace sightline {

struct RunWriter::State {
  std::unique_ptr<AppendFile> log;
  std::set<std::string> requests;
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
  auto log = files.open_append(path);
  if (!log) return tl::unexpected(log.error());
  if (auto written = (*log)->append(header_line(header)); !written) return tl::unexpected(written.error());
  return RunWriter(std::unique_ptr<State>(new State{.log = std::move(*log), .requests = {}}));
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
  auto state = std::unique_ptr<State>(new State{.log = std::move(*log), .requests = {}});
  for (const auto& [key, line] : index->requests()) state->requests.insert(state->requests.end(), key);
  return RunWriter(std::move(state));
}

bool RunWriter::has_request(const std::string& key) const {
  return state_->requests.contains(key);
}

Expected<void> RunWriter::add_request(const std::string& key, std::string_view body) {
  if (!state_->requests.insert(key).second) return {};
  return state_->log->append(request_line(key, body));
}

Expected<void> RunWriter::add(const CaseResult& result) {
  return state_->log->append(result_line(result));
}

Expected<void> RunWriter::add_line(std::string_view line) {
  return state_->log->append(std::string(line) + '\n');
}

Expected<void> RunWriter::drop(const UnitId& unit, unsigned repeat) {
  return state_->log->append(drop_line(unit, repeat));
}

Expected<void> RunWriter::finish(const RunFooter& footer) {
  if (auto written = state_->log->append(footer_line(footer)); !written) return written;
  return state_->log->sync();
}

}  // namespace sightline
