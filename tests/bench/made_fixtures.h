#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace sightline::bench {

/// Writes recordings of different requests below a folder, each with a short plain answer, and gives the HTTP requests
/// that they are recordings of. A request's body is some 660 bytes, or holds an image of `image_bytes`. Throws where it
/// cannot.
std::vector<std::string> write_plain_fixtures(const std::string& folder, unsigned count, std::size_t image_bytes);

/// A recorded stream: what it sends, and when.
struct TimedStream {
  std::string request;  ///< The HTTP request that it answers.
  std::string body;
  std::vector<std::size_t> ends;               ///< Of its events.
  std::vector<std::chrono::microseconds> due;  ///< Of its events, from the request.
};

/// Writes the recording of a stream that has an event at each of `due`. Throws where it cannot.
TimedStream write_stream_fixture(const std::string& folder, std::vector<std::chrono::microseconds> due);

/// When each event of the only recording below a folder came, as it says, after the request was sent. Throws where the
/// recording is not of that body, to the byte.
std::vector<std::chrono::microseconds> times_of_recording(const std::string& folder, const std::string& body);

}  // namespace sightline::bench
