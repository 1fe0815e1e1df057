#pragma once

#include <sys/epoll.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "load_answer.h"

namespace sightline::bench {

/// One client of an event loop. Throws where the connection breaks.
struct LoadConnection {
  explicit LoadConnection(std::uint16_t port);
  ~LoadConnection();
  LoadConnection(const LoadConnection&) = delete;
  LoadConnection& operator=(const LoadConnection&) = delete;

  /// Sends as much of the rest of a request as the socket takes.
  void send();
  /// Reads what has come; false where there was nothing.
  bool receive(std::string& buffer);

  int socket;
  std::string_view unsent = {};
  AnswerReader answer = {};
};

/// Waits for any of many connections.
class LoadPoll {
 public:
  LoadPoll();
  ~LoadPoll();
  LoadPoll(const LoadPoll&) = delete;
  LoadPoll& operator=(const LoadPoll&) = delete;
  void add(LoadConnection& connection) const;
  /// Calls `serve(connection)` for each that can be read or written; waits `milliseconds` at most.
  template <typename Serve>
  void wait(int milliseconds, const Serve& serve) {
    const int count = ready(milliseconds);
    for (int i = 0; i < count; ++i) serve(at(i));
  }

 private:
  int ready(int milliseconds);
  LoadConnection& at(int index);
  int epoll_;
  std::array<epoll_event, 256> events_{};
};

}  // namespace sightline::bench
