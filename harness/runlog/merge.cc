#include "runlog/merge.h"

#include <algorithm>
#include <tuple>

#include "runlog/record_reader.h"

namespace sightline {

/// A result as far as it names requests; members are those of CaseResult and Exchange.
struct ExchangeKey {
  std::string key;
};
struct ResultKeys {
  std::vector<ExchangeKey> exchanges;
};

template <typename Io>
void describe(Io& io, Record<ExchangeKey> auto& exchange) {
  io("key", exchange.key);
}

template <typename Io>
void describe(Io& io, Record<ResultKeys> auto& result) {
  io("exchanges", result.exchanges);
}

namespace {

/// A result of one of the shards.
struct Entry {
  std::uint64_t place;
  std::uint32_t shard;
  std::uint32_t result;
};

/// All results in plan order. In each shard they stand in it already.
std::vector<Entry> in_plan_order(const std::vector<ShardLog>& shards) {
  std::vector<Entry> entries;
  for (std::uint32_t shard = 0; shard < shards.size(); ++shard) {
    const auto& results = shards[shard].results();
    for (std::uint32_t i = 0; i < results.size(); ++i) {
      entries.push_back({shards[shard].place_of(results[i]), shard, i});
    }
  }
  const auto key = [](const Entry& e) { return std::tuple(e.place, e.shard, e.result); };
  std::ranges::sort(entries, {}, key);
  return entries;
}

ResultKeys keys_of(std::string_view line) {
  ResultKeys keys;
  JsonCursor in(line);
  RecordReader::read(in, keys);
  return keys;
}

Expected<void> copy_requests(std::string_view line, ShardLog& from, RunWriter& out) {
  for (const ExchangeKey& exchange : keys_of(line).exchanges) {
    if (exchange.key.empty() || out.has_request(exchange.key)) continue;
    const auto body = from.request_body(exchange.key);
    if (!body) return tl::unexpected(body.error());
    if (!*body) continue;
    if (auto added = out.add_request(exchange.key, **body); !added) return added;
  }
  return {};
}

/// A text that all shards have in common, or "".
std::string common(const std::vector<ShardLog>& shards, std::string RunHeader::*member) {
  const std::string& first = shards.front().header().*member;
  const bool same = std::ranges::all_of(shards, [&](const ShardLog& s) { return s.header().*member == first; });
  return same ? first : "";
}

}  // namespace

RunHeader merged_header(const std::vector<ShardLog>& shards) {
  RunHeader header = shards.front().header();
  header.git_commit = common(shards, &RunHeader::git_commit);
  header.host = common(shards, &RunHeader::host);
  header.label = common(shards, &RunHeader::label);
  const bool whole = shards.size() == header.shard_count;
  header.planned_results = whole ? 0 : header.shard_plan_results;
  for (const ShardLog& shard : shards) {
    header.started = std::min(header.started, shard.header().started);
    if (whole) header.planned_results += shard.header().planned_results;
  }
  header.shard_index = header.shard_count = 1;
  header.shard_plan.clear();
  header.shard_plan_results = 0;
  return header;
}

RunFooter merged_footer(const std::vector<ShardLog>& shards, const std::vector<std::string>& missing) {
  RunFooter footer;
  footer.complete = missing.empty();
  footer.incomplete_because = missing;
  for (const ShardLog& shard : shards) {
    if (!shard.footer()) continue;
    footer.finished = std::max(footer.finished, shard.footer()->finished);
    footer.wall_ms = std::max(footer.wall_ms, shard.footer()->wall_ms);
    footer.spent += shard.footer()->spent;
  }
  return footer;
}

Expected<void> copy_results(std::vector<ShardLog>& shards, RunWriter& out) {
  for (const Entry& entry : in_plan_order(shards)) {
    ShardLog& shard = shards[entry.shard];
    const auto line = shard.line(shard.results()[entry.result]);
    if (!line) return tl::unexpected(line.error());
    if (auto copied = copy_requests(*line, shard, out); !copied) return copied;
    if (auto added = out.add_line(*line); !added) return added;
  }
  return {};
}

}  // namespace sightline
