#include "server/listener.h"

#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

#include "server/connection.h"
#include "server/timed_answer.h"

namespace sightline {
namespace {

/// The library's own is 5, compiled in: thirty-two connects at once would take seconds.
constexpr int kBacklog = 512;

httplib::ContentProvider broken_off(std::string body) {
  auto shared = std::make_shared<const std::string>(std::move(body));
  return [shared](std::size_t /*offset*/, std::size_t /*length*/, httplib::DataSink& sink) {
    sink.write(shared->data(), shared->size());
    return false;
  };
}

}  // namespace

/// One connection while it is served.
struct Listener::Session {
  Connection connection;
  RequestHead head = {};
  bool head_was_read = false;
  /// The connection ends with the answer under way.
  bool is_last = false;
  Ending ending = Ending::whole;
  /// That of this thread: the library does not tell its handlers.
  static thread_local Session* current;
};
thread_local Listener::Session* Listener::Session::current = nullptr;

Listener::Listener(const ServerOptions& options, const HttpServer::Handler& handler)
    : options_(options), handler_(handler) {
  set_up();
}

Listener::~Listener() {
  stop_now();
}

void Listener::set_up() {
  // Every path has become "/" by then: the library's routes are regexes.
  const auto without_body = [this](const httplib::Request& q, httplib::Response& r) { answer(q, r, nullptr); };
  const auto with_body = [this](const httplib::Request& q, httplib::Response& r, const httplib::ContentReader& reader) {
    answer(q, r, &reader);
  };
  Get("/", without_body);
  Options("/", without_body);
  Post("/", with_body);
  Put("/", with_body);
  Patch("/", with_body);
  Delete("/", with_body);
  // What answers say of their connection; some clients give it up in time.
  set_keep_alive_timeout(60);
  set_keep_alive_max_count(1'000'000);
  set_tcp_nodelay(true);
  new_task_queue = [this] {
    return threads_ = new ConnectionThreads(options_.connections, [this] { live_.close_longest_idle(); });
  };
}

Expected<std::uint16_t> Listener::bind() {
  set_socket_options([this](socket_t socket) {
    const int yes = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    listening_ = socket;
  });
  errno = 0;
  const int port = options_.port == 0                              ? bind_to_any_port(options_.address)
                   : bind_to_port(options_.address, options_.port) ? options_.port
                                                                   : -1;
  if (port > 0) {
    ::listen(listening_, kBacklog);
    return static_cast<std::uint16_t>(port);
  }
  const int cause = errno;
  return failure(fmt::format("cannot listen on {}:{}: {}; {}", options_.address, options_.port,
                             cause == 0 ? "no such address" : std::strerror(cause),
                             cause == EADDRINUSE ? "take another port, or 0 for any that is free"
                                                 : "take an address of this machine, such as 127.0.0.1"));
}

Expected<std::uint16_t> Listener::start() {
  auto port = bind();
  if (!port) return port;
  accepting_ = std::thread([this] { listen_after_bind(); });
  // The library's stop() does nothing before its loop runs.
  while (!is_running()) std::this_thread::yield();
  return port;
}

void Listener::stop_now() {
  if (closing_.exchange(true) || !accepting_.joinable()) return;
  stop();
  live_.close_all();
  pacer_.stop();
  accepting_.join();
}

bool Listener::process_and_close_socket(socket_t socket) {
  Session session{Connection(socket, {options_.read_timeout, options_.write_timeout}, closing_)};
  LiveConnections::Entry entry(socket);
  if (live_.enter(entry)) {
    Session::current = &session;
    for (live_.set_idle(entry); session.connection.wait_for_request(); live_.set_idle(entry)) {
      entry.set_busy();
      serve(session);
      if (session.is_last) break;
    }
    Session::current = nullptr;
    live_.leave(entry);
  }
  ::close(socket);
  return true;
}

void Listener::serve(Session& session) {
  session.head_was_read = false;
  bool closed = false;
  const bool well = process_request(session.connection, false, closed, [&](httplib::Request& request) {
    session.head_was_read = true;
    session.head.take_from(request);
  });
  const bool sent = session.connection.flush();
  // What cannot be read as a request leaves the reader nowhere; others wait for the thread where it is_full().
  const bool lost = session.is_last || !session.head_was_read;
  if (session.ending == Ending::reset) {
    session.connection.prepare_reset();
  } else if (sent && lost) {
    session.connection.close_gently();
  }
  session.is_last = lost || !well || !sent || closed || threads_->is_full() || closing_;
}

void Listener::answer(const httplib::Request& request, httplib::Response& response,
                      const httplib::ContentReader* reader) {
  Session& session = *Session::current;
  IncomingRequest incoming(request, session.head, reader, options_.max_body);
  ServerResponse answer = handler_(incoming);
  const auto answered = std::chrono::steady_clock::now();
  if (answer.delay.count() > 0) {
    PacedWait wait(answered + answer.delay);
    pacer_.play(wait);
  }
  response.status = answer.status;
  if (incoming.left_body_unread()) {
    session.is_last = true;
    response.headers.emplace("Connection", "close");
  }
  session.ending = answer.ending;
  if (answer.ending != Ending::whole || answer.no_head) session.is_last = true;
  if (answer.no_head) return session.connection.mute();
  hand_over(std::move(answer), answered, session.connection, response);
}

void Listener::hand_over(ServerResponse answer, std::chrono::steady_clock::time_point answered, Connection& connection,
                         httplib::Response& response) {
  std::string content_type;
  for (Header& header : answer.headers) {
    if (is_content_type(header.name)) {
      content_type = std::move(header.value);
    } else {
      response.headers.emplace(std::move(header.name), std::move(header.value));
    }
  }
  if (answer.source) {
    response.set_chunked_content_provider(content_type, drawn(connection, std::move(answer.source)));
  } else if (!answer.pieces.empty()) {
    response.set_chunked_content_provider(content_type, timed(connection, std::move(answer), answered));
  } else if (answer.ending != Ending::whole) {
    const std::uint64_t length = std::max<std::uint64_t>(1, answer.announced_length.value_or(answer.body.size() + 1));
    response.set_content_provider(length, content_type, broken_off(std::move(answer.body)));
  } else {
    response.body = std::move(answer.body);
    if (!content_type.empty()) response.headers.emplace("Content-Type", std::move(content_type));
  }
}

httplib::ContentProviderWithoutLength Listener::timed(Connection& connection, ServerResponse answer,
                                                      std::chrono::steady_clock::time_point answered) {
  auto shared = std::make_shared<const ServerResponse>(std::move(answer));
  return [this, &connection, shared, answered](std::size_t /*offset*/, httplib::DataSink& sink) {
    TimedAnswer timed(*shared, answered, options_, connection, sink);
    if (!timed.begin(std::chrono::steady_clock::now()) || !pacer_.play(timed)) return false;
    return shared->ending == Ending::whole;
  };
}

httplib::ContentProviderWithoutLength Listener::drawn(Connection& connection, std::shared_ptr<BodySource> source) {
  return [this, &connection, source = std::move(source)](std::size_t /*offset*/, httplib::DataSink& sink) {
    for (std::string piece; connection.flush() && !closing_; piece.clear()) {
      const BodySource::Next next = source->next(piece);
      if (!piece.empty()) sink.write(piece.data(), piece.size());
      if (next == BodySource::Next::end) sink.done();
      if (next != BodySource::Next::piece) return next == BodySource::Next::end;
    }
    return false;
  };
}

}  // namespace sightline
