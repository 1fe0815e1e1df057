// Times the comparison of two made-up runs, and the reading of them alone, beside the targets for two cores.
// Usage: compare_bench SIGHTLINE [CASES [RUNS [--row]]], where --row prints that of tests/bench/run alone

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <future>
#include <stdexcept>

#include "compare/run_figures.h"
#include "made_run.h"
#include "measured.h"
#include "row.h"

namespace {

namespace fs = std::filesystem;
using namespace sightline;
using bench::Measured;

/// What `compare_bench --read A B` does: both runs at once, as the program reads them.
int read_both(const std::string& a, const std::string& b) {
  const DiskFiles files;
  auto other = std::async(std::launch::async, [&] { return read_run_figures(files, b); });
  const auto one = read_run_figures(files, a);
  const auto two = other.get();
  return one && two && one->units.size() == two->units.size() ? 0 : 1;
}

void print_figures(const std::string& name, const Measured& m, double target_s, double target_mb) {
  fmt::print("{:<32} {:>8.3f} {:>8.3f} {:>8.1f} {:>9.1f} {:>9.0f}\n", name, m.wall_s, m.cpu_s, m.peak_mb, target_s,
             target_mb);
  std::fflush(stdout);
}

void print_compare_row(const std::string& program, const fs::path& scratch, unsigned runs) {
  const Measured m = bench::measure({program, "compare", scratch / "a", scratch / "b"}, scratch, runs);
  bench::print_row({.work = "compare of two runs of 100,000 cases",
                    .bounds = {{.measured = m.wall_s, .bound = 3, .unit = " s", .decimals = 2},
                               {.measured = m.peak_mb, .bound = 500, .unit = " MB"}},
                    .note = fmt::format("{:.2f} s of a core", m.cpu_s)});
}

void write_runs(const fs::path& scratch, unsigned cases) {
  bench::write_run(scratch / "a", {.cases = cases, .seed = 1, .pass_rate = 0.85});
  bench::write_run(scratch / "b", {.cases = cases, .seed = 2, .pass_rate = 0.84});
}

void measure_all(const std::string& program, const std::string& self, const fs::path& scratch, unsigned cases,
                 unsigned runs) {
  const std::string a = scratch / "a";
  const std::string b = scratch / "b";
  fmt::print("two runs of {} cases, {:.0f} bytes a line\n", cases,
             static_cast<double>(fs::file_size(a + "/run.jsonl")) / cases);
  fmt::print("{:<32} {:>8} {:>8} {:>8} {:>9} {:>9}\n", "work", "wall s", "cpu s", "MB", "target s", "target MB");
  print_figures("both runs read", bench::measure({self, "--read", a, b}, scratch, runs), 1.5, 300);
  print_figures("sightline compare", bench::measure({program, "compare", a, b}, scratch, runs), 3, 500);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string first = argc > 1 ? argv[1] : "";
  if (first == "--read" && argc == 4) return read_both(argv[2], argv[3]);
  std::string name = (fs::temp_directory_path() / "sightline-bench-XXXXXX").string();
  int code = 1;
  try {
    if (first.empty()) throw std::runtime_error("usage: compare_bench SIGHTLINE [CASES [RUNS [--row]]]");
    if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
    const unsigned cases = argc > 2 ? static_cast<unsigned>(std::atoi(argv[2])) : 100'000;
    const unsigned runs = argc > 3 ? static_cast<unsigned>(std::atoi(argv[3])) : 5;
    const std::string program = fs::absolute(first).string();
    bench::do_apart([&] { write_runs(name, cases); });
    if (argc > 4 && std::string(argv[4]) == "--row") {
      print_compare_row(program, name, runs);
    } else {
      measure_all(program, fs::read_symlink("/proc/self/exe").string(), name, cases, runs);
    }
    code = 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "compare_bench: {}\n", error.what());
  }
  std::error_code ignored;
  fs::remove_all(name, ignored);
  return code;
}
