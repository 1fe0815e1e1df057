#include "base/secret_names.h"

#include <catch2/catch.hpp>

namespace sightline {

TEST_CASE("a URL that carries a user or a key is known by its parts") {
  for (const char* url : {"https://u:p@h/v1", "https://key@h", "https://h/v1?api_key=1", "https://h?a=1&Token=2",
                          "https://h?X-Amz-Signature=1", "https://h?%61pi%5Fkey=1", "https://h?sig=x#f", "u@h/v1"}) {
    CAPTURE(url);
    CHECK(url_holds_secret(url));
  }
  for (const char* url : {"https://h/v1", "https://h/v1?api-version=2024-06-01", "https://h/a@b", "https://h?x=a@b", "",
                          "https://h?key", "https://[::1]:80/v1"}) {
    CAPTURE(url);
    CHECK_FALSE(url_holds_secret(url));
  }
}

}  // namespace sightline
