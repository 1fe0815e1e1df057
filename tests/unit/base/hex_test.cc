#include "base/hex.h"

#include <catch2/catch.hpp>

namespace sightline {
namespace {

TEST_CASE("bytes are spelled in hex, and read from it again") {
  std::string bytes;
  for (int value = 0; value < 256; ++value) bytes += static_cast<char>(value);
  std::string hex = "what was there";
  assign_hex(bytes, hex);
  CHECK(hex.size() == 512);
  CHECK(hex.starts_with("000102030405060708090a0b0c0d0e0f10"));
  CHECK(hex.ends_with("fdfeff"));
  std::string again(256, '\0');
  REQUIRE(read_hex(hex, again.data()));
  CHECK(again == bytes);
  assign_hex("", hex);
  CHECK(hex.empty());
}

TEST_CASE("only pairs of small hex digits are read") {
  char bytes[4];
  CHECK(read_hex("", bytes));
  for (const char* wrong : {"0", "0g", "g0", "AB", "aB", "00 0", "0x00", "00-1"}) {
    CAPTURE(wrong);
    CHECK_FALSE(read_hex(wrong, bytes));
  }
}

}  // namespace
}  // namespace sightline
