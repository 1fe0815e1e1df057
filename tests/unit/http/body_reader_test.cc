#include "http/body_reader.h"

#include <catch2/catch.hpp>

#include "base/base64.h"
#include "unit/http/temporary_folder.h"

namespace sightline {
namespace {

/// Bytes of every value, in no simple period.
std::string octets(std::size_t count) {
  std::string bytes(count, '\0');
  std::uint32_t state = 1;
  for (char& byte : bytes) byte = static_cast<char>((state = state * 1664525u + 1013904223u) >> 24);
  return bytes;
}

std::string read_all(BodyReader& reader, std::size_t portion) {
  std::string all;
  std::string buffer(portion, '\0');
  for (;;) {
    const auto got = reader.read(buffer.data(), portion);
    REQUIRE(got.has_value());
    all.append(buffer, 0, *got);
    if (*got < portion) return all;
  }
}

struct Mixed {
  std::vector<Segment> body;
  std::string bytes;
};

/// Text, shared text and files of several sizes, with empty segments at the ends and between.
Mixed mixed_body(const TemporaryFolder& folder) {
  Mixed mixed;
  const auto shared = std::make_shared<const std::string>(octets(5));
  mixed.body.emplace_back(std::string());
  for (const std::size_t size : {0u, 1u, 2u, 3u, 4u, 57u}) {
    const std::string content = octets(size);
    mixed.body.emplace_back("<" + std::to_string(size));
    mixed.body.emplace_back(FileAsBase64{folder.write(std::to_string(size), content), size});
    mixed.body.emplace_back(shared);
    mixed.body.emplace_back(std::string());
    mixed.bytes += "<" + std::to_string(size) + to_base64(content) + *shared;
  }
  return mixed;
}

}  // namespace

TEST_CASE("a body is the concatenation of its segments, read in portions of any size") {
  const TemporaryFolder folder;
  const Mixed mixed = mixed_body(folder);
  BodyReader reader(mixed.body);
  CHECK(reader.length() == mixed.bytes.size());
  for (const std::size_t portion : {1u, 2u, 3u, 4u, 5u, 7u, 11u, 64u, 1000u}) {
    INFO(portion);
    reader.seek(0);
    CHECK(read_all(reader, portion) == mixed.bytes);
    CHECK(reader.at_end());
  }
}

TEST_CASE("a body can be read from any place on") {
  const TemporaryFolder folder;
  const Mixed mixed = mixed_body(folder);
  BodyReader reader(mixed.body);
  for (std::size_t from = 0; from <= mixed.bytes.size(); ++from) {
    INFO(from);
    reader.seek(from);
    CHECK(read_all(reader, 6) == mixed.bytes.substr(from));
  }
}

TEST_CASE("a large file is encoded in portions that fit no group of four") {
  const TemporaryFolder folder;
  const std::string content = octets(1'000'001);
  const std::vector<Segment> body = {std::string("\"data:image/png;base64,"),
                                     FileAsBase64{folder.write("large", content), content.size()}, std::string("\"")};
  const std::string expected = "\"data:image/png;base64," + to_base64(content) + "\"";
  BodyReader reader(body);
  for (const std::size_t portion : {16'383u, 65'536u, 70'001u, 2'000'000u}) {
    INFO(portion);
    reader.seek(0);
    CHECK((read_all(reader, portion) == expected));
  }
}

TEST_CASE("an empty body ends at once") {
  const std::vector<Segment> body;
  BodyReader reader(body);
  CHECK(reader.length() == 0);
  CHECK(reader.at_end());
  reader.seek(0);
  CHECK(read_all(reader, 4).empty());
}

TEST_CASE("a file that is not as it was planned is an error") {
  const TemporaryFolder folder;
  const std::string path = folder.write("photo.png", "abcdef");
  const auto error = [](const FileAsBase64& file) {
    const std::vector<Segment> body = {file};
    BodyReader reader(body);
    std::string buffer(100, '\0');
    const auto got = reader.read(buffer.data(), buffer.size());
    return got ? "read" : got.error().front().message;
  };
  CHECK(error({path, 6}) == "read");
  CHECK(error({path, 7}) ==
        "the file '" + path + "' changed since the run was planned: it had 7 bytes and has 6 now; run again");
  CHECK(error({path, 5}) ==
        "the file '" + path + "' changed since the run was planned: it had 5 bytes and has 6 now; run again");
  const std::string absent = folder.path("absent.png");
  CHECK(error({absent, 6}) == "cannot read the file '" + absent + "' to send it: No such file or directory");
  CHECK(error({folder.path("."), 6}) == "cannot read the file '" + folder.path(".") + "' to send it: Is a directory");
}

TEST_CASE("a file that is cut while it is sent is an error") {
  const TemporaryFolder folder;
  const std::string path = folder.write("photo.png", octets(60'000));
  const std::vector<Segment> body = {FileAsBase64{path, 60'000}};
  BodyReader reader(body);
  std::string buffer(40'000, '\0');
  REQUIRE(reader.read(buffer.data(), buffer.size()).has_value());
  std::filesystem::resize_file(path, 100);
  const auto got = reader.read(buffer.data(), buffer.size());
  REQUIRE_FALSE(got.has_value());
  CHECK(got.error().front().message == "the file '" + path + "' became shorter while it was sent");
}

}  // namespace sightline
