#include "compare/answer_shape.h"

#include <catch2/catch.hpp>

using namespace sightline;

TEST_CASE("A stream's shape is that of all its events together") {
  const auto stream = [](std::string body) {
    RecordedResponse response;
    response.stream = true;
    response.body = std::move(body);
    return answer_shape(response);
  };
  const AnswerShape one = stream("data: {\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}\n\ndata: [DONE]\n\n");
  const AnswerShape two = stream(
      "data: {\"choices\":[{\"delta\":{\"role\":\"a\"}}]}\n\ndata: "
      "{\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n");
  CHECK(one.readable);
  CHECK(shape_changes(one, one).empty());
  const auto changes = shape_changes(one, two);
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].path == "/choices/*/delta/content");
  CHECK(changes[0].before == "absent");
  CHECK(changes[0].after == "a string");
  RecordedResponse html;
  html.body = "<html>";
  CHECK(shape_changes(one, answer_shape(html)).empty());
}
