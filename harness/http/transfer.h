#pragma once

#include <array>
#include <chrono>
#include <optional>

#include "base/error.h"
#include "http/body_reader.h"
#include "http/curl_handles.h"
#include "http/curl_transport.h"

namespace sightline {

/// One request on its way through an easy handle. The object and its handle serve many requests, one after the other.
class Transfer {
 public:
  using Instant = std::chrono::steady_clock::time_point;

  /// `round` counts the transport's turns: what comes within one turn came in one read.
  Transfer(const CurlOptions& options, const std::uint64_t& round);
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;
  static Transfer& of(CURL* handle);

  /// Takes a request on: afterwards handle() may go to work. Errors: a request that cannot be sent as it is.
  Expected<void> begin(Transport::Ticket ticket, HttpRequest request);
  CURL* handle() const { return easy_.get(); }
  Transport::Ticket ticket() const { return ticket_; }
  /// When the first byte is due: nothing while the body is being sent, and once the answer has begun.
  std::optional<Instant> first_byte_due() const;

  /// The outcome of a transfer that libcurl ended, or of one that was taken from it. Either way handle() must be out of
  /// libcurl's hands: the request and its body are let go.
  Outcome finish(CURLcode code);
  Outcome give_up(Outcome::Trouble trouble);
  /// The outcome of a request that could not be taken on, or not be handed to libcurl.
  Outcome refuse(std::string why);

 private:
  static int on_connected(void* self, char* remote, char* local, int remote_port, int local_port);
  static std::size_t on_read(char* out, std::size_t size, std::size_t count, void* self);
  static int on_seek(void* self, curl_off_t offset, int origin);
  static std::size_t on_header(char* line, std::size_t size, std::size_t count, void* self);
  static std::size_t on_write(char* bytes, std::size_t size, std::size_t count, void* self);

  void set_constants(const CurlOptions& options);
  void set_request();
  void set_body();
  std::size_t send(char* out, std::size_t want);
  bool take_header(std::string_view line);
  void tell_head();
  std::size_t take_body(std::string_view bytes);
  std::int64_t elapsed_us() const;
  void measure();
  void tell(CURLcode code);

  EasyHandle easy_;
  std::array<char, CURL_ERROR_SIZE> error_text_{};
  const std::uint64_t& round_;
  bool usable_ = true;

  Transport::Ticket ticket_ = 0;
  HttpRequest request_;
  HeaderList headers_;
  std::optional<BodyReader> body_;
  Outcome outcome_;
  Instant started_;
  std::optional<Instant> sent_;
  bool sent_with_head_ = false;
  bool head_whole_ = false;
  std::size_t head_bytes_ = 0;  ///< Of all heads and trailers of the answer.
  std::uint64_t arrival_round_ = 0;
};

}  // namespace sightline
