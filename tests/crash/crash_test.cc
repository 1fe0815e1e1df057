// crash_test [N] [SEED]: kills N runs at moments that SEED draws, resumes them until they are finished, and says what
// was lost, sent twice or torn. Exit code 1 where anything was.

#include <fmt/format.h>

#include <charconv>
#include <cstdio>
#include <exception>
#include <string_view>

#include "crash/trial.h"
#include "unit/product/serve_process.h"

using namespace sightline;
using namespace sightline::crash;

namespace {

constexpr unsigned kCases = 40;

std::uint64_t number_in(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, trouble] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (trouble != std::errc{} || end != text.data() + text.size()) {
    throw std::runtime_error(fmt::format("'{}' is no number: crash_test [N] [SEED]", text));
  }
  return number;
}

void tell(const Figures& figures, unsigned trials) {
  fmt::print("{} runs, {} processes, {} requests\n", trials, figures.processes, figures.requests);
  fmt::print("{} kills: {} before there was a log, {} while sending, {} behind the last result; {} came too late\n",
             figures.kills, figures.before_log, figures.while_sending, figures.at_end, figures.outlived);
  fmt::print("{} requests were under way at a kill and sent again; {} lines were cut\n", figures.sent_again,
             figures.cut_lines);
}

/// Whether the moments came where something could be lost: one run in ten was killed while it was sending.
bool were_killed(const Figures& figures, unsigned trials) {
  const bool were = trials > 0 && 10 * figures.while_sending >= trials;
  if (!were) fmt::print("too few runs were killed while they were sending: this tests nothing\n");
  return were;
}

int run(unsigned trials, std::uint64_t seed) {
  const product_tests::Scratch scratch;
  const MadeProject project = make_project(scratch.path("made"), kCases);
  const product_tests::Serve upstream(scratch, project.recordings,
                                      {"--faults", project.faults, "--seed", std::to_string(seed)});
  point_at(project, fmt::format("http://127.0.0.1:{}/v1", upstream.port()));
  const Upstream measure = measured(project, upstream.port());
  fmt::print("seed {}: an undisturbed run of {} results takes {} ms\n", seed, project.results,
             measure.measure.microseconds / 1000);
  Figures figures;
  unsigned wrong = 0;
  for (unsigned number = 0; number < trials; ++number) {
    const auto complaints = Trial(project, measure, seed, number, figures).run();
    for (const std::string& complaint : complaints) fmt::print("run {}: {}\n", number, complaint);
    wrong += complaints.empty() ? 0 : 1;
  }
  tell(figures, trials);
  fmt::print("{} of {} runs as they must be\n", trials - wrong, trials);
  return wrong == 0 && were_killed(figures, trials) ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc > 1 ? static_cast<unsigned>(number_in(argv[1])) : 20, argc > 2 ? number_in(argv[2]) : 1);
  } catch (const std::exception& trouble) {
    fmt::print(stderr, "{}\n", trouble.what());
    return 2;
  }
}
