#include "compare/run_source.h"

#include <fmt/format.h>

#include "base/text.h"
#include "runlog/json_cursor.h"

namespace sightline {
namespace {

/// More than the first key of a file takes.
constexpr std::size_t kHead = 256;

bool begins_as_log(std::string_view head) {
  std::string first;
  JsonCursor in(head);
  in.map([&](std::string_view key) {
    first = key;
    in.fail();
  });
  return first == "sightline_run";
}

Expected<RunSource> source_in_folder(const Files& files, const std::string& folder) {
  const std::string log = folder + "/run.jsonl";
  if (files.is_file(log)) return RunSource{.path = log, .is_log = true};
  const std::string results = folder + "/results.json";
  if (files.is_file(results)) return RunSource{.path = results, .is_log = false};
  return failure(fmt::format("there is no run in {}: it holds neither a run.jsonl nor a results.json", quoted(folder)));
}

}  // namespace

Expected<RunSource> run_source(const Files& files, const std::string& path) {
  if (files.is_directory(path)) return source_in_folder(files, path);
  const auto head = files.read_head(path, kHead);
  if (!head) return tl::unexpected(head.error());
  return RunSource{.path = path, .is_log = path.ends_with(".jsonl") || begins_as_log(*head)};
}

}  // namespace sightline
