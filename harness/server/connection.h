#pragma once

#include <httplib.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/wire.h"

namespace sightline {

/// One accepted socket: reads through one buffer, gathers what is written and sends it in one piece. Used by the
/// connection's thread; while that waits in the pacer, by the pacer's. The library writes answers to it; what the
/// library reads is a request that stands for the client's.
class Connection final : public httplib::Stream {
 public:
  struct Limits {
    std::chrono::milliseconds head_timeout{0};
    std::chrono::milliseconds read_timeout{0};
    std::chrono::milliseconds write_timeout{0};
  };
  Connection(Wire wire, Limits limits, const std::atomic<bool>& closing);

  /// The TLS handshake, if there is one.
  bool begin() { return wire_.shake_hands(limits_.head_timeout); }
  /// Waits without limit for the first bytes of a request; false where the client has gone.
  bool wait_for_request();

  enum class HeadEnd {
    whole,     ///< Or so far from HTTP that the rest does not matter.
    gone,      ///< The client ended, or broke off.
    late,      ///< Its time is over.
    too_large  ///< Longer than the buffer.
  };
  /// Waits for the rest of a head. What it points into stands until more is read.
  HeadEnd read_head(std::string_view& head);
  /// What has come of a body and was not consumed; waits for it where nothing has. Empty: nothing comes any more.
  std::string_view more();
  void consume(std::size_t size) { begin_ += size; }
  /// How long more() has waited, all in all.
  std::chrono::nanoseconds waited() const { return waited_; }

  /// What the library is to read next.
  void stand_in(std::string_view request) { stand_in_ = request; }
  /// Sends all that was written; false where the client does not take it.
  bool flush();
  /// Sends what the socket takes at once; false where the connection broke.
  bool flush_some();
  bool has_unsent() const { return sent_ < out_.size(); }
  /// True where the client broke off, or the connection was closed for others. A client that has only ended its sending
  /// side has not.
  bool is_broken_off() const { return wire_.is_broken_off(); }
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
  socket_t socket() const override { return wire_.socket(); }

 private:
  std::string_view buffered() const { return {in_.data() + begin_, end_ - begin_}; }
  enum class Came { bytes, nothing, end };
  Came receive(std::chrono::milliseconds limit);
  void skip_line_ends();
  void make_room();
  void drop_sent();

  Wire wire_;
  Limits limits_;
  const std::atomic<bool>& closing_;
  std::vector<char> in_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::chrono::nanoseconds waited_{0};
  std::string_view stand_in_;
  std::string out_;
  std::size_t sent_ = 0;
  bool muted_ = false;
};

}  // namespace sightline
