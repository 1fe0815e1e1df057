#include <catch2/catch.hpp>

#include "base/base64.h"
#include "unit/mock/validation_rows.h"

namespace sightline {

using namespace validation_rows;

namespace {

std::string png() {
  return {"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\3\0\0\0\2\10\2\0\0\0\0\0\0\0", 33};
}

TEST_CASE("an image is an object with a URL") {
  const std::string image = "/messages/0/content/0/image_url";
  check_rows({
      {What::part, R"({"type": "image_url", "image_url": {"url": "https://x.org/a.png", "detail": "low"}})", ""},
      {What::part, R"({"type": "image_url", "image_url": "https://x.org/a.png"})",
       image + R"(: object that holds the URL, {"url": "…"} / the bare string 'https://x.org/a.png')"},
      {What::part, R"({"type": "image_url"})", image + ": object / nothing"},
      {What::part, R"({"type": "image_url", "image_url": {}})", image + "/url: string / nothing"},
      {What::part, R"({"type": "image_url", "image_url": {"url": "https://x.org/a.png", "detail": "best"}})",
       image + "/detail: 'low' | 'high' | 'auto' / 'best'"},
      {What::part, R"({"type": "image_url", "image_url": {"url": "https://x.org/a.png", "detail": null}})",
       image + "/detail: 'low' | 'high' | 'auto' / null"},
  });
}

TEST_CASE("an image's URL is one of the web, or holds an image of the type that it says") {
  const std::string url = "/messages/0/content/0/image_url/url: ";
  const std::string kinds = url + "https: or http: URL, or data:image/png;base64,… (png, jpeg, gif or webp) / ";
  const std::string good = to_base64(png());
  check_rows({
      {What::url, "http://127.0.0.1:8000/a.png", ""},
      {What::url, "HTTPS://x.org", ""},
      {What::url, "data:image/png;base64," + good, ""},
      {What::url, "DATA:IMAGE/PNG;name=a;BASE64," + good, ""},
      {What::url, "data:image/gif;base64," + to_base64(std::string("GIF89a\3\0\2\0\0\0\0", 13)), ""},
      {What::url, "https://", kinds + "'https://'"},
      {What::url, "https://x.org/a b.png", kinds + "'https://x.org/a b.png'"},
      {What::url, "file:///etc/passwd", kinds + "'file:///etc/passwd'"},
      {What::url, "images/cafe.png", kinds + "'images/cafe.png'"},
      {What::url, "ftp://x.org/a.png?token=abc", kinds + "'ftp://x.org/a.png'"},
      {What::url, "sha256:" + std::string(64, 'a'), kinds + "'sha256:" + std::string(52, 'a') + "…'"},
      {What::url, "", kinds + "''"},
      {What::url, good, kinds + "'" + good + "'"},
      {What::url, "data:image/png," + good,
       url + "data:image/png;base64,… with the image in base64 / 'data:image/png," + good + "'"},
      {What::url, "data:image/png;base64,!" + good,
       url + "image in base64, padded (RFC 4648) / text that does not decode"},
      {What::url, "data:image/svg+xml;base64," + to_base64("<svg/>"),
       url + "data: URL of image/png, image/jpeg, image/gif or image/webp / one of 'image/svg+xml'"},
      {What::url, "data:;base64," + good,
       url + "data: URL of image/png, image/jpeg, image/gif or image/webp / one of ''"},
      {What::url, "data:image/jpeg;base64," + good,
       url + "the bytes of an image/jpeg, as the URL says / those of an image/png"},
      {What::url, "data:image/jpg;base64," + good,
       url + "the bytes of an image/jpeg, as the URL says / those of an image/png"},
      {What::url, "data:image/png;base64," + to_base64(png().substr(0, 20)),
       url + "the bytes of an image/png / data that is cut within its PNG header; copy the file again"},
      {What::url, "data:image/png;base64," + to_base64("<html>"),
       url + "the bytes of an image/png / data that looks like HTML; images are PNG, JPEG, GIF or WEBP"},
      {What::url, "data:image/png;base64,", url + "the bytes of an image/png / data that is empty (0 bytes)"},
  });
}

TEST_CASE("an image that was taken out of a request is judged by what was seen of it") {
  const std::string sha(64, 'b');
  const Node body = parsed(body_of({What::url, "sha256:" + sha, ""}));
  const auto verdict = [&](const ImageFacts& facts) {
    return told(validate_request(body, {{std::string(64, 'a'), "", "", "is another"}, facts}, ValidationRules::openai));
  };
  const std::string url = "/messages/0/content/0/image_url/url: ";
  CHECK(verdict({sha, "image/png", "image/png", ""}).empty());
  CHECK(verdict({sha, "image/jpg", "image/jpeg", ""}).empty());
  CHECK(verdict({sha, "image/png", "image/jpeg", ""}) ==
        url + "the bytes of an image/png, as the URL says / those of an image/jpeg");
  CHECK(verdict({sha, "image/png", "", "is cut"}) == url + "the bytes of an image/png / data that is cut");
}

}  // namespace
}  // namespace sightline
