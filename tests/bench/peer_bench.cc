// Times the program beside another that does the same work, in turn in the same minutes, and prints a line for each
// work with the ratio. Usage: peer_bench SIGHTLINE RUNS promptfoo|aimock|nginx PROGRAM

#include <fmt/format.h>
#include <stdlib.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <stdexcept>

#include "peers.h"

namespace sightline::bench {

void print_compared(const std::string& work, const std::string& own, const std::string& peer,
                    const std::string& ratio) {
  fmt::print("{:<46} {:>16} {:>17}   {}\n", work, own, peer, ratio);
  std::fflush(stdout);
}

}  // namespace sightline::bench

namespace {

namespace fs = std::filesystem;
using namespace sightline::bench;

void compare(const std::string& name, const Peers& peers) {
  if (name == "promptfoo") return compare_with_promptfoo(peers);
  if (name == "aimock") return compare_with_aimock(peers);
  if (name == "nginx") return compare_with_nginx(peers);
  throw std::runtime_error("no such peer is known");
}

}  // namespace

int main(int argc, char** argv) {
  std::string scratch = (fs::temp_directory_path() / "sightline-bench-XXXXXX").string();
  const std::string name = argc == 5 ? argv[3] : "peer_bench";
  int code = 1;
  try {
    const int times = argc == 5 ? std::atoi(argv[2]) : 0;
    if (times < 1) throw std::runtime_error("usage: peer_bench SIGHTLINE RUNS promptfoo|aimock|nginx PROGRAM");
    if (!::mkdtemp(scratch.data())) throw std::runtime_error("no temporary folder");
    compare(name, {.program = fs::absolute(argv[1]).string(),
                   .peer = fs::absolute(argv[4]).string(),
                   .scratch = scratch,
                   .times = static_cast<unsigned>(times)});
    code = 0;
  } catch (const std::exception& error) {
    std::string what = error.what();
    std::ranges::replace(what, '\n', ' ');
    fmt::print("{}: could not be compared: {}\n", name, what);
  }
  std::error_code ignored;
  fs::remove_all(scratch, ignored);
  return code;
}
