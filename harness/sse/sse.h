#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sightline {

/// One server-sent event: its data lines joined by line feeds, and its name ("" for "message").
struct SseEvent {
  std::string name;
  std::string data;
  std::size_t end = 0;  ///< Offset, in the whole stream, of the byte after the event's blank line.
};

/// Reads an event stream that arrives in any pieces (WHATWG: CR, LF and CRLF, comments, a BOM).
class SseReader {
 public:
  /// Takes the next bytes and appends the events that they complete.
  void feed(std::string_view bytes, std::vector<SseEvent>& events);
  /// Ends the stream; true where it ended between events, false where an event was cut.
  bool finish();

 private:
  void take_line(std::string_view line);
  std::string line_;
  std::string name_;
  std::string data_;
  std::size_t consumed_ = 0;
  bool has_data_ = false;
  bool after_cr_ = false;
  bool started_ = false;
};

/// "data: …\n\n"; line feeds within `data` become further data lines.
std::string sse_frame(std::string_view data);

}  // namespace sightline
