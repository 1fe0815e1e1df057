#include "http/curl_library.h"

#include <catch2/catch.hpp>

using namespace sightline;

TEST_CASE("libcurl is loaded with all that is asked of it") {
  const CurlLibrary library = load_curl("libcurl.so.4");
  CHECK(std::string(library.easy_strerror(CURLE_OK)) == "No error");
  CHECK(&curl() == &curl());
}

TEST_CASE("A libcurl that is not there, or is none, is told with what to install") {
  const std::string cure = ": install libcurl 7.85 or newer (Debian: libcurl4)";
  CHECK_THROWS_WITH(load_curl("libcurl-of-nobody.so.4"),
                    "libcurl-of-nobody.so.4 cannot be used: libcurl-of-nobody.so.4: cannot open shared object file: "
                    "No such file or directory" +
                        cure);
  CHECK_THROWS_WITH(load_curl("libz.so.1"), Catch::StartsWith("libz.so.1 cannot be used: ") && Catch::EndsWith(cure) &&
                                                Catch::Contains("undefined symbol: curl_global_init"));
}
