#include "mock/image_lift.h"

#include <catch2/catch.hpp>

#include "base/base64.h"
#include "base/sha256.h"
#include "fixture/key.h"
#include "json/json.h"

namespace sightline {
namespace {

/// Bytes of no pattern that begin as a PNG of 3 x 2 pixels does.
std::string picture(std::size_t size) {
  std::string bytes("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\3\0\0\0\2\10\2\0\0\0", 29);
  std::uint32_t state = 7;
  while (bytes.size() < size) {
    state = state * 1664525 + 1013904223;
    bytes += static_cast<char>(state >> 24);
  }
  return bytes;
}

std::string request_with(const std::string& url) {
  return R"({"model": "m\"{[", "messages": [{"role": "user", "content": [{"type": "text", "text": "Say \\\"url\": , what"},)"
         R"( {"type": "image_url", "image_url" : {"detail": "low", "url" : ")" +
         url + R"("}}]}], "n": [1, {"url": "x"}]})";
}

std::string lifted(ImageLift& lift, std::string_view request, std::size_t piece) {
  for (; !request.empty(); request.remove_prefix(std::min(piece, request.size()))) lift.take(request.substr(0, piece));
  return lift.text();
}

std::string key_of(std::string_view request) {
  const auto key = request_key(request);
  REQUIRE(key);
  return key->key;
}

