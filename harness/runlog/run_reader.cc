#include "runlog/line_window.h"
#include "runlog/record_reader.h"
#include "runlog/run_index.h"
#include "runlog/runlog.h"
#include "runlog/told_result.h"
#include "runlog/unreadable_result.h"

namespace sightline {
namespace {

constexpr std::size_t kLongestHeader = std::size_t{256} << 10;
/// Far beyond what a comparison of many thousand units comes to.
constexpr std::uint64_t kLargestCompanion = std::uint64_t{256} << 20;

template <typename Record>
bool read_record(std::string_view line, Record& out) {
  JsonCursor in(line);
  RecordReader::read(in, out);
  return in.finished();
}

CaseResult read_result(const Expected<std::string_view>& line) {
  if (!line) {
    return unreadable_result<CaseResult>({}, "the run log cannot be read: " + line.error().front().message);
  }
  CaseResult result;
  JsonCursor in(*line);
  RecordReader::read(in, result);
  if (in.finished()) return result;
  return unreadable_result<CaseResult>(read_line_head(*line), broken_line_reason(in.offset()));
}

}  // namespace

std::optional<RunHeader> read_run_header(const Files& files, const std::string& path) {
  const auto text = files.read_head(path, kLongestHeader);
  if (!text) return std::nullopt;
  const std::string_view line = std::string_view(*text).substr(0, text->find('\n'));
  const LineHead head = read_line_head(line);
  RunHeader header;
  if (head.kind != LineHead::Kind::header || head.format > kRunFormat || !read_record(line, header)) {
    return std::nullopt;
  }
  return header;
}

struct RunReader::State {
  const Files& files;
  std::string folder;
  RunIndex index;
  /// Most requests stand right before the results that name them. In a run that was resumed they may stand far from
  /// them: for these there is a window of its own.
  LineWindow results;
  LineWindow requests;
  RunHeader header;
  std::optional<RunFooter> footer;
  bool lines_are_own = false;
};

RunReader::RunReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
RunReader::RunReader(RunReader&&) noexcept = default;
RunReader& RunReader::operator=(RunReader&&) noexcept = default;
RunReader::~RunReader() = default;

Expected<RunReader> RunReader::open(const Files& files, const std::string& path) {
  const std::string log = files.is_directory(path) ? path + "/run.jsonl" : path;
  auto index = RunIndex::read(files, log);
  if (!index) return tl::unexpected(index.error());
  return over(files, log, std::move(*index), false);
}

Expected<RunReader> RunReader::over(const Files& files, const std::string& log, RunIndex index, bool lines_are_own) {
  const std::size_t slash = log.rfind('/');
  const std::string folder = log.substr(0, slash == std::string::npos ? 0 : slash);
  auto state = std::unique_ptr<State>(new State{.files = files,
                                                .folder = folder.empty() ? "." : folder,
                                                .index = std::move(index),
                                                .results = LineWindow(files, log),
                                                .requests = LineWindow(files, log),
                                                .header = {},
                                                .footer = {},
                                                .lines_are_own = lines_are_own});
  const auto header = state->results.line(state->index.header());
  if (!header) return tl::unexpected(header.error());
  if (!read_record(*header, state->header)) return failure({log, {1, 0}}, "the run log's header is broken");
  if (state->index.footer().length > 0) {
    const auto footer = state->results.line(state->index.footer());
    if (!footer) return tl::unexpected(footer.error());
    if (!read_record(*footer, state->footer.emplace())) return failure({log, {}}, "the run log's footer is broken");
  }
  return RunReader(std::move(state));
}

const RunHeader& RunReader::header() const {
  return state_->header;
}

const std::optional<RunFooter>& RunReader::footer() const {
  return state_->footer;
}

void RunReader::set_footer(RunFooter footer) {
  state_->footer = std::move(footer);
}

const std::string& RunReader::folder() const {
  return state_->folder;
}

std::size_t RunReader::result_count() const {
  return state_->index.results().size();
}

void RunReader::for_each(const std::function<void(CaseResult&)>& visit, std::size_t from) const {
  const auto& results = state_->index.results();
  for (std::size_t i = from; i < results.size(); ++i) {
    CaseResult read = read_result(state_->results.line(results[i].line));
    visit(read);
  }
}

void RunReader::for_each_told(const VisitTold& visit) const {
  for (const RunIndex::Result& result : state_->index.results()) {
    const auto line = state_->results.line(result.line);
    CaseResult told;
    if (state_->lines_are_own && line && read_told_result(*line, told)) {
      visit(told, *line);
    } else {
      told = read_result(line);
      visit(told, to_json(told));
    }
  }
}

std::optional<CaseResult> RunReader::find(const UnitId& unit, unsigned repeat) const {
  const RunIndex::Result* result = state_->index.find(unit, repeat);
  if (result == nullptr) return std::nullopt;
  return read_result(state_->results.line(result->line));
}

std::vector<std::string> RunReader::request_keys() const {
  return state_->index.requests().keys();
}

std::string RunReader::request_body(const std::string& key) const {
  return std::string(request_text(key));
}

std::string_view RunReader::request_text(const std::string& key) const {
  const LineSpan* span = state_->index.requests().find(key);
  if (span == nullptr) return "";
  LineWindow& window = state_->results.holds(*span) ? state_->results : state_->requests;
  const auto line = window.line(*span);
  if (!line) return "";
  std::string_view body;
  JsonCursor in(*line);
  in.map([&](std::string_view name) {
    if (name == "body")
      body = in.raw();
    else
      in.skip();
  });
  return body;
}

namespace {

/// Names in a folder, less links: a run's folder may come from a stranger, and what it shows of other places would
/// stand in reports.
std::vector<std::string> own_files(const Files& files, const std::string& folder) {
  if (files.is_link(folder)) return {};
  auto names = files.list(folder).value_or(std::vector<std::string>{});
  std::erase_if(names, [&](const std::string& name) { return files.is_link(folder + "/" + name); });
  return names;
}

}  // namespace

std::vector<std::string> RunReader::image_files() const {
  auto names = own_files(state_->files, state_->folder + "/images");
  std::erase(names, "thumbs");
  return names;
}

std::vector<std::string> RunReader::thumbnail_files() const {
  if (state_->files.is_link(state_->folder + "/images")) return {};
  return own_files(state_->files, state_->folder + "/images/thumbs");
}

std::optional<std::string> RunReader::companion(std::string_view name) const {
  if (!has_companion(name)) return std::nullopt;
  const std::string path = state_->folder + "/" + std::string(name);
  const auto size = state_->files.size(path);
  if (!size || *size > kLargestCompanion) return std::nullopt;
  auto text = state_->files.read(path);
  return text ? std::optional(std::move(*text)) : std::nullopt;
}

bool RunReader::has_companion(std::string_view name) const {
  return state_->files.is_file(state_->folder + "/" + std::string(name));
}

Expected<std::string> RunReader::image_bytes(const std::string& name, std::size_t limit) const {
  return state_->files.read_head(state_->folder + "/images/" + name, limit);
}

}  // namespace sightline
