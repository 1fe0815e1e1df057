#pragma once

#include <httplib.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace sightline {

/// One accepted socket: reads through one buffer, gathers what is written and sends it in one piece. Used by the
/// connection's thread; while that waits in the pacer, by the pacer's.
class Connection final : public httplib::Stream {
 public:
  struct Limits {
    std::chrono::milliseconds read_timeout{0};
    std::chrono::milliseconds write_timeout{0};
  };
  Connection(int socket, Limits limits, const std::atomic<bool>& closing);

  /// Waits without limit for the first bytes of a request; false where the client has gone.
  bool wait_for_request();
  /// Sends all that was written; false where the client does not take it.
  bool flush();
  /// Sends what the socket takes at once; false where the connection broke.
  bool flush_some();
  bool has_unsent() const { return sent_ < out_.size(); }
  /// Ends the connection so that the client reads the answer even where it was still sending.
  void close_gently();
  /// The socket's close will be a reset (RST). Waits a bounded time for the client's side to have all that was sent.
  void prepare_reset();
  /// Nothing is sent from here on, and what was not sent yet is dropped.
  void mute();

  bool is_readable() const override { return true; }
  bool is_writable() const override { return true; }
  ssize_t read(char* to, std::size_t size) override;
  ssize_t write(const char* bytes, std::size_t size) override;
  void get_remote_ip_and_port(std::string& ip, int& port) const override;
  void get_local_ip_and_port(std::string& ip, int& port) const override;
  socket_t socket() const override { return socket_; }

 private:
  ssize_t receive();
  void drop_sent();

  int socket_;
  Limits limits_;
  const std::atomic<bool>& closing_;
  std::vector<char> in_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::string out_;
  std::size_t sent_ = 0;
  bool muted_ = false;
};

}  // namespace sightline
