#include "view/listed_run.h"

#include <exception>
#include <map>

#include "base/text.h"
#include "json/json.h"
#include "report/verdict.h"
#include "runlog/json_cursor.h"
#include "runlog/runlog.h"
#include "stats/interval.h"

namespace sightline {
namespace {

/// The members that are wanted stand at the front of a results.json.
constexpr std::size_t kFront = std::size_t{32} << 10;
constexpr std::size_t kLongestSentence = 400;

struct Stopped {};

void read_counts(JsonCursor& in, StatusCounts& counts) {
  const std::map<std::string_view, std::uint64_t*> members = {
      {"passed", &counts.passed},   {"failed", &counts.failed},   {"error", &counts.error},
      {"skipped", &counts.skipped}, {"xfailed", &counts.xfailed}, {"xpassed", &counts.xpassed},
      {"flaky", &counts.flaky}};
  in.map([&](std::string_view key) {
    const auto found = members.find(key);
    found == members.end() ? in.skip() : in.read_number(*found->second);
  });
}

/// Reads a summary as far as it is there; false where even that does not reach.
bool read_front(std::string_view text, ListedFigures& figures) {
  const std::map<std::string_view, std::uint64_t*> members = {{"results", &figures.results},
                                                              {"answers", &figures.answers},
                                                              {"authored", &figures.authored},
                                                              {"replayed", &figures.replayed}};
  bool has_counts = false;
  std::size_t read = 0;
  JsonCursor in(text);
  in.map([&](std::string_view key) {
    if (key == "counts") {
      read_counts(in, figures.counts);
      has_counts = !in.failed();
    } else if (key == "cost") {
      in.read_number(figures.cost.emplace());
    } else if (const auto found = members.find(key); found != members.end()) {
      in.read_number(*found->second);
      ++read;
    } else if (key == "missing_fixtures") {
      in.fail();  // All that is wanted stands before it.
    } else {
      in.skip();
    }
  });
  return has_counts && read == members.size();
}

std::string sentence_of(const RunFooter& footer) {
  if (!footer.incomplete_because.empty()) return join(footer.incomplete_because, ", ");
  for (const auto status : {GateVerdict::Status::fail, GateVerdict::Status::inconclusive}) {
    for (const GateVerdict& gate : footer.gates) {
      if (gate.status == status) return gate.sentence;
    }
  }
  return "";
}

std::string_view state_name(ListedRun::State state) {
  switch (state) {
    case ListedRun::State::ended:
      return "ended";
    case ListedRun::State::running:
      return "running";
    case ListedRun::State::stopped:
      return "stopped";
    case ListedRun::State::unreadable:
      break;
  }
  return "unreadable";
}

template <typename Item>
void write_names(JsonWriter& json, std::string_view key, const std::vector<Item>& items) {
  json.key(key).begin_list();
  for (const Item& item : items) json.value(item.name);
  json.end_list();
}

void write_header(JsonWriter& json, const RunHeader& header) {
  json.member("id", header.id).member("label", header.label).member("started", header.started);
  json.member("mode", mode_name(header.mode)).member("version", header.version);
  json.member("git_commit", header.git_commit).member("planned", header.planned_results);
  if (header.shard_count > 1) json.member("shard", header.shard_index).member("shards", header.shard_count);
  write_names(json, "suites", header.suites);
  write_names(json, "models", header.models);
}

void write_figures(JsonWriter& json, const ListedFigures& figures) {
  const StatusCounts& counts = figures.counts;
  json.key("figures").begin_map();
  json.member("passed", counts.passed).member("failed", counts.failed).member("error", counts.error);
  json.member("skipped", counts.skipped).member("xfailed", counts.xfailed).member("xpassed", counts.xpassed);
  json.member("flaky", counts.flaky).member("units", counts.all());
  if (const auto rate = counts.pass_rate()) {
    const Interval interval = wilson_interval(counts.passed, counts.judged());
    json.member("pass_rate", *rate);
    json.key("pass_rate_95").begin_list().value(interval.low).value(interval.high).end_list();
  }
  json.member("results", figures.results).member("answers", figures.answers);
  json.member("authored", figures.authored).member("replayed", figures.replayed);
  if (figures.cost) json.member("cost", *figures.cost);
  json.end_map();
}

}  // namespace

std::optional<ListedFigures> figures_of_results(const Files& files, const std::string& run_folder,
                                                const std::string& footer_line) {
  const auto text = files.read_head(run_folder + "/results.json", kFront + 2 * footer_line.size());
  if (!text) return std::nullopt;
  const std::string mark = "\n\"end\":" + footer_line + ",\n\"summary\":";
  const std::size_t at = text->find(mark);
  ListedFigures figures;
  if (at == std::string::npos || !read_front(std::string_view(*text).substr(at + mark.size()), figures)) {
    return std::nullopt;
  }
  return figures;
}

Expected<std::optional<ListedFigures>> figures_of_log(const Files& files, const std::string& run_folder,
                                                      const std::function<bool()>& stop) {
  try {
    const auto run = RunReader::open(files, run_folder);
    if (!run) return tl::unexpected(run.error());
    const RunSummary summary = summarise(*run, [&](const UnitSummary&) {
      if (stop()) throw Stopped();
    });
    return ListedFigures{.counts = summary.counts,
                         .results = summary.results,
                         .answers = summary.answers,
                         .authored = summary.authored,
                         .replayed = summary.replayed,
                         .cost = summary.cost};
  } catch (const Stopped&) {
    return std::optional<ListedFigures>();
  } catch (const std::exception& error) {
    return failure(std::string("the run cannot be read: ") + error.what());  // Its thread has nobody above it.
  }
}

std::string to_json(const ListedRun& run) {
  std::string out;
  JsonWriter json(out);
  json.begin_map().member("folder", run.folder).member("state", state_name(run.state));
  if (run.state == ListedRun::State::unreadable) {
    json.member("trouble", run.trouble).end_map();
    return out;
  }
  write_header(json, run.header);
  json.member("verdict", verdict_word(run.footer ? &*run.footer : nullptr));
  if (run.footer) {
    json.member("because", shortened(sentence_of(*run.footer), kLongestSentence));
    json.member("wall_ms", run.footer->wall_ms);
  } else {
    json.member("results", run.results);
  }
  if (run.figures) write_figures(json, *run.figures);
  json.end_map();
  return out;
}

}  // namespace sightline
