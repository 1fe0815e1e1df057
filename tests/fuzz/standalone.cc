// Runs a fuzz target without libFuzzer, for compilers that have none: on every file below the folders that are given,
// and on a number of changes of them, the same at each run. The input that broke the target is left in a file.
// Usage: TARGET CHANGES FOLDER...

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kSeed = 20'261'120;
constexpr const char* kBroken = "broken-input";
constexpr std::array kFatal{SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL};

/// What formats are made of: bytes alone seldom make it.
constexpr std::array<std::string_view, 24> kWords{"\"",
                                                  "\\",
                                                  "{}",
                                                  "[]",
                                                  "null",
                                                  "true",
                                                  "-0",
                                                  "1e400",
                                                  "9007199254740993",
                                                  "\\u0000",
                                                  "\\ud83d",
                                                  "\xF0\x9F",
                                                  "\xEF\xBB\xBF",
                                                  "\r\n",
                                                  "\n\n",
                                                  "data: ",
                                                  ":",
                                                  ",",
                                                  "0",
                                                  "\x01",
                                                  "sha256:",
                                                  "\r\n\r\n",
                                                  "data:image/png;base64,",
                                                  std::string_view("\0", 1)};

std::string input;

/// Leaves the input in a file and goes on to what the signal does otherwise.
void keep_input(int signal) {
  const int file = ::open(kBroken, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  [[maybe_unused]] const ssize_t written = ::write(file, input.data(), input.size());
  constexpr std::string_view kTold = "the input is left in the file broken-input\n";
  [[maybe_unused]] const ssize_t told = ::write(2, kTold.data(), kTold.size());
  ::signal(signal, SIG_DFL);
  ::raise(signal);
}

void try_input(std::string bytes) {
  input = std::move(bytes);
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

std::vector<std::string> read_seeds(char** begin, char** end) {
  std::vector<fs::path> paths;
  for (char** folder = begin; folder != end; ++folder) {
    for (const auto& entry : fs::recursive_directory_iterator(*folder)) {
      if (entry.is_regular_file()) paths.push_back(entry.path());
    }
  }
  std::ranges::sort(paths);
  std::vector<std::string> seeds;
  for (const fs::path& path : paths) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    seeds.push_back(text.str());
  }
  return seeds;
}

class Changes {
 public:
  explicit Changes(const std::vector<std::string>& seeds) : seeds_(seeds) {}

  std::string next() {
    std::string bytes = seeds_[below(seeds_.size())];
    for (std::size_t left = 1 + below(4); left > 0; --left) change(bytes);
    return bytes;
  }

 private:
  // The standard's distributions differ from library to library.
  std::size_t below(std::size_t limit) { return limit == 0 ? 0 : random_() % limit; }

  void change(std::string& bytes) {
    const std::size_t at = below(bytes.size() + 1);
    const std::size_t count = below(std::min<std::size_t>(bytes.size() - at, 1 + below(64)) + 1);
    switch (below(7)) {
      case 0:
        if (at < bytes.size()) bytes[at] = static_cast<char>(bytes[at] ^ (1 << below(8)));
        return;
      case 1:
        if (at < bytes.size()) bytes[at] = static_cast<char>(below(256));
        return;
      case 2:
        bytes.erase(at, count);
        return;
      case 3:
        bytes.insert(at, kWords[below(kWords.size())]);
        return;
      case 4:
        bytes.replace(at, count, kWords[below(kWords.size())]);
        return;
      case 5:
        bytes.insert(below(bytes.size() + 1), bytes.substr(at, count));
        return;
      default: {
        const std::string& other = seeds_[below(seeds_.size())];
        bytes.replace(at, count, other.substr(below(other.size() + 1), count));
        return;
      }
    }
  }

  const std::vector<std::string>& seeds_;
  std::mt19937_64 random_{kSeed};
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return std::fputs("usage: TARGET CHANGES FOLDER...\n", stderr), 2;
  for (const int signal : kFatal) ::signal(signal, keep_input);
  const std::vector<std::string> seeds = read_seeds(argv + 2, argv + argc);
  if (seeds.empty()) return std::fputs("the folders hold no file\n", stderr), 2;
  for (const std::string& seed : seeds) try_input(seed);
  Changes changes(seeds);
  const long count = std::atol(argv[1]);
  for (long i = 0; i < count; ++i) try_input(changes.next());
  std::printf("%zu seeds, %ld changes of them\n", seeds.size(), count);
  return 0;
}
