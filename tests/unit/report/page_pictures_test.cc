#include "report/page_pictures.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "base/base64.h"
#include "base/text.h"
#include "fakes/memory_files.h"

namespace sightline {
namespace {

/// The beginning of a PNG of that size, and `more` bytes behind it.
std::string png_of(char width, char height, std::size_t more = 0) {
  std::string bytes("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0", 19);
  bytes += width;
  bytes += std::string("\0\0\0", 3) + height;
  bytes += std::string("\x08\x06\0\0\0\0\0\0\0", 9);
  return bytes + std::string(more, 'x');
}

std::string digest(char letter) {
  return std::string(64, letter);
}

/// A run's folder with images, and what a page makes of them.
class Folder {
 public:
  Folder() { REQUIRE(RunWriter::create(files_, "/run", {})); }
  Folder& with(const std::string& name, const std::string& bytes) {
    files_.put("/run/images/" + name, bytes);
    return *this;
  }
  RunReader reader() const {
    auto opened = RunReader::open(files_, "/run");
    REQUIRE(opened);
    return std::move(*opened);
  }
  std::vector<std::string> lines(const std::vector<std::string>& digests, PictureLimits limits = {}) const {
    std::ostringstream out;
    PagePictures(out, limits).add(reader(), digests);
    std::vector<std::string> lines;
    const std::string text = out.str();
    for (const std::string_view line : split(text, '\n')) lines.emplace_back(line);
    REQUIRE(!lines.empty());
    lines.erase(lines.begin());
    return lines;
  }

 private:
  fakes::MemoryFiles files_;
};

TEST_CASE("an image under the limit stands in the page as it is, once") {
  const std::string small = png_of(7, 5);
  const auto lines = Folder().with(digest('a') + ".png", small).lines({digest('a'), digest('b'), digest('a')});
  REQUIRE(lines.size() == 1);
  CHECK(lines[0] == digest('a') + " 7 5 image/png " + to_base64(small));
}

TEST_CASE("of an image over the limit the page has the size, and no bytes") {
  const auto lines = Folder()
                         .with(digest('a') + ".png", png_of(7, 5, 100))
                         .lines({digest('a')}, {.own_bytes = 100, .page_bytes = 1'000});
  CHECK(lines == std::vector<std::string>{digest('a') + " 7 5"});
}

TEST_CASE("what the page's limit leaves out is what is needed last, unless it is small enough for what is left") {
  Folder folder;
  folder.with(digest('a') + ".png", png_of(1, 1, 267)).with(digest('b') + ".png", png_of(2, 2, 267));  // 300 bytes each
  folder.with(digest('c') + ".png", png_of(3, 3));
  const auto lines = folder.lines({digest('b'), digest('a'), digest('c')}, {.own_bytes = 1'000, .page_bytes = 500});
  REQUIRE(lines.size() == 3);
  CHECK(lines[0].starts_with(digest('b') + " 2 2 image/png "));
  CHECK(lines[1] == digest('a') + " 1 1");
  CHECK(lines[2].starts_with(digest('c') + " 3 3 image/png "));
}

TEST_CASE("a thumbnail stands for its original, with the original's size, and without it too") {
  const std::string thumbnail = png_of(9, 6);
  Folder folder;
  folder.with(digest('a') + ".png", png_of(90, 60)).with("thumbs/" + digest('a') + "-4000x3000.webp", thumbnail);
  folder.with("thumbs/" + digest('b') + "-10x20.webp", thumbnail);
  const std::string held = " image/png " + to_base64(thumbnail);
  CHECK(folder.lines({digest('a'), digest('b')}) ==
        std::vector<std::string>{digest('a') + " 4000 3000" + held + " made", digest('b') + " 10 20" + held + " made"});
  CHECK(folder.reader().image_files() == std::vector<std::string>{digest('a') + ".png"});
}

TEST_CASE("what is no image is told without a size, and never as bytes") {
  const auto lines = Folder().with(digest('a') + ".png", "<svg onload=alert(1)>").lines({digest('a')});
  CHECK(lines == std::vector<std::string>{digest('a') + " 0 0"});
}

TEST_CASE("a request's images are found by their digests, and no text of a prompt passes for one") {
  const std::string body = R"({"messages":[{"content":[{"type":"text","text":"\"url\":\"sha256:)" + digest('d') +
                           R"(\""},{"image_url":{"url":"sha256:)" + digest('a') +
                           R"("}},{"image_url":{"url":"sha256:short"}},{"image_url":{"url":"https://x/y.png"}},)" +
                           R"({"image_url":{"url":"sha256:)" + digest('b') + R"("}}]}]})";
  CHECK(digests_named(body) == std::vector<std::string>{digest('a'), digest('b')});
}

}  // namespace
}  // namespace sightline
