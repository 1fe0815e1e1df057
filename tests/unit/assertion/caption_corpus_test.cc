#include "assertion/caption_corpus.h"

#include <catch2/catch.hpp>

namespace sightline {
namespace {

using Images = std::vector<std::vector<std::string>>;

Images images_of(std::string path, std::string text) {
  const auto images = read_caption_corpus({std::move(path), std::move(text)});
  INFO((images ? "" : render(images.error())));
  REQUIRE(images);
  return *images;
}

std::string error_of(std::string path, std::string text) {
  const auto images = read_caption_corpus({std::move(path), std::move(text)});
  REQUIRE_FALSE(images);
  REQUIRE(images.error().size() == 1);
  const Error& error = images.error().front();
  return error.place.text() + ": " + error.message;
}

const Images kImages{{"a dog", "a brown dog"}, {"a cat"}};

}  // namespace

TEST_CASE("a corpus of captions is read from lines, from JSON and from COCO's annotations") {
  CHECK(images_of("c.txt", "a dog\ta brown dog\r\n\n  \na cat") == kImages);
  CHECK(images_of("c.jsonl", "[\"a dog\", \"a brown dog\"]\n\n\"a cat\"\n") == kImages);
  CHECK(images_of("c.jsonl", R"({"image": "x.png", "captions": ["a dog", "a brown dog"]})"
                             "\n"
                             R"({"captions": "a cat"})") == kImages);
  CHECK(images_of("c.json", R"([["a dog", "a brown dog"], "a cat"])") == kImages);
  CHECK(images_of("c.json", R"({"x.png": ["a dog", "a brown dog"], "y.png": "a cat"})") == kImages);
  CHECK(images_of("c.json", R"({"images": [], "annotations": [
    {"image_id": 1, "caption": "a dog"}, {"image_id": 2, "caption": "a cat"},
    {"image_id": 1, "caption": "a brown dog"}]})") == kImages);
}

TEST_CASE("what is no caption of a corpus is told with its place") {
  const std::string rule = "a corpus of captions has a text or a list of texts for each image, got ";
  CHECK(error_of("c.json", "[\"a dog\",\n 3]") == "c.json:2:2: " + rule + "3");
  CHECK(error_of("c.json", "[[]]") == "c.json:1:2: " + rule + "a list");
  CHECK(error_of("c.json", R"([["a dog", null]])") == "c.json:1:12: " + rule + "null");
  CHECK(error_of("c.json", R"({"annotations": [{"image_id": 1}]})") == "c.json:1:18: " + rule + "a map");
  CHECK(error_of("c.json", "3") == "c.json:1:1: " + rule + "3");
  CHECK(error_of("c.jsonl", "\"a dog\"\n{\"text\": \"a cat\"}") == "c.jsonl:2:1: " + rule + "a map");
  CHECK(error_of("c.jsonl", "\"a dog\"\nnope").starts_with("c.jsonl:2:1: "));
  CHECK(error_of("c.txt", " \n") == "c.txt:1:1: the corpus has no captions");
  CHECK(error_of("c.json", "[]") == "c.json:1:1: the corpus has no captions");
}

}  // namespace sightline
