// Times whole runs of the program against made-up projects and prints a table: median of several runs, the operating
// system's own accounting. The targets are for two cores. Usage: bench SIGHTLINE [RUNS]

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "measured.h"
#include "project.h"

namespace {

namespace fs = std::filesystem;
using sightline::bench::Measured;
using sightline::bench::ProjectShape;

struct Row {
  std::string name;
  ProjectShape shape;
  double target_s;
  double target_mb;  ///< 0: none.
};

void print_row(const std::string& name, const Measured& m, double target_s, double target_mb, unsigned cases) {
  fmt::print("{:<24} {:>9.3f} {:>8.3f} {:>8.1f} {:>9.3f} {:>9} {:>10}\n", name, m.wall_s, m.cpu_s, m.peak_mb, target_s,
             target_mb > 0 ? fmt::format("{:.0f}", target_mb) : "",
             cases > 1 ? fmt::format("{:.0f}/s", cases / m.wall_s) : "");
  std::fflush(stdout);
}

void measure_project(const std::string& program, const fs::path& scratch, const Row& row, unsigned runs) {
  const std::string folder = (scratch / std::to_string(row.shape.cases + row.shape.image_bytes)).string();
  sightline::bench::write_project(folder, row.shape);
  const std::string out = folder + "/out";
  // A fresh folder each time: the shell's rm is part of no figure.
  std::vector<Measured> all;
  for (unsigned i = 0; i <= runs; ++i) {
    fs::remove_all(out);
    const Measured m =
        sightline::bench::run_once({program, "run", "--quiet", "--out", out, "--report", "json,html,junit"}, folder);
    if (i > 0) all.push_back(m);
  }
  print_row(row.name, sightline::bench::median(std::move(all)), row.target_s, row.target_mb, row.shape.cases);
  fs::remove_all(folder);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    if (argc < 2) throw std::runtime_error("usage: bench SIGHTLINE [RUNS]");
    const std::string program = fs::absolute(argv[1]).string();
    const unsigned runs = argc > 2 ? static_cast<unsigned>(std::atoi(argv[2])) : 5;
    std::string name = (fs::temp_directory_path() / "sightline-bench-XXXXXX").string();
    if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
    const fs::path scratch = name;
    fmt::print("{:<24} {:>9} {:>8} {:>8} {:>9} {:>9} {:>10}\n", "work", "wall s", "cpu s", "MB", "target s",
               "target MB", "rate");
    print_row("start (--version)", sightline::bench::measure({program, "--version"}, name, runs * 4), 0.012, 0, 1);
    for (const Row& row :
         {Row{"1 case", {.cases = 1}, 0.060, 40}, Row{"1,000 cases", {.cases = 1000}, 0.130, 0},
          Row{"5,000 cases", {.cases = 5000}, 0.417, 150},
          Row{"200 cases, 1 MB images", {.cases = 200, .image_bytes = 1'000'000, .concurrency = 16}, 1.0, 80}}) {
      measure_project(program, scratch, row, runs);
    }
    fs::remove_all(scratch);
    return 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "bench: {}\n", error.what());
    return 1;
  }
}
