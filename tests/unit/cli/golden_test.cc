// Runs the real program as its users do: each folder tests/cli/{ok,failed,error}/NAME holds `cmd`, a shell script that
// is run in an empty folder with `sightline` on its PATH, and what it must write and end with: `stdout`, `stderr`,
// `exit`. SIGHTLINE_UPDATE_GOLDEN=1 rewrites them.

#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace fs = std::filesystem;

namespace {

std::string read_golden(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

/// A folder of its own that goes away with the object.
class Scratch {
 public:
  Scratch() {
    std::string name = (fs::temp_directory_path() / "sightline-cli-XXXXXX").string();
    if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

struct Ended {
  std::string out;
  std::string err;
  int code = -1;
};

Ended run_script(const fs::path& script, const fs::path& source) {
  const Scratch scratch;
  const fs::path work = scratch.path() / "work";
  fs::create_directory(work);
  for (const auto& entry : fs::directory_iterator(source)) {
    if (entry.is_directory()) fs::copy(entry.path(), work / entry.path().filename(), fs::copy_options::recursive);
  }
  const fs::path out = scratch.path() / "out";
  const fs::path err = scratch.path() / "err";
  const std::string bin = fs::path(SIGHTLINE_BINARY).parent_path().string();
  const std::string command = "cd '" + work.string() + "' && env -i PATH='" + bin + ":/usr/bin:/bin' HOME='" +
                              scratch.path().string() + "' NO_COLOR=1 LC_ALL=C.UTF-8 sh '" + script.string() + "' >'" +
                              out.string() + "' 2>'" + err.string() + "' </dev/null";
  const int status = std::system(command.c_str());
  return {.out = read_golden(out), .err = read_golden(err), .code = WIFEXITED(status) ? WEXITSTATUS(status) : -1};
}

void compare(const fs::path& folder, const Ended& ended) {
  const std::vector<std::pair<std::string, std::string>> parts = {
      {"stdout", ended.out}, {"stderr", ended.err}, {"exit", std::to_string(ended.code) + "\n"}};
  for (const auto& [name, seen] : parts) {
    if (std::getenv("SIGHTLINE_UPDATE_GOLDEN")) {
      if (seen.empty()) {
        fs::remove(folder / name);
      } else {
        std::ofstream(folder / name, std::ios::binary) << seen;
      }
    }
    INFO(folder.string() << "/" << name);
    CHECK(read_golden(folder / name) == seen);
  }
}

}  // namespace

TEST_CASE("The command line does and says what its golden files have") {
  std::size_t seen = 0;
  for (const char* kind : {"ok", "failed", "error"}) {
    for (const auto& entry : fs::directory_iterator(fs::path(SIGHTLINE_SOURCE_DIR) / "tests/cli" / kind)) {
      ++seen;
      DYNAMIC_SECTION(kind << "/" << entry.path().filename().string()) {
        const Ended ended = run_script(entry.path() / "cmd", entry.path());
        compare(entry.path(), ended);
        if (std::string(kind) == "ok") CHECK(ended.code == 0);
        if (std::string(kind) != "ok") CHECK(ended.code != 0);
      }
    }
  }
  CHECK(seen > 20);
}
