#include <catch2/catch.hpp>
#include <random>

#include "base/sha256.h"
#include "image/image.h"
#include "samples.h"

namespace sightline {
namespace {

std::string data_url(const ImageSample& sample) {
  return data_url_prefix(sample.type) + to_base64(sample.bytes);
}

std::string url_trouble(const Expected<ImagePtr>& image) {
  return image ? "none" : image.error().front().message;
}

}  // namespace

TEST_CASE("An image of a data: URL is known as a file's is") {
  for (const ImageSample& sample : image_samples()) {
    INFO(sample.name);
    const std::string url = data_url(sample);
    const auto image = image_from_data_url(url);
    REQUIRE(image.has_value());
    CHECK((*image)->origin == Image::Origin::data_url);
    CHECK((*image)->url == url);
    CHECK((*image)->type == sample.type);
    CHECK((*image)->width == 5);
    CHECK((*image)->height == 3);
    CHECK((*image)->orientation == sample.orientation);
    CHECK((*image)->bytes == sample.bytes.size());
    CHECK((*image)->sha256 == sha256_hex(sample.bytes));
    CHECK((*image)->path.empty());
  }
}

TEST_CASE("The hint of a data: URL is its beginning") {
  const std::string url = data_url({"", ImageType::png, 1, png_sample()});
  CHECK((*image_from_data_url(url))->hint == "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAAAADCAAAA…");
}

TEST_CASE("An image cut anywhere is an error") {
  for (const ImageSample& sample : image_samples()) {
    for (std::size_t length = 0; length < sample.bytes.size(); ++length) {
      INFO(sample.name << " cut to " << length << " bytes");
      const ImageSample cut{sample.name, sample.type, 1, sample.bytes.substr(0, length)};
      CHECK(url_trouble(image_from_data_url(data_url(cut))) != "none");
    }
  }
}

TEST_CASE("Bytes behind an image's end are let pass") {
  for (ImageSample sample : image_samples()) {
    sample.bytes += "trailing bytes of a camera";
    CHECK(url_trouble(image_from_data_url(data_url(sample))) == "none");
  }
}

TEST_CASE("Damaged images never crash the search for their end") {
  std::mt19937 random(11);
  for (int round = 0; round < 4'000; ++round) {
    ImageSample sample = image_samples()[random() % 8];
    for (int hits = 0; hits < 4; ++hits) sample.bytes[random() % sample.bytes.size()] = static_cast<char>(random());
    CHECK_FALSE(url_trouble(image_from_data_url(data_url(sample))).empty());
  }
}

TEST_CASE("A data: URL may be folded, and its scheme in capitals") {
  std::string url = "DATA:Image/PNG;BASE64," + to_base64(png_sample());
  url.insert(60, "\n  ");
  CHECK(url_trouble(image_from_data_url(url)) == "none");
}

TEST_CASE("What is wrong with a data: URL is said") {
  const std::string png = to_base64(png_sample());
  const std::string start = "data:image/png;base64,";
  const std::vector<std::pair<std::string, std::string>> table{
      {"data:image/jpeg;base64," + png,
       "'data:image/jpeg;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAAAADCAAA…' says that it is 'image/jpeg', but its bytes are "
       "image/png"},
      {"data:image/png;base64,@@", "'data:image/png;base64,@@' holds malformed base64"},
      {"data:image/png;base64,iVBOR", "'data:image/png;base64,iVBOR' holds malformed base64"},
      {"data:image/png;base64,", "the image of 'data:image/png;base64,' is empty (0 bytes)"},
      {"data:image/png;base64,JVBERi0xLjc=",
       "the image of 'data:image/png;base64,JVBERi0xLjc=' begins with 25 50 44 46 (PDF); images are PNG, JPEG, GIF or "
       "WEBP"},
      {"data:image/png," + png.substr(0, 8),
       "'data:image/png,iVBORw0K' is no data: URL of an image; write data:image/png;base64,…"},
      {"data:image/png;base64", "'data:image/png;base64' is no data: URL of an image; write data:image/png;base64,…"},
      {"data:;base64," + png.substr(0, 4),
       "the image of 'data:;base64,iVBO' is cut within its header: it has 3 bytes; "
       "copy the file again"},
      {"", "'' is no data: URL of an image; write data:image/png;base64,…"},
  };
  for (const auto& [url, message] : table) CHECK(url_trouble(image_from_data_url(url)) == message);
}

TEST_CASE("An image that the server fetches is only its URL") {
  for (const std::string url : {"https://example.org/a.png", "HTTPS://example.org:8443/a.png?w=3#x",
                                "http://127.0.0.1/a", "http://localhost:8080/a.png", "http://[::1]:9/a"}) {
    const auto image = image_from_remote_url(url);
    REQUIRE(url_trouble(image) == "none");
    CHECK((*image)->origin == Image::Origin::remote_url);
    CHECK((*image)->url == url);
    CHECK((*image)->hint == url);
    CHECK((*image)->bytes == 0);
    CHECK((*image)->sha256.empty());
  }
}

TEST_CASE("What is wrong with a URL is said") {
  const std::vector<std::pair<std::string, std::string>> table{
      {"http://example.org/a.png", "'http://example.org/a.png' must be https: (http: is for this machine alone)"},
      {"http://localhost.example.org/a",
       "'http://localhost.example.org/a' must be https: (http: is for this machine alone)"},
      {"http://127.0.0.1@example.org/a",
       "'http://127.0.0.1@example.org/a' holds a user name; an image's URL must do without"},
      {"ftp://example.org/a", "'ftp://example.org/a' is no https: URL"},
      {"https:/example.org", "'https:/example.org' is no https: URL"},
      {"https:///a.png", "'https:///a.png' names no host"},
      {"https://:443/a.png", "'https://:443/a.png' names no host"},
      {"https://example.org/a b.png",
       "'https://example.org/a b.png' holds a blank or a control character; write it as "
       "%20 and the like"},
      {"https://example.org/\n",
       "'https://example.org/\\n' holds a blank or a control character; write it as %20 and the "
       "like"},
      {"", "'' is no https: URL"},
  };
  for (const auto& [url, message] : table) CHECK(url_trouble(image_from_remote_url(url)) == message);
}

TEST_CASE("The text before base64 names the type") {
  CHECK(data_url_prefix(ImageType::png) == "data:image/png;base64,");
  CHECK(data_url_prefix(ImageType::jpeg) == "data:image/jpeg;base64,");
  CHECK(data_url_prefix(ImageType::gif) == "data:image/gif;base64,");
  CHECK(data_url_prefix(ImageType::webp) == "data:image/webp;base64,");
}

}  // namespace sightline
