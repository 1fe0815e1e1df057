#include "compare/run_source.h"

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

}  // namespace

Expected<RunSource> run_source(const Files& files, const std::string& path) {
  if (files.is_directory(path)) return RunSource{.path = path + "/run.jsonl", .is_log = true};
  const auto head = files.read_head(path, kHead);
  if (!head) return tl::unexpected(head.error());
  return RunSource{.path = path, .is_log = path.ends_with(".jsonl") || begins_as_log(*head)};
}

}  // namespace sightline
