#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sightline {

struct Header {
  std::string name;
  std::string value;
};

/// A file sent as base64 without ever being held whole.
struct FileAsBase64 {
  std::string path;
  std::uint64_t bytes = 0;  ///< Size when planned; a file that has another size by now is an error of the send.
};
/// A body is the concatenation of its segments. Shared text is not copied.
using Segment = std::variant<std::string, std::shared_ptr<const std::string>, FileAsBase64>;

struct Timeouts {
  std::chrono::milliseconds connect{10'000};
  std::chrono::milliseconds first_byte{60'000};
  std::chrono::milliseconds total{120'000};
};

/// Hears an answer while it arrives, on the thread that drives the transport. Must not block, and must not call the
/// transport. The pieces joined are the Outcome's body; that it ended, and how, the Outcome alone tells.
class AnswerSink {
 public:
  virtual ~AnswerSink() = default;
  /// The final head (no 1xx), as soon as it is whole. Called at most once, and before bytes().
  virtual void head(int status, const std::vector<Header>& headers) = 0;
  /// More of the body, never empty; content-encoding undone.
  virtual void bytes(std::string_view piece) = 0;
};

struct HttpRequest {
  std::string method = "POST";
  std::string url;
  std::vector<Header> headers;  ///< May hold secrets: never logged.
  std::vector<Segment> body;
  Timeouts timeouts;
  std::uint64_t max_answer_bytes = 64ull << 20;
  bool use_proxy = true;             ///< Off for the embedded server: http_proxy applies to 127.0.0.1 too.
  std::shared_ptr<AnswerSink> sink;  ///< Null: nobody listens. The Outcome is whole all the same. Let go with it.
};
/// Bytes of the whole body.
std::uint64_t body_length(const std::vector<Segment>& body);

/// The answer body had `offset` bytes before the read at `at_us` brought more.
struct Arrival {
  std::size_t offset = 0;
  std::int64_t at_us = 0;  ///< Since the request was started.
};

/// What became of a request. Trouble is a value: a 429 or a timeout is a result like any other.
struct Outcome {
  enum class Trouble {
    none,
    name_not_resolved,
    refused_connection,
    tls,
    connect_timeout,
    first_byte_timeout,
    total_timeout,
    broken_connection,
    answer_too_large,
    local_file,
    cancelled,
    other
  };
  Trouble trouble = Trouble::none;
  std::string trouble_text;  ///< For a person; holds no header and no secret.
  int status = 0;            ///< 0 where no status line came.
  std::vector<Header> headers;
  std::string body;  ///< What arrived, also when the connection broke; content-encoding undone.
  std::vector<Arrival> arrivals;
  std::int64_t connect_us = 0;     ///< Until connected, TLS included; 0 on a reused connection.
  std::int64_t first_byte_us = 0;  ///< Until the first byte of the answer's head.
  std::int64_t total_us = 0;
  /// The value of the first header of that name (any case), or "".
  std::string_view header(std::string_view name) const;
};

/// Sends requests, many at once. Driven by one thread; only wake() may be called from others.
class Transport {
 public:
  using Ticket = std::uint64_t;
  struct Completion {
    Ticket ticket = 0;
    Outcome outcome;
  };
  virtual ~Transport() = default;
  /// Begins a request. `ticket` is the caller's; it comes back with the outcome.
  virtual void start(Ticket ticket, HttpRequest request) = 0;
  /// Waits until something completed, wake() was called, or `limit` passed; what completed, in order of completion.
  virtual std::vector<Completion> wait(std::chrono::milliseconds limit) = 0;
  /// Ends one request, which completes as `cancelled` in a later wait(); one that completed stays as it is.
  virtual void cancel(Ticket ticket) = 0;
  /// Ends all that is under way; each completes as `cancelled` in a later wait().
  virtual void cancel_all() = 0;
  virtual void wake() noexcept = 0;
};

}  // namespace sightline
