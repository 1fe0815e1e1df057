#include "mock/replay.h"

#include <algorithm>

namespace sightline {
namespace {

/// No recording takes longer than a day; what a file says beyond is a slip of the pen.
constexpr double kMostMilliseconds = 86'400'000;

std::chrono::microseconds scaled(double milliseconds, double speed) {
  if (speed <= 0) return std::chrono::microseconds(0);
  const double microseconds = std::min(milliseconds, kMostMilliseconds) * 1000 / speed;
  return std::chrono::microseconds(static_cast<std::int64_t>(microseconds));
}

std::vector<TimedPiece> pieces_of(const RecordedResponse& recorded, double speed) {
  std::vector<TimedPiece> pieces;
  for (std::size_t i = 0; i < recorded.arrivals.size(); ++i) {
    const bool is_last = i + 1 == recorded.arrivals.size();
    const std::size_t end = is_last ? recorded.body.size() : recorded.arrivals[i + 1].offset;
    pieces.push_back({end, scaled(static_cast<double>(recorded.arrivals[i].at_us) / 1000, speed)});
  }
  if (pieces.empty()) pieces.push_back({recorded.body.size(), scaled(recorded.total_ms.value_or(0), speed)});
  return pieces;
}

std::string_view usual_type(const RecordedResponse& recorded) {
  if (recorded.stream) return "text/event-stream";
  return recorded.body.starts_with('{') ? "application/json" : "text/plain; charset=utf-8";
}

}  // namespace

ServerResponse replayed(const RecordedResponse& recorded, double speed) {
  ServerResponse response;
  response.status = recorded.status;
  response.headers = recorded.headers;
  const bool has_type =
      std::ranges::any_of(recorded.headers, [](const Header& header) { return header.name == "content-type"; });
  if (!has_type) response.headers.push_back({"content-type", std::string(usual_type(recorded))});
  response.body = recorded.body;
  if (recorded.stream) {
    response.delay = scaled(recorded.headers_ms.value_or(0), speed);
    response.pieces = pieces_of(recorded, speed);
  } else {
    response.delay = scaled(recorded.total_ms.value_or(recorded.headers_ms.value_or(0)), speed);
  }
  return response;
}

}  // namespace sightline
