#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <memory>

using SSL = struct ssl_st;
using SSL_CTX = struct ssl_ctx_st;

namespace sightline {

/// The bytes of one socket, in the clear or within TLS. Waits only where it says so.
class Wire {
 public:
  static constexpr ssize_t kLater = -1;   ///< wait() tells when to try again.
  static constexpr ssize_t kBroken = -2;  ///< For good.

  /// `tls` is null for a connection in the clear. The socket stays the caller's.
  Wire(int socket, SSL_CTX* tls);
  int socket() const { return socket_; }
  /// The TLS handshake, within `limit`; true in the clear.
  bool shake_hands(std::chrono::milliseconds limit);
  /// How many bytes came; 0 where the other side has ended.
  ssize_t receive(char* to, std::size_t size);
  /// The same, and waits without limit.
  ssize_t receive_waiting(char* to, std::size_t size);
  /// How many bytes the socket took.
  ssize_t send(const char* bytes, std::size_t size);
  /// Waits until the last receive() or send() may be tried again; false where the time is over.
  bool wait(std::chrono::milliseconds limit) const;
  /// True after a reset, and where both directions have ended.
  bool is_broken_off() const;
  /// Says that nothing more is sent.
  void end();
  /// Bytes that the other side's system has not acknowledged.
  std::size_t unacknowledged() const;
  /// Closing the socket will be a reset.
  void prepare_reset();

 private:
  struct Free {
    void operator()(SSL* tls) const;
  };
  ssize_t judge(int result);
  ssize_t judge_plain(ssize_t result, short lacking);

  int socket_;
  std::unique_ptr<SSL, Free> tls_;
  short lacking_;  ///< What wait() polls for.
  bool broken_ = false;
};

}  // namespace sightline
