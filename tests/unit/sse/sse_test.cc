#include "sse/sse.h"

#include <fmt/format.h>
#include <catch2/catch.hpp>

namespace sightline {
namespace {

using namespace std::string_literals;

struct Reading {
  std::string tape;  ///< One line per event: "name|data|end", line feeds of the data shown as "\n".
  bool whole = false;
};

std::string shown(const SseEvent& event) {
  std::string data;
  for (const char c : event.data) data += c == '\n' ? "\\n" : std::string(1, c);
  return fmt::format("{}|{}|{}\n", event.name, data, event.end);
}

Reading read_pieces(const std::vector<std::string_view>& pieces) {
  SseReader reader;
  std::vector<SseEvent> events;
  for (const std::string_view piece : pieces) reader.feed(piece, events);
  Reading reading;
  for (const SseEvent& event : events) reading.tape += shown(event);
  reading.whole = reader.finish();
  return reading;
}

Reading read_whole(std::string_view stream) {
  return read_pieces({stream});
}

struct Sample {
  std::string what;
  std::string stream;
  std::string tape;
  bool whole = true;
};

std::vector<Sample> samples() {
  return {
      {"nothing", "", ""},
      {"two events", "data: a\n\ndata: b\n\n", "|a|9\n|b|18\n"},
      {"CR", "data: a\r\rdata: b\r\r", "|a|9\n|b|18\n"},
      {"CR LF: the event does not wait for the last LF", "data: a\r\n\r\ndata: b\r\n\r\n", "|a|10\n|b|21\n"},
      {"mixed line ends", "data: a\r\ndata: b\n\rdata: c\r\r\n", "|a\\nb|18\n|c|27\n"},
      {"one space after the colon is dropped", "data:a\n\ndata: a\n\ndata:  a\n\n", "|a|8\n|a|17\n| a|27\n"},
      {"lines are joined", "data: a\ndata:\ndata: c\n\n", "|a\\n\\nc|23\n"},
      {"data without a colon is an empty line", "data\n\n", "||6\n"},
      {"two of them", "data\ndata\n\n", "|\\n|11\n"},
      {"comments", ": hello\n:\ndata: a\n: more\ndata: b\n\n: bye\n\n", "|a\\nb|34\n"},
      {"a byte order mark",
       "\xEF\xBB\xBF"
       "data: a\n\n",
       "|a|12\n"},
      {"a second one is no mark",
       "\xEF\xBB\xBF\xEF\xBB\xBF"
       "data: a\n\ndata: b\n\n",
       "|b|24\n"},
      {"names", "event: error\ndata: a\n\ndata: b\n\n", "error|a|22\n|b|31\n"},
      {"a name alone is no event", "event: ping\n\ndata: a\n\n", "|a|22\n"},
      {"id and retry are skipped", "id: 7\nretry: 100\ndata: a\nid\n\n", "|a|29\n"},
      {"unknown fields are skipped", "dat: x\n data: y\ndata : z\nData: w\ndata: a\n\n", "|a|42\n"},
      {"a colon in the value", "data: {\"a\":\"b: c\"}\n\n", "|{\"a\":\"b: c\"}|20\n"},
      {"NUL and UTF-8", "data: \0\xC3\xA4\xF0\x9F\x98\x8A\n\n"s, "|\0\xC3\xA4\xF0\x9F\x98\x8A|15\n"s},
      {"more blank lines", "\n\n\ndata: a\n\n\n\ndata: b\n\n", "|a|12\n|b|23\n"},
      {"cut in a line", "data: a\n\ndata: b", "|a|9\n", false},
      {"cut before the blank line", "data: a\n\ndata: b\n", "|a|9\n", false},
      {"cut after a name", "event: error\n", "", false},
      {"cut in a name", "data: a\n\neven", "|a|9\n", false},
      {"cut in a comment", "data: a\n\n: stay al", "|a|9\n"},
  };
}

}  // namespace

TEST_CASE("an event stream is read as WHATWG says") {
  for (const Sample& sample : samples()) {
    INFO(sample.what);
    const Reading reading = read_whole(sample.stream);
    CHECK(reading.tape == sample.tape);
    CHECK(reading.whole == sample.whole);
  }
}

TEST_CASE("an event stream gives the same events wherever it is split") {
  for (const Sample& sample : samples()) {
    const std::string_view stream = sample.stream;
    std::vector<std::string_view> bytes;
    for (std::size_t at = 0; at <= stream.size(); ++at) {
      INFO(sample.what << ", split at byte " << at);
      const Reading reading = read_pieces({stream.substr(0, at), stream.substr(at)});
      CHECK(reading.tape == sample.tape);
      CHECK(reading.whole == sample.whole);
      bytes.push_back(stream.substr(at, at < stream.size() ? 1 : 0));
    }
    INFO(sample.what << ", byte by byte");
    const Reading reading = read_pieces(bytes);
    CHECK(reading.tape == sample.tape);
    CHECK(reading.whole == sample.whole);
  }
}

TEST_CASE("an event is there as soon as its blank line is") {
  SseReader reader;
  std::vector<SseEvent> events;
  reader.feed("data: a\r\n\r", events);
  REQUIRE(events.size() == 1);
  CHECK(events[0].data == "a");
}

TEST_CASE("a frame is what the reader takes apart") {
  CHECK(sse_frame("{\"a\":1}") == "data: {\"a\":1}\n\n");
  CHECK(sse_frame("") == "data: \n\n");
  CHECK(sse_frame("a\nb") == "data: a\ndata: b\n\n");
  CHECK(sse_frame("a\r\nb\rc\n") == "data: a\ndata: b\ndata: c\ndata: \n\n");
  for (const std::string data : {"", " a", "a\n\nb\n", "\n", ": no comment", "\xEF\xBB\xBF"}) {
    SseReader reader;
    std::vector<SseEvent> events;
    reader.feed(sse_frame(data), events);
    REQUIRE(events.size() == 1);
    CHECK(events[0].data == data);
    CHECK(reader.finish());
  }
}

}  // namespace sightline
