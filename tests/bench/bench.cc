// Times whole runs of the program against made-up projects and prints a table: median of several runs, the operating
// system's own accounting. The targets are for two cores. Usage: bench SIGHTLINE [RUNS]

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "project.h"

namespace {

namespace fs = std::filesystem;
using sightline::bench::ProjectShape;

struct Measured {
  double wall_s = 0;
  double cpu_s = 0;
  double peak_mb = 0;
};

/// Runs a command with its output thrown away. Throws where it does not exit with 0.
Measured run_once(const std::vector<std::string>& command, const std::string& folder) {
  const auto begin = std::chrono::steady_clock::now();
  const pid_t child = ::fork();
  if (child == 0) {
    const int null = ::open("/dev/null", O_RDWR);
    for (int fd : {0, 1, 2}) ::dup2(null, fd);
    if (::chdir(folder.c_str()) != 0) ::_exit(127);
    std::vector<char*> arguments;
    for (const std::string& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
    arguments.push_back(nullptr);
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
  }
  int status = 0;
  rusage usage{};
  if (::wait4(child, &status, 0, &usage) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    throw std::runtime_error(fmt::format("'{}' in {} ended with status {}", fmt::join(command, " "), folder, status));
  }
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return {.wall_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(),
          .cpu_s = seconds(usage.ru_utime) + seconds(usage.ru_stime),
          .peak_mb = static_cast<double>(usage.ru_maxrss) / 1024};
}

Measured median(std::vector<Measured> runs) {
  const auto middle = [&](double Measured::*figure) {
    std::ranges::sort(runs, {}, figure);
    return runs[runs.size() / 2].*figure;
  };
  return {
      .wall_s = middle(&Measured::wall_s), .cpu_s = middle(&Measured::cpu_s), .peak_mb = middle(&Measured::peak_mb)};
}

Measured measure(const std::vector<std::string>& command, const std::string& folder, unsigned runs) {
  run_once(command, folder);
  std::vector<Measured> all;
  for (unsigned i = 0; i < runs; ++i) all.push_back(run_once(command, folder));
  return median(std::move(all));
}

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
    const Measured m = run_once({program, "run", "--quiet", "--out", out, "--report", "json,html,junit"}, folder);
    if (i > 0) all.push_back(m);
  }
  print_row(row.name, median(std::move(all)), row.target_s, row.target_mb, row.shape.cases);
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
    print_row("start (--version)", measure({program, "--version"}, name, runs * 4), 0.012, 0, 1);
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
