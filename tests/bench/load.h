#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace sightline::bench {

/// Clients that send their next request as soon as they have the last one's answer, each on a connection that it keeps.
struct Load {
  std::uint16_t port = 0;
  unsigned connections = 1;
  std::chrono::milliseconds time{0};  ///< No request is sent after it.
  std::vector<std::string> requests;  ///< Whole HTTP requests, sent in turn.
};

struct LoadFigures {
  std::uint64_t answers = 0;
  double seconds = 0;
  double sent_mb = 0;
};

/// Drives a server on 127.0.0.1 from one thread. Throws where a connection breaks or an answer is not 200.
LoadFigures drive(const Load& load);

/// One answer's body; "" where its status is not 200. Throws where the connection breaks or nothing comes.
std::string fetch(std::uint16_t port, const std::string& request);

/// Clients that read one timed stream each.
struct StreamLoad {
  std::uint16_t port = 0;
  unsigned streams = 1;
  std::chrono::microseconds spread{0};  ///< From the first request to the last, evenly.
  std::chrono::seconds limit{60};
  std::string request;
  std::string body;                            ///< What each must get, to the byte.
  std::vector<std::size_t> ends;               ///< Where the body's events end.
  std::vector<std::chrono::microseconds> due;  ///< When each event is to come, from the request.
};

struct StreamFigures {
  std::vector<double> first_ms;  ///< Of every stream: from the request to its first event, less its time.
  /// Of every event: from when it was due to when its last byte was read. A stream's time begins where its promptest
  /// event says so.
  std::vector<double> lateness_ms;
  std::vector<double> off_ms;  ///< Of every event: from when it was due after the request to when it was read.
  unsigned different = 0;      ///< Streams that got other bytes.
};

/// Reads all streams to their end from one thread. Throws where a connection breaks, or past the limit.
StreamFigures drive(const StreamLoad& load);

}  // namespace sightline::bench
