#include "assertion/web_origin.h"

#include <catch2/catch.hpp>

using namespace sightline;

TEST_CASE("an origin is read in one form") {
  const auto [url, text] = GENERATE(table<std::string, std::string>({
      {"https://judge.example.org", "https://judge.example.org"},
      {"HTTPS://Judge.Example.ORG:443/a/b?c=d#e", "https://judge.example.org"},
      {"https://judge.example.org:8443", "https://judge.example.org:8443"},
      {"http://127.0.0.1:80/x", "http://127.0.0.1"},
      {"http://127.0.0.1:443/x", "http://127.0.0.1:443"},
      {"http://[::1]:8000?x", "http://[::1]:8000"},
      {"http://localhost/", "http://localhost"},
  }));
  INFO(url);
  const auto origin = web_origin(url);
  REQUIRE(origin.has_value());
  CHECK(origin->text == text);
}

TEST_CASE("an origin says whether it is this machine, encrypted and all of the URL") {
  CHECK(web_origin("https://a.example")->is_https);
  CHECK_FALSE(web_origin("http://a.example")->is_https);
  CHECK(web_origin("http://127.0.0.1:1")->is_loopback);
  CHECK(web_origin("http://[::1]")->is_loopback);
  CHECK_FALSE(web_origin("http://127.0.0.1.example.org")->is_loopback);
  CHECK_FALSE(web_origin("http://localhost.example.org")->is_loopback);
  CHECK(web_origin("https://a.example/")->is_whole);
  CHECK_FALSE(web_origin("https://a.example/b")->is_whole);
  CHECK_FALSE(web_origin("https://a.example?b")->is_whole);
}

TEST_CASE("a URL that could be read in two ways has no origin") {
  const std::string url =
      GENERATE("https://good.example@evil.example", "https://good.example:x@evil.example",
               "https://good.example\\@evil.example", "https://good.example\\.evil.example", "https:/good.example",
               "https:///good.example", "//good.example", "good.example", "ftp://good.example", "https://",
               "https://:80", "https://good.example:", "https://good.example:0", "https://good.example:65536",
               "https://good.example:8 0", "https://good .example", "https://g%6fod.example", "https://good.example\n",
               "https://[good.example]", "https://[::1", "https://::1", "https://gööd.example", "");
  INFO(url);
  CHECK_FALSE(web_origin(url).has_value());
}
