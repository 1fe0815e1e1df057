#include "run/picture_maker.h"

#include <fmt/format.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>

#include "base/base64.h"
#include "base/sha256.h"
#include "fakes/full_result.h"
#include "image/grey_png.h"
#include "image/thumbnail.h"

namespace sightline {
namespace {

namespace fs = std::filesystem;

constexpr const char* kDies = "read -r path; exit 1";
constexpr const char* kBabbles = "while read -r path; do echo 'no base64'; done";

/// A worker that always gives the beginning of a WebP of 4 x 2 pixels.
std::string answering() {
  std::string webp("RIFF\x18\0\0\0WEBPVP8L\x0C\0\0\0\x2F\x03\x40\0\0", 25);
  webp.resize(32);
  return "while read -r path; do echo " + to_base64(webp) + "; done";
}

std::string digest(char letter) {
  return std::string(64, letter);
}

/// A run's folder with images that its results were asked about, and a worker of the test's own.
class PicturedRun {
 public:
  PicturedRun() : folder_(made_folder()), writer_(RunWriter::create(files_, folder_ / "run", {}).value()) {
    REQUIRE(files_.make_folders(folder_ / "run/images"));
  }
  ~PicturedRun() { fs::remove_all(folder_); }
  PicturedRun(const PicturedRun&) = delete;
  PicturedRun& operator=(const PicturedRun&) = delete;

  /// An image, and a unit that was asked about it.
  void ask_about(char letter) { ask_about(digest(letter)); }
  void ask_about(const std::string& image) {
    REQUIRE(writer_.add_request(image, R"({"url":"sha256:)" + image + R"("})"));
    CaseResult result = fakes::small_result("case-" + image, 0, asked_++);
    result.exchanges.emplace_back().key = image;
    REQUIRE(writer_.add(result));
    REQUIRE(files_.write_whole(folder_ / "run/images" / (image + ".png"), grey_png(600, 300)));
  }
  PicturesMade make(const std::string& worker, ImagesKept kept, std::size_t page_bytes = 6'000'000) {
    const std::string program = folder_ / "worker";
    REQUIRE(files_.write_whole(program, "#!/bin/sh\necho >> '" + count() + "'\n" + worker + "\n"));
    fs::permissions(program, fs::perms::owner_all);
    const auto run = RunReader::open(files_, folder_ / "run").value();
    return make_pictures(
        files_, run,
        {.kept = kept, .program = program, .other_runs = "", .limits = {.own_bytes = 10, .page_bytes = page_bytes}});
  }
  std::string original(char letter) const { return folder_ / "run/images" / (digest(letter) + ".png"); }
  std::string thumbnail(char letter) const {
    return folder_ / "run/images/thumbs" / (digest(letter) + "-600x300.webp");
  }
  /// How often a worker was started.
  std::size_t starts() const { return files_.read(count()).value_or("").size(); }
  bool has(const std::string& path) const { return files_.is_file(path); }
  DiskFiles& files() { return files_; }

 private:
  static fs::path made_folder() {
    static std::atomic<unsigned> number = 0;
    const auto now = std::chrono::steady_clock::now().time_since_epoch().count();
    const fs::path path = fs::temp_directory_path() / fmt::format("sightline-pictures-{}-{}", now, number++);
    fs::create_directories(path);
    return path;
  }

  std::string count() const { return folder_ / "starts"; }

  fs::path folder_;
  DiskFiles files_;
  RunWriter writer_;
  unsigned asked_ = 0;
};

/// Nothing is made where there is no module, whoever the worker is.
bool has_module() {
  return !thumbnail_module_path().empty();
}

TEST_CASE("each image that has none is given a thumbnail, and its original stays or goes as was ordered") {
  PicturedRun run;
  run.ask_about('a');
  run.ask_about('b');
  const bool made = has_module();
  CHECK(run.make(answering(), ImagesKept::full).made == (made ? 2 : 0));
  CHECK(run.has(run.thumbnail('a')) == made);
  CHECK(run.has(run.original('a')));
  const PicturesMade again = run.make(answering(), ImagesKept::thumbs);
  CHECK(again.made == 0);
  CHECK(again.missing == (made ? 0 : 2));
  CHECK(run.has(run.original('b')) != made);
}

TEST_CASE("a worker that dies costs its own image alone, whose original stays, and the run goes on") {
  PicturedRun run;
  for (char letter = 'a'; letter <= 'f'; ++letter) run.ask_about(letter);
  const PicturesMade pictures = run.make(kDies, ImagesKept::thumbs);
  CHECK(pictures.made == 0);
  CHECK(pictures.missing == 6);
  CHECK(pictures.trouble.find(has_module() ? "made the decoder crash" : "no module") != std::string::npos);
  CHECK(run.has(run.original('f')));
  if (has_module()) CHECK(run.starts() == 6);
}

TEST_CASE("a worker that cannot be started, or gives no picture, loses nothing") {
  PicturedRun run;
  run.ask_about('a');
  for (const std::string& worker : {std::string(kBabbles), std::string("while read -r path; do echo; done"),
                                    std::string("while read -r path; do echo '!it is cut'; done")}) {
    INFO(worker);
    const PicturesMade pictures = run.make(worker, ImagesKept::thumbs);
    CHECK(pictures.missing == 1);
    CHECK_FALSE(pictures.trouble.empty());
    CHECK(run.has(run.original('a')));
    CHECK_FALSE(run.has(run.thumbnail('a')));
  }
}

TEST_CASE("no more thumbnails are made than the page has room for, unless they take the originals' place") {
  if (!has_module()) return;
  PicturedRun run;
  for (char letter = 'a'; letter <= 'f'; ++letter) run.ask_about(letter);
  const PicturesMade few = run.make(answering(), ImagesKept::full, 50);
  // Each takes 44 characters; of those that are begun at once, each may still be within the limit.
  CHECK(few.made >= 2);
  CHECK(few.made < 6);
  CHECK(few.trouble.empty());
  CHECK(run.make(answering(), ImagesKept::thumbs, 50).made == 6 - few.made);
  CHECK_FALSE(run.has(run.original('a')));
}

TEST_CASE("a thumbnail's file that is empty does not take the original's place: it is made again") {
  PicturedRun run;
  run.ask_about('a');
  REQUIRE(run.files().make_folders(fs::path(run.thumbnail('a')).parent_path()));
  REQUIRE(run.files().write_whole(run.thumbnail('a'), ""));
  CHECK(run.make(kDies, ImagesKept::thumbs).missing == 1);
  CHECK(run.has(run.original('a')));
  if (!has_module()) return;
  CHECK(run.make(answering(), ImagesKept::thumbs).made == 1);
  CHECK(run.files().size(run.thumbnail('a')).value() == 32);
  CHECK_FALSE(run.has(run.original('a')));
}

TEST_CASE("workers that die again and again are not started for ever") {
  if (!has_module()) return;
  PicturedRun run;
  for (int i = 0; i < 130; ++i) run.ask_about(sha256_hex(std::to_string(i)));
  CHECK(run.make(kDies, ImagesKept::full).made == 0);
  CHECK(run.starts() >= 100);
  CHECK(run.starts() < 110);
}

}  // namespace
}  // namespace sightline
