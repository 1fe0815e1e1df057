#include "runlog/shard_log.h"

#include <fmt/format.h>

#include "runlog/record_reader.h"

namespace sightline {
namespace {

constexpr std::uint64_t kAhead = std::uint64_t{64} << 10;

template <typename Record>
Expected<void> read_header_or_footer(const std::string& folder, LineWindow& window, LineSpan span, Record& out) {
  const auto line = window.line(span);
  if (!line) return tl::unexpected(line.error());
  JsonCursor in(*line);
  RecordReader::read(in, out);
  if (!in.finished()) return failure({folder + "/run.jsonl", {}}, "the run log's header or footer is broken");
  return {};
}

}  // namespace

ShardLog::ShardLog(const Files& files, std::string folder, RunIndex index)
    : folder_(std::move(folder)),
      index_(std::move(index)),
      results_(files, folder_ + "/run.jsonl", kAhead),
      requests_(files, folder_ + "/run.jsonl", kAhead) {}

Expected<ShardLog> ShardLog::open(const Files& files, const std::string& folder) {
  auto index = RunIndex::read(files, folder + "/run.jsonl");
  if (!index) return tl::unexpected(index.error());
  ShardLog log(files, folder, std::move(*index));
  auto read = read_header_or_footer(folder, log.results_, log.index_.header(), log.header_);
  if (read && log.index_.footer().length > 0) {
    read = read_header_or_footer(folder, log.results_, log.index_.footer(), log.footer_.emplace());
  }
  if (!read) return tl::unexpected(read.error());
  return log;
}

std::string ShardLog::name() const {
  return fmt::format("{}/{}", header_.shard_index, header_.shard_count);
}

std::vector<UnitId> ShardLog::units() const {
  auto by_number = index_.units();
  std::vector<UnitId> units;
  const RunIndex::Result* last = nullptr;
  for (const RunIndex::Result& result : index_.results()) {
    if (last == nullptr || last->unit != result.unit) units.push_back(std::move(by_number[result.unit]));
    last = &result;
  }
  return units;
}

Expected<std::optional<std::string>> ShardLog::request_body(const std::string& key) {
  const LineSpan* span = index_.requests().find(key);
  if (span == nullptr) return std::optional<std::string>();
  const auto line = requests_.line(*span);
  if (!line) return tl::unexpected(line.error());
  std::optional<std::string> body;
  JsonCursor in(*line);
  in.map([&](std::string_view name) {
    if (name == "body") {
      body = std::string(in.raw());
    } else {
      in.skip();
    }
  });
  return body;
}

}  // namespace sightline
