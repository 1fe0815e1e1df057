#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sightline::fakes {

/// A client that sends and reads bytes as they are.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  void send(std::string_view bytes);
  /// One answer: its head, and its body by Content-Length or until the last chunk (with the chunks' frames).
  std::string answer();
  /// What comes until `end`, with it.
  std::string until(std::string_view end);
  /// What comes until the server ends the connection.
  std::string rest();
  /// True where the server ended the connection with a reset, as far as was received.
  bool was_reset() const { return was_reset_; }
  /// Ends the connection's sending side.
  void finish();

 private:
  bool receive();
  int socket_;
  std::string in_;
  bool was_reset_ = false;
};

/// The body of an answer that was sent in chunks, without their frames.
std::string unchunked(const std::string& answer);
/// The body of an answer.
std::string body_of(const std::string& answer);
/// The value of a header, or "none".
std::string header_of(const std::string& answer, const std::string& name);

}  // namespace sightline::fakes
