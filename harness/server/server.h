#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "model/http.h"

namespace sightline {

/// A request as it comes in. Lives as long as the call of its handler.
class ServerRequest {
 public:
  virtual ~ServerRequest() = default;
  virtual std::string_view method() const = 0;
  /// Percent-decoded, without the query.
  virtual std::string_view path() const = 0;
  /// The first value of a header (any case), or "".
  virtual std::string_view header(std::string_view name) const = 0;
  /// Path and query as they were sent.
  virtual std::string_view target() const = 0;
  /// All, in the order in which they were sent.
  virtual std::vector<Header> headers() const = 0;

  enum class BodyEnd {
    whole,
    too_large,  ///< Longer than the server takes; what came until then was given.
    broken,     ///< The client stopped sending, or what it sent is no HTTP body.
    refused     ///< `take` returned false.
  };
  using TakePiece = std::function<bool(std::string_view piece)>;
  /// Gives the body piece by piece as it arrives. To be called once; what is not read is not kept: the connection ends.
  virtual BodyEnd read_body(const TakePiece& take) = 0;
};

/// A piece of a streamed body: it ends before byte `end` and is sent `at` after the request was answered.
struct TimedPiece {
  std::size_t end = 0;
  std::chrono::microseconds at{0};
};

/// How an answer ends on the wire.
enum class Ending {
  whole,  ///< As HTTP wants it.
  cut,    ///< Closed (FIN) after the body's bytes: without the last chunk, or short of the length that was announced.
  reset   ///< The same with a TCP reset (RST), once the client's side has all that was sent.
};

/// A body that is made while it is sent: chunked, and sent piece by piece.
class BodySource {
 public:
  virtual ~BodySource() = default;
  enum class Next {
    piece,
    end,  ///< The body is whole.
    cut   ///< It breaks off, and the client sees that.
  };
  /// Waits for the next bytes and puts them into `piece`. Called by the connection's thread. A server that stops, or
  /// whose client has gone, asks no more: for that to be seen in time, give an empty piece where nothing comes for
  /// long. Must not throw; where it does, the body breaks off.
  virtual Next next(std::string& piece) = 0;
};

struct ServerResponse {
  int status = 200;
  std::vector<Header> headers = {};
  std::string body = {};
  std::chrono::microseconds delay{0};  ///< From the handler's return to the head; a whole body comes with the head.
  /// Empty: the body is sent whole, with its length. Else it is sent chunked, each piece at its time, to its end.
  std::vector<TimedPiece> pieces = {};
  /// In place of body and pieces, where set.
  std::shared_ptr<BodySource> source = {};
  Ending ending = Ending::whole;
  /// What a plain body that does not end whole is said to be long; by default a byte more than it is.
  std::optional<std::uint64_t> announced_length = {};
  /// Nothing at all is sent before the ending.
  bool no_head = false;
};

/// PEM files: a certificate with those that vouch for it after it, and its private key without a passphrase.
struct TlsFiles {
  std::string certificate;
  std::string key;
};

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  ///< 0: a free one.
  /// Most at a time, each with a thread. Past them one is closed for each that comes: first one whose client has closed
  /// or half-closed its side and whose answer waits for its time, then the one that has come least far.
  std::size_t connections = 1024;
  std::uint64_t max_body = 64u << 20;              ///< Bytes, decoded.
  std::chrono::milliseconds head_timeout{10'000};  ///< For a whole head, from its first byte; also for a TLS handshake.
  std::chrono::milliseconds read_timeout{5'000};   ///< For the next bytes of a request that has begun.
  std::uint64_t min_body_rate = 1024;              ///< Bytes a second, over all the time that a body was waited for …
  std::chrono::milliseconds body_grace{10'000};    ///< … once it was waited for longer than this.
  std::chrono::milliseconds write_timeout{30'000};  ///< For a client to take the next bytes of an answer.
  /// How late after its time each timed piece was handed to the socket. Called by the thread that paces all streams.
  std::function<void(std::chrono::microseconds late)> on_paced_send = {};
  /// What a handler, or the source of a body, threw against its contract. Called by connections' threads, many at once;
  /// must not throw.
  std::function<void(std::string_view what)> on_handler_exception = {};
  std::optional<TlsFiles> tls = {};  ///< Serves TLS 1.2 and newer, and nothing in the clear.
};

/// An HTTP/1.1 server on threads of its own. Idle connections cost nothing but their thread; streams of any number are
/// paced by one thread. An answer that waits for its time ends within about a second once its client has broken off;
/// one whose client has only ended its sending side is still sent where there is room for it.
class HttpServer {
 public:
  /// Called from many threads at once; must not throw: where it does, the answer is 500, and the last of its
  /// connection.
  using Handler = std::function<ServerResponse(ServerRequest& request)>;
  HttpServer(ServerOptions options, Handler handler);
  ~HttpServer();  ///< Stops it.
  /// Binds and serves. Errors: the address is taken, or is none of this machine; the files for TLS cannot be used. To
  /// be called once.
  Expected<void> start();
  /// Ends in milliseconds: idle connections are closed, streams are cut, answers that are ready are sent.
  void stop();
  /// Accepts nothing more, closes idle connections, lets the answers that are under way come to their end, streams too,
  /// and stops, after `limit` at the latest. A stop() from another thread cuts it short.
  void drain(std::chrono::milliseconds limit);
  /// The port that is listened on, once started.
  std::uint16_t port() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sightline
