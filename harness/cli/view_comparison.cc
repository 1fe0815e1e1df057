#include "cli/view_comparison.h"

#include <filesystem>
#include <sstream>

#include "compare/compare.h"
#include "compare/comparison_html.h"

namespace sightline {
namespace {

Expected<RunFigures> figures_of(const Files& files, const std::string& folder) {
  auto run = read_run_figures(files, folder);
  if (run) run->path = std::filesystem::path(folder).filename().string();
  return run;
}

Expected<std::string> compared_page(const Files& files, const std::string& base, const std::string& candidate) {
  const auto base_run = figures_of(files, base);
  if (!base_run) return tl::unexpected(base_run.error());
  const auto candidate_run = figures_of(files, candidate);
  if (!candidate_run) return tl::unexpected(candidate_run.error());
  auto comparison = compare_runs(*base_run, *candidate_run, {});
  if (!comparison) return tl::unexpected(comparison.error());
  const ComparedRuns runs{.files = &files,
                          .base = {.figures = &*base_run, .path = base},
                          .candidate = {.figures = &*candidate_run, .path = candidate},
                          .beside_candidate = true};
  std::ostringstream out;
  if (auto written = write_comparison_html(*comparison, runs, out); !written) return tl::unexpected(written.error());
  return std::move(out).str();
}

}  // namespace

Comparer page_comparer(const Files& files) {
  return
      [&files](const std::string& base, const std::string& candidate) { return compared_page(files, base, candidate); };
}

}  // namespace sightline
