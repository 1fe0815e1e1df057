// Times whole runs of the program against made-up projects and prints rows of the table: medians, by the operating
// system's own accounting. Usage: bench SIGHTLINE BARE_RUN RUNS [ROW…]

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "measured.h"
#include "project.h"
#include "row.h"

namespace {

namespace fs = std::filesystem;
using namespace sightline::bench;

constexpr double kMegabyte = 1e6;

class Runs {
 public:
  Runs(std::string program, std::string bare_run, unsigned times, fs::path scratch, std::vector<std::string> asked)
      : program_(std::move(program)),
        bare_run_(std::move(bare_run)),
        times_(times),
        scratch_(std::move(scratch)),
        asked_(std::move(asked)) {}

  void print_all() {
    if (wanted("start")) print_start();
    if (wanted("1")) print_one();
    if (wanted("1000")) print_thousand();
    if (wanted("5000")) print_five_thousand();
    if (wanted("100000")) print_hundred_thousand();
    if (wanted("images")) print_images();
  }

 private:
  struct Whole : Measured {
    double results_mb = 0;
    double rate = 0;  ///< Cases a second.
  };

  bool wanted(const std::string& name) const { return !is_left_out(asked_, name); }

  /// The median of whole runs, each into a folder that is not there yet; the first does not count.
  Whole measure_project(const ProjectShape& shape, unsigned times) const {
    const std::string folder = scratch_ / "project";
    do_apart([&] { write_project(folder, shape); });
    std::vector<Measured> all;
    Whole whole;
    for (unsigned i = 0; i <= times; ++i) {
      fs::remove_all(folder + "/out");
      const Measured run =
          run_once({program_, "run", "--quiet", "--out", folder + "/out", "--report", "json,html,junit"}, folder);
      if (i > 0) all.push_back(run);
    }
    static_cast<Measured&>(whole) = median(std::move(all));
    whole.results_mb = static_cast<double>(fs::file_size(folder + "/out/results.json")) / kMegabyte;
    whole.rate = shape.cases / whole.wall_s;
    fs::remove_all(folder);
    return whole;
  }

  /// Requests a second of a bare libcurl client and a bare cpp-httplib server, with as many under way.
  double bare_rate() const {
    constexpr unsigned kRequests = 20'000;
    const std::string concurrency = std::to_string(ProjectShape{}.concurrency);
    return kRequests / measure({bare_run_, std::to_string(kRequests), concurrency}, scratch_, times_).wall_s;
  }

  Whole five_thousand() {
    if (!five_thousand_) five_thousand_ = measure_project({.cases = 5000}, times_);
    return *five_thousand_;
  }

  static std::string cpu_note(const Measured& measured) { return fmt::format("{:.2f} s of a core", measured.cpu_s); }

  void print_start() const {
    const Measured m = measure({program_, "--version"}, scratch_, times_ * 4);
    print_row({.work = "start (--version)",
               .bounds = {{.measured = m.wall_s * 1e3, .bound = 12, .unit = " ms", .decimals = 1}}});
  }

  void print_one() const {
    const Whole m = measure_project({.cases = 1}, times_ * 2);
    print_row({.work = "1 case",
               .bounds = {{.measured = m.wall_s * 1e3, .bound = 60, .unit = " ms"},
                          {.measured = m.peak_mb, .bound = 40, .unit = " MB"}}});
  }

  void print_thousand() const {
    const Whole m = measure_project({.cases = 1000}, times_);
    print_row({.work = "1,000 cases",
               .bounds = {{.measured = m.wall_s, .bound = 0.13, .unit = " s", .decimals = 3}},
               .note = cpu_note(m)});
  }

  void print_five_thousand() {
    const Whole m = five_thousand();
    const double bare = bare_rate();
    print_row(
        {.work = "5,000 cases",
         .bounds = {{.measured = m.rate, .at_most = false, .bound = 12'000, .unit = "/s"},
                    {.measured = m.peak_mb, .bound = 150, .unit = " MB"}},
         .note = fmt::format("{}; {:.0f} % of the {:.0f}/s of a bare client and server, which do none of the rest",
                             cpu_note(m), 100 * m.rate / bare, bare)});
  }

  void print_hundred_thousand() {
    const Whole m = measure_project({.cases = 100'000, .of_dataset = true}, 1);
    print_row({.work = "100,000 cases of a dataset",
               .bounds = {{.measured = m.rate / five_thousand().rate * 100,
                           .at_most = false,
                           .bound = 80,
                           .unit = " % of the rate of 5,000"},
                          {.measured = m.peak_mb, .bound = 300, .unit = " MB"}},
               .note = fmt::format("{:.1f} s, {:.0f}/s", m.wall_s, m.rate)});
  }

  void print_images() const {
    const Whole m = measure_project({.cases = 200, .image_bytes = 1'000'000, .concurrency = 16}, times_);
    print_row({.work = "200 cases with a PNG of 1 MB each",
               .bounds = {{.measured = m.wall_s, .bound = 1, .unit = " s", .decimals = 2},
                          {.measured = m.peak_mb, .bound = 80, .unit = " MB"},
                          {.measured = m.results_mb, .bound = 1, .unit = " MB of JSON", .decimals = 2}},
               .note = cpu_note(m)});
  }

  std::string program_;
  std::string bare_run_;
  unsigned times_;
  fs::path scratch_;
  std::vector<std::string> asked_;
  std::optional<Whole> five_thousand_;
};

}  // namespace

int main(int argc, char** argv) {
  std::string scratch = (fs::temp_directory_path() / "sightline-bench-XXXXXX").string();
  int code = 1;
  try {
    const int times = argc > 3 ? std::atoi(argv[3]) : 0;
    if (times < 1) throw std::runtime_error("usage: bench SIGHTLINE BARE_RUN RUNS [ROW...]");
    if (!::mkdtemp(scratch.data())) throw std::runtime_error("no temporary folder");
    Runs(fs::absolute(argv[1]).string(), fs::absolute(argv[2]).string(), static_cast<unsigned>(times), scratch,
         {argv + 4, argv + argc})
        .print_all();
    code = 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "bench: {}\n", error.what());
  }
  std::error_code ignored;
  fs::remove_all(scratch, ignored);
  return code;
}