TEST_CASE("a large image is lifted out, wherever the request is cut into pieces") {
  const std::string bytes = picture(40'000);
  const std::string request = request_with("data:image/png;base64," + to_base64(bytes));
  const std::string digest = sha256_hex(bytes);
  for (const std::size_t piece : {1UL, 3UL, 7UL, 4'096UL, 1'000'000UL}) {
    ImageLift lift;
    CHECK(lifted(lift, request, piece) == request_with("sha256:" + digest));
    CHECK_FALSE(lift.lost_an_image());
    REQUIRE(lift.images().size() == 1);
    CHECK(lift.images()[0].facts.sha256 == digest);
    CHECK(to_json(lift.images()[0].note) == R"({"mime":"image/png","bytes":40000,"px":"3x2"})");
  }
  CHECK(key_of(request) == key_of(request_with("sha256:" + digest)));
}

TEST_CASE("an image is the same, however its text is written") {
  const std::string bytes = picture(30'000);
  const std::string plain = to_base64(bytes);
  const std::string digest = sha256_hex(bytes);
  std::string slashes;
  std::string codes;
  std::string lines;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    slashes += plain[i] == '/' ? "\\/" : std::string(1, plain[i]);
    codes += plain[i] == '+' ? "\\u002B" : plain[i] == '=' ? "\\u003d" : std::string(1, plain[i]);
    lines += plain[i];
    if (i % 76 == 75) lines += "\\r\\n";
  }
  for (const std::string& text : {slashes, codes, lines, plain + " \\t"}) {
    for (const std::size_t piece : {1UL, 5'000UL}) {
      ImageLift lift;
      CHECK(lifted(lift, request_with("data:image\\/png;name=a;base64," + text), piece) ==
            request_with("sha256:" + digest));
      CHECK(lift.images()[0].note.find("mime")->string() == "image/png");
    }
    CHECK(key_of(request_with("data:image/png;base64," + text)) == key_of(request_with("sha256:" + digest)));
  }
}

TEST_CASE("several images are lifted out of one request") {
  const std::string first = picture(20'000);
  const std::string second = picture(20'001);
  ImageLift lift;
  const std::string part = R"({"image_url":{"url":"data:image/png;base64,)";
  CHECK(lifted(lift, "[" + part + to_base64(first) + "\"}}," + part + to_base64(second) + "\"}}]", 999) ==
        R"([{"image_url":{"url":"sha256:)" + sha256_hex(first) + R"("}},{"image_url":{"url":"sha256:)" +
            sha256_hex(second) + "\"}}]");
}

TEST_CASE("what is no large image stays as it is") {
  const std::string large = to_base64(picture(40'000));
  for (const std::string& request : {
           request_with("data:image/png;base64," + to_base64(picture(60))),
           request_with("data:image/png," + large),
           request_with("data:text/plain," + large + ";base64," + large),
           request_with("https://x.org/?" + large),
           request_with("data:" + std::string(300, 'a') + ";base64," + large),
           R"({"type":"text","text":"data:image/png;base64,)" + large + "\"}",
           R"({"url":"data:image/png;base64,)" + large + "\"}",
           R"({"image_url":"data:image/png;base64,)" + large + "\"}",
           R"({"image_url":["url","data:image/png;base64,)" + large + "\"]}",
           R"({"image_url":{"url":{"url":"data:image/png;base64,)" + large + "\"}}}",
           R"({"image_url":{"data:image/png;base64,)" + large + "\":1}}",
           std::string("no JSON \"\\") + large,
           std::string(1'000, '{') + std::string(2'000, ']') + "\"",
           std::string(),
       }) {
    for (const std::size_t piece : {1UL, 1'000UL}) {
      ImageLift lift;
      CHECK(lifted(lift, request, piece) == request);
      CHECK(lift.images().empty());
      CHECK_FALSE(lift.lost_an_image());
    }
  }
}

TEST_CASE("an image that does not decode is lost, and only it") {
  const std::string good = to_base64(picture(40'000));
  for (const std::string& bad : {good + "!", "!" + good, good.substr(0, good.size() - 6) + "A", good + "QQ==" + good,
                                 good + "\\\"", good + "\\u0000", good + "\\u20ac"}) {
    ImageLift lift;
    CHECK(lifted(lift, request_with("data:image/png;base64," + bad), 1'000) == request_with("data:image/png;base64,!"));
    INFO(bad.size());
    CHECK(lift.lost_an_image());
    CHECK(lift.images().empty());
    CHECK_FALSE(key_of(request_with("data:image/png;base64," + bad)).empty());
  }
}

/// A JPEG of 7 x 5 pixels with so many segments of 64 KB before its size.
std::string jpeg_behind(std::size_t segments) {
  std::string bytes = "\xFF\xD8";
  for (std::size_t i = 0; i < segments; ++i) bytes += std::string("\xFF\xE2\xFF\xFF", 4) + std::string(0xFFFD, 'p');
  return bytes + std::string("\xFF\xC0\0\x0B\x08\0\5\0\7\1\1\x11\0", 13) + std::string(20'000, 'x');
}

TEST_CASE("the size of a JPEG is found behind its metadata, and only so far is anything kept") {
  for (const std::size_t segments : {0UL, 1UL, 3UL, 40UL}) {
    ImageLift lift;
    const std::string bytes = jpeg_behind(segments);
    lifted(lift, request_with("data:image/jpeg;base64," + to_base64(bytes)), 5'000);
    REQUIRE(lift.images().size() == 1);
    CHECK(lift.images()[0].note.find("px")->string() == "7x5");
    CHECK(lift.images()[0].facts.declared == "image/jpeg");
    CHECK(lift.images()[0].facts.found == "image/jpeg");
    Base64Digest digest;
    digest.add(to_base64(bytes + std::string(5'000'000, 'x')));
    digest.finish();
    CHECK(digest.beginning().size() < 2 * (segments * 65'537 + 20'000));
  }
  ImageLift lift;
  lifted(lift, request_with("data:image/jpeg;base64," + to_base64(jpeg_behind(80))), 100'000);
  CHECK(lift.images()[0].facts.found == "image/jpeg");
  CHECK(lift.images()[0].facts.trouble.empty());
}

TEST_CASE("an image that is cut within its header, or is none, is known as such") {
  const auto trouble = [](const std::string& bytes) {
    ImageLift lift;
    lifted(lift, request_with("data:image/jpeg;base64," + to_base64(bytes)), 5'000);
    CHECK(lift.images()[0].facts.found.empty());
    return lift.images()[0].facts.trouble;
  };
  const std::string jpeg = jpeg_behind(3);
  CHECK(trouble(jpeg.substr(0, 100'000)) == "is cut within its JPEG header; copy the file again");
  CHECK(trouble("<html>" + jpeg) == "looks like HTML; images are PNG, JPEG, GIF or WEBP");
}

TEST_CASE("base64 that comes in pieces is read as a whole") {
  for (std::size_t size = 0; size < 12; ++size) {
    const std::string bytes = picture(60'000 + size);
    Base64Digest digest;
    const std::string text = to_base64(bytes);
    digest.add(std::string_view(text).substr(0, size));
    digest.add(std::string_view(text).substr(size));
    CHECK(digest.finish() == sha256_hex(bytes));
    CHECK(digest.bytes() == bytes.size());
    CHECK(bytes.starts_with(digest.beginning()));
  }
  Base64Digest nothing;
  CHECK(nothing.finish() == sha256_hex(""));
}

}  // namespace
}  // namespace sightline
