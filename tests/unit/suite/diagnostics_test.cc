#include "suite/diagnostics.h"

#include <catch2/catch.hpp>

namespace sightline {

namespace {

const Source kFirst{"first.yaml", "a\nb\nc\n"};
const Source kSecond{"second.yaml", "a\nb\nc\n"};

std::string told(Diagnostics diagnostics) {
  return render(std::move(diagnostics).take());
}

}  // namespace

TEST_CASE("diagnostics are told by file as opened, then by place, those without a place last, and none twice") {
  Diagnostics diagnostics;
  diagnostics.opened("second.yaml");
  diagnostics.opened("first.yaml");
  diagnostics.add(Error{"nowhere"});
  diagnostics.add(kFirst, {2, 1}, "two");
  diagnostics.add(kFirst, {1, 1}, "one");
  diagnostics.add(kFirst, {2, 1}, "two");
  diagnostics.add(kSecond, {3, 1}, "three", Severity::warning);
  CHECK(told(std::move(diagnostics)) ==
        "sightline: warning: second.yaml:3:1: three\n    c\n    ^\n"
        "sightline: error: first.yaml:1:1: one\n    a\n    ^\n"
        "sightline: error: first.yaml:2:1: two\n    b\n    ^\n"
        "sightline: error: nowhere\n");
}

TEST_CASE("trouble that many cases share is told once, whatever the cure says for each of them") {
  Diagnostics diagnostics;
  diagnostics.add_for_case(kFirst.error_at({1, 1}, "undefined variable 'x'; declared are a"), "one");
  diagnostics.add_for_case(kFirst.error_at({1, 1}, "undefined variable 'x'; declared are b"), "two");
  diagnostics.add_for_case(kFirst.error_at({1, 1}, "undefined variable 'x'; declared are b"), "two");
  diagnostics.add_for_case(kFirst.error_at({1, 1}, "undefined variable 'y'; declared are b"), "two");
  CHECK(
      told(std::move(diagnostics)) ==
      "sightline: error: first.yaml:1:1: undefined variable 'x'; declared are a (case 'one' and 1 more)\n    a\n    ^\n"
      "sightline: error: first.yaml:1:1: undefined variable 'y'; declared are b (case 'two')\n    a\n    ^\n");
}

TEST_CASE("a warning is no error, and each kind is told up to its limit") {
  Diagnostics diagnostics;
  for (std::uint32_t i = 0; i <= Diagnostics::kMostTold; ++i) {
    diagnostics.add({"w" + std::to_string(i), {"first.yaml", {i + 1, 1}}, {}, Severity::warning});
  }
  CHECK_FALSE(diagnostics.has_errors());
  diagnostics.add(Error{"e"});
  CHECK(diagnostics.has_errors());
  const Errors errors = std::move(diagnostics).take();
  REQUIRE(errors.size() == Diagnostics::kMostTold + 2);
  CHECK(errors[Diagnostics::kMostTold].message == "e");
  CHECK(errors.back().message == "and 1 more warning");
  CHECK(errors.back().severity == Severity::warning);
}

}  // namespace sightline
