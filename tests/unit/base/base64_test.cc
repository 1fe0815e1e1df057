#include "base/base64.h"

#include <catch2/catch.hpp>

namespace sightline {
namespace {

struct Pair {
  std::string bytes;
  std::string text;
};

TEST_CASE("base64 of RFC 4648, section 10") {
  const auto [bytes, text] = GENERATE(values<Pair>({{"", ""},
                                                    {"f", "Zg=="},
                                                    {"fo", "Zm8="},
                                                    {"foo", "Zm9v"},
                                                    {"foob", "Zm9vYg=="},
                                                    {"fooba", "Zm9vYmE="},
                                                    {"foobar", "Zm9vYmFy"},
                                                    {std::string("\x00\xFF\xFE", 3), "AP/+"}}));
  CHECK(to_base64(bytes) == text);
  CHECK(base64_length(bytes.size()) == text.size());
  CHECK(from_base64(text) == bytes);
}

TEST_CASE("all bytes at all lengths come back from base64") {
  std::string bytes;
  for (int i = 0; i < 300; ++i) {
    REQUIRE(from_base64(to_base64(bytes)) == bytes);
    bytes += static_cast<char>(i * 37);
  }
}

TEST_CASE("blanks and line breaks are skipped wherever they stand") {
  CHECK(from_base64("Zm9v\r\nYmFy\n") == "foobar");
  CHECK(from_base64(" Z m\t9 v Y g = = ") == "foob");
  CHECK(from_base64("Z\nm9vYmFyZm9vYmFy") == "foobarfoobar");
  CHECK(from_base64(" \n") == "");
}

TEST_CASE("nothing else is base64") {
  const std::string text = GENERATE(as<std::string>(), "Z", "Zg", "Zg=", "Zg===", "Zm8", "Zm8==", "Zm9v=", "=",
                                    "====", "Zg==Zg==", "Zm9vYg==Zm9v", "Zm-v", "Zm_v", "Zm9v!", "Zm9vZ", "Zm\xC3\xA4v",
                                    "Z=g=", std::string("Zm9v\0", 5));
  CAPTURE(text);
  CHECK_FALSE(from_base64(text).has_value());
}

}  // namespace
}  // namespace sightline
