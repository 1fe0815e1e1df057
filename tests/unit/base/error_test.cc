#include "base/error.h"

#include <catch2/catch.hpp>

namespace sightline {
namespace {

TEST_CASE("a place names what is known of it") {
  CHECK(Place{}.text() == "");
  CHECK(Place{"a.yaml", {}}.text() == "a.yaml");
  CHECK(Place{"a.yaml", {12, 0}}.text() == "a.yaml:12");
  CHECK(Place{"a.yaml", {12, 7}}.text() == "a.yaml:12:7");
  CHECK(Place{"", {12, 7}}.text() == "line 12, column 7");
  CHECK(Place{"", {12, 0}}.text() == "line 12");
}

TEST_CASE("an error without a place is one line") {
  const auto failed = failure("nothing to run");
  REQUIRE(failed.value().size() == 1);
  CHECK(render(failed.value()) == "sightline: error: nothing to run\n");
  CHECK(render(failure(Place{"a.yaml", {}}, "is empty").value()) == "sightline: error: a.yaml: is empty\n");
}

const Source kSource{"a.yaml", "first: 1\r\n  sécond: [漢字, x]\n\tthird\n"};

TEST_CASE("an error points into its line") {
  CHECK(render(kSource.error_at({2, 13}, "bad")) ==
        "sightline: error: a.yaml:2:13: bad\n"
        "      sécond: [漢字, x]\n"
        "                 ^\n");
  CHECK(render(kSource.error_at({1, 1}, "bad", Severity::warning)) ==
        "sightline: warning: a.yaml:1:1: bad\n"
        "    first: 1\n"
        "    ^\n");
}

TEST_CASE("a tab is one column") {
  CHECK(render(kSource.error_at({3, 2}, "bad")) ==
        "sightline: error: a.yaml:3:2: bad\n"
        "     third\n"
        "     ^\n");
}

TEST_CASE("an error at the end of the text has no line to show") {
  CHECK(render(kSource.error_at({4, 1}, "bad")) == "sightline: error: a.yaml:4:1: bad\n");
  CHECK(render(kSource.error_at({400, 1}, "bad")) == "sightline: error: a.yaml:400:1: bad\n");
  CHECK(render(kSource.error_at({}, "bad")) == "sightline: error: a.yaml: bad\n");
}

TEST_CASE("a caret behind the line stands right behind it") {
  CHECK(render(Source{"a", "ab"}.error_at({1, 9}, "bad")) == "sightline: error: a:1:9: bad\n    ab\n      ^\n");
}

TEST_CASE("a long line is cut around the caret") {
  const Source source{"a", std::string(1'000, 'x') + "!" + std::string(1'000, 'y')};
  const auto shown = [&source](std::uint32_t column) {
    const std::string text = render(source.error_at({1, column}, "bad"));
    return text.substr(text.find('\n') + 1);
  };
  CHECK(shown(1'001) ==
        "    …" + std::string(70, 'x') + "!" + std::string(29, 'y') + "…\n    " + std::string(71, ' ') + "^\n");
  CHECK(shown(3) == "    " + std::string(100, 'x') + "…\n      ^\n");
  CHECK(shown(2'001) == "    …" + std::string(100, 'y') + "\n    " + std::string(100, ' ') + "^\n");
  CHECK(render(Source{"a", std::string(100, 'z')}.error_at({1, 1}, "bad")) ==
        "sightline: error: a:1:1: bad\n    " + std::string(100, 'z') + "\n    ^\n");
}

TEST_CASE("what would disturb a terminal is shown as a question mark") {
  CHECK(render(Source{"a", "x\x1b[31m\u202ez\xFF"}.error_at({1, 1}, "bad \x07 sign\nand more")) ==
        "sightline: error: a:1:1: bad ? sign\nand more\n    x?[31m?z\uFFFD\n    ^\n");
}

TEST_CASE("warnings are no errors") {
  const Error warning{"odd", {}, {}, Severity::warning};
  CHECK_FALSE(has_errors({}));
  CHECK_FALSE(has_errors({warning}));
  CHECK(has_errors({warning, Error{"bad"}}));
  CHECK(render(Errors{warning, Error{"bad"}}) == "sightline: warning: odd\nsightline: error: bad\n");
}

TEST_CASE("a byte order mark takes no column") {
  const Source source{"a",
                      "\xEF\xBB\xBF"
                      "ab"};
  CHECK(source.position_of(0) == Position{1, 1});
  CHECK(source.position_of(4) == Position{1, 2});
  CHECK(render(source.error_at({1, 2}, "bad")) == "sightline: error: a:1:2: bad\n    ab\n     ^\n");
}

TEST_CASE("the position of a byte counts lines and code points") {
  const Source source{"a", "ab\näx\n"};
  CHECK(source.position_of(0) == Position{1, 1});
  CHECK(source.position_of(2) == Position{1, 3});
  CHECK(source.position_of(3) == Position{2, 1});
  CHECK(source.position_of(5) == Position{2, 2});
  CHECK(source.position_of(7) == Position{3, 1});
  CHECK(source.position_of(700) == Position{3, 1});
}

}  // namespace
}  // namespace sightline
