#include "compare/run_figures.h"

#include "compare/figures_builder.h"

namespace sightline {
namespace {

Expected<RunFigures> read_log(const Files& files, const std::string& log) {
  FiguresBuilder builder;
  auto read = read_result_figures(
      files, log, [&](const RunHeader& header, ResultFigures& result) { builder.take(header, result); });
  if (!read) return tl::unexpected(std::move(read.error()));
  RunFigures run = builder.finish(read->order);
  run.header = std::move(read->header);
  return run;
}

}  // namespace

Expected<RunFigures> read_run_figures(const Files& files, const std::string& path) {
  auto run = read_log(files, files.is_directory(path) ? path + "/run.jsonl" : path);
  if (run) run->path = path;
  return run;
}

}  // namespace sightline
