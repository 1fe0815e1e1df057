#include "runlog/request_lines.h"

#include <catch2/catch.hpp>

#include "base/sha256.h"

namespace sightline {
namespace {

std::uint64_t offset_of(const RequestLines& lines, const std::string& key) {
  const LineSpan* line = lines.find(key);
  return line == nullptr ? 0 : line->offset;
}

TEST_CASE("a request is found by its key, a digest or any other text") {
  RequestLines lines;
  for (std::uint64_t number = 1; number <= 100; ++number) {
    lines.add(sha256_hex(std::to_string(number)), {.offset = number, .length = 1});
    lines.add("key " + std::to_string(number), {.offset = 1'000 + number, .length = 1});
  }
  for (std::uint64_t number = 1; number <= 100; ++number) {
    CHECK(offset_of(lines, sha256_hex(std::to_string(number))) == number);
    CHECK(offset_of(lines, "key " + std::to_string(number)) == 1'000 + number);
  }
  CHECK(lines.find(sha256_hex("other")) == nullptr);
  CHECK(lines.find("") == nullptr);
}

TEST_CASE("of two lines of one request the first counts, and spellings of one digest are two keys") {
  const std::string digest = sha256_hex("a");
  const std::string shouted = "CA978112CA1BBDCAFAC231B39A23DC4DA786EFF8147C4E72B9807785AFEE48BB";
  RequestLines lines;
  CHECK(lines.add(digest, {.offset = 1, .length = 1}));
  CHECK_FALSE(lines.add(digest, {.offset = 2, .length = 1}));
  CHECK(lines.add(shouted, {.offset = 3, .length = 1}));
  CHECK_FALSE(lines.add(shouted, {.offset = 4, .length = 1}));
  CHECK(offset_of(lines, digest) == 1);
  CHECK(offset_of(lines, shouted) == 3);
  CHECK(lines.keys() == std::vector<std::string>{shouted, digest});
}

}  // namespace
}  // namespace sightline
