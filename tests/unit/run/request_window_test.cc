#include "run/request_window.h"

#include <catch2/catch.hpp>

using namespace sightline;

namespace {

/// So many answers while the window is full.
void answers(RequestWindow& pace, int count) {
  for (int i = 0; i < count; ++i) {
    pace.sent(pace.window());
    pace.success(pace.window());
  }
}

}  // namespace

TEST_CASE("A window begins small, doubles each round trip, and ends at its ceiling") {
  RequestWindow pace(64);
  CHECK(pace.window() == 10);
  answers(pace, 10);
  CHECK(pace.window() == 20);
  answers(pace, 20);
  CHECK(pace.window() == 40);
  answers(pace, 1000);
  CHECK(pace.window() == 64);
  CHECK(RequestWindow(4).window() == 4);
  CHECK(RequestWindow(0).window() == 1);
}

TEST_CASE("An overload halves the window, and from there it grows by one a round trip") {
  RequestWindow pace(16);
  answers(pace, 100);
  REQUIRE(pace.window() == 16);
  CHECK(pace.overload(pace.epoch()));
  CHECK(pace.window() == 8);
  answers(pace, 9);
  CHECK(pace.window() == 9);
  answers(pace, 10);
  CHECK(pace.window() == 10);
  CHECK(pace.lowest() == 8);
}

TEST_CASE("Of one round trip's overloads only the first halves") {
  RequestWindow pace(16);
  answers(pace, 100);
  const unsigned epoch = pace.epoch();
  CHECK(pace.overload(epoch));
  for (int i = 0; i < 15; ++i) CHECK_FALSE(pace.overload(epoch));
  CHECK(pace.window() == 8);
  CHECK(pace.overload(pace.epoch()));
  CHECK(pace.window() == 4);
}

TEST_CASE("What is halved is what was in use, and never less than one is left") {
  RequestWindow pace(64);
  answers(pace, 1000);
  for (int i = 0; i < 200; ++i) {
    pace.sent(6);
    pace.success(6);
  }
  CHECK(pace.window() == 64);
  CHECK(pace.overload(pace.epoch()));
  CHECK(pace.window() == 3);
  for (int i = 0; i < 5; ++i) pace.overload(pace.epoch());
  CHECK(pace.window() == 1);
  CHECK_FALSE(pace.overload(pace.epoch()));
}

TEST_CASE("Late answers lower the window no further than to four") {
  RequestWindow pace(10);
  answers(pace, 10);
  CHECK(pace.overload(pace.epoch(), RequestWindow::kLeastWhenLate));
  CHECK(pace.window() == 5);
  CHECK(pace.overload(pace.epoch(), RequestWindow::kLeastWhenLate));
  CHECK(pace.window() == 4);
  CHECK_FALSE(pace.overload(pace.epoch(), RequestWindow::kLeastWhenLate));
}

TEST_CASE("A window that is not made use of does not grow") {
  RequestWindow pace(64);
  for (int i = 0; i < 100; ++i) {
    pace.sent(2);
    pace.success(2);
  }
  CHECK(pace.window() == 10);
}
