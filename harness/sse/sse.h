#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sightline {

/// One server-sent event: its data lines joined by line feeds, and its name ("" for "message").
struct SseEvent {
  std::string name;
  std::string data;
  /// Offset, in the whole stream, of the byte after the event's blank line; where that line ends in CR LF, of the LF,
  /// so that an event never waits for a byte that it does not need.
  std::size_t end = 0;
};

/// Reads an event stream that arrives in any pieces (WHATWG: CR, LF and CRLF, comments, a BOM). `id` and `retry` mean
/// nothing here and are skipped. Memory: it holds one unfinished event, so whoever bounds the stream bounds the reader.
class SseReader {
 public:
  /// Takes the next bytes and appends the events that they complete.
  void feed(std::string_view bytes, std::vector<SseEvent>& events);
  /// Ends the stream; true where it ended between events, false where an event was cut.
  bool finish();

 private:
  void take_line(std::string_view line, std::size_t end, std::vector<SseEvent>& events);
  void take_field(std::string_view name, std::string_view value);
  void dispatch(std::size_t end, std::vector<SseEvent>& events);
  std::string line_;  ///< The beginning of a line whose end has not come.
  std::string name_;
  std::string data_;
  std::size_t consumed_ = 0;
  bool has_data_ = false;
  bool after_cr_ = false;
  bool started_ = false;
};

/// "data: …\n\n"; line breaks within `data` begin further data lines.
std::string sse_frame(std::string_view data);

}  // namespace sightline
