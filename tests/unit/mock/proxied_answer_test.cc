#include "mock/proxied_answer.h"

#include <catch2/catch.hpp>

namespace sightline {
namespace {

ProxiedAnswer& begun(ProxiedAnswer& answer) {
  answer.head(200, {{"content-type", "text/event-stream"}});
  return answer;
}

std::string next_of(ProxiedAnswer& answer) {
  std::string piece;
  CHECK(answer.next(piece) == BodySource::Next::piece);
  return piece;
}

TEST_CASE("the last event of a stream waits for the stream's end") {
  ProxiedAnswer answer;
  begun(answer).bytes("data: 1\n\ndata: [DO");
  CHECK(next_of(answer) == "data: 1\n\n");
  answer.bytes("NE]\n\n");
  CHECK(next_of(answer).empty());
  answer.end({});
  CHECK(next_of(answer) == "data: [DONE]\n\n");
}

TEST_CASE("a delta that quotes the last event waits for nothing") {
  const std::string quoting = R"(data: {"text":"data: [DONE]"})";
  ProxiedAnswer answer;
  begun(answer).bytes(quoting);
  CHECK(next_of(answer) == quoting);
  // The line goes on, so that what begins here begins no line.
  answer.bytes("data: [DONE] and more\n\n");
  CHECK(next_of(answer) == "data: [DONE] and more\n\n");
}

}  // namespace
}  // namespace sightline
