#include "server/responder.h"

#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iterator>
#include <string>
#include <utility>

#include "server/guarded.h"
#include "server/request_head.h"
#include "server/timed_answer.h"

namespace sightline {
namespace {

/// The library's own is 5, compiled in: thirty-two connects at once would take seconds.
constexpr int kBacklog = 512;

/// What answers say of their connection; some clients give it up in time.
constexpr int kKeepAliveSeconds = 60;
constexpr int kKeepAliveCount = 1'000'000;

/// By far the most answers. They are written here: the library's way, with a request that stands for the client's, a
/// map of the headers and streams to print them, takes as long as it takes to find a recording.
bool is_usual(const Responder::Task& task) {
  const ServerResponse& answer = task.answer;
  return answer.status == 200 && !answer.source && answer.pieces.empty() && answer.ending == Ending::whole &&
         !answer.body.empty() && !task.to_head && !task.is_last;
}

std::string usual_head(const ServerResponse& answer) {
  std::string head = fmt::format("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n", answer.body.size());
  std::string_view type;
  for (const Header& header : answer.headers) {
    if (same_name(header.name, "Content-Type")) {
      type = header.value;
    } else {
      head.append(header.name).append(": ").append(header.value).append("\r\n");
    }
  }
  head.append("Content-Type: ").append(type.empty() ? "text/plain" : type).append("\r\n");
  fmt::format_to(std::back_inserter(head), "Keep-Alive: timeout={}, max={}\r\n\r\n", kKeepAliveSeconds,
                 kKeepAliveCount);
  return head;
}

/// Gives its bytes and breaks off.
httplib::ContentProvider broken_off(const std::string& body) {
  return [&body](std::size_t /*offset*/, std::size_t /*length*/, httplib::DataSink& sink) {
    sink.write(body.data(), body.size());
    return false;
  };
}

}  // namespace

/// What this thread is writing: the library does not tell its handlers.
struct Responder::Current {
  Task& task;
  Connection& connection;
  static thread_local Current* of_thread;
};
thread_local Responder::Current* Responder::Current::of_thread = nullptr;

Responder::Responder(const ServerOptions& options, Pacer& pacer, const std::atomic<bool>& closing)
    : options_(options), pacer_(pacer), closing_(closing) {
  // Before its routes, which are regexes.
  set_pre_routing_handler([this](const httplib::Request& /*request*/, httplib::Response& response) {
    fill(*Current::of_thread, response);
    return HandlerResponse::Handled;
  });
  set_keep_alive_timeout(kKeepAliveSeconds);
  set_keep_alive_max_count(kKeepAliveCount);
  set_tcp_nodelay(true);
}

Expected<BoundSocket> Responder::bind_and_listen() {
  BoundSocket bound;
  set_socket_options([&bound](socket_t socket) {
    const int yes = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    bound.descriptor = socket;
  });
  errno = 0;
  const int port = options_.port == 0                              ? bind_to_any_port(options_.address)
                   : bind_to_port(options_.address, options_.port) ? options_.port
                                                                   : -1;
  if (port > 0) {
    ::listen(bound.descriptor, kBacklog);
    bound.port = static_cast<std::uint16_t>(port);
    return bound;
  }
  const int cause = errno;
  return failure(fmt::format("cannot listen on {}:{}: {}; {}", options_.address, options_.port,
                             cause == 0 ? "no such address" : std::strerror(cause),
                             cause == EADDRINUSE ? "take another port, or 0 for any that is free"
                                                 : "take an address of this machine, such as 127.0.0.1"));
}

bool Responder::write(Task task, Connection& connection) {
  if (is_usual(task)) {
    const std::string head = usual_head(task.answer);
    connection.write(head.data(), head.size());
    connection.write(task.answer.body.data(), task.answer.body.size());
    return true;
  }
  Current current{task, connection};
  Current::of_thread = &current;
  connection.stand_in(task.to_head ? "HEAD / HTTP/1.1\r\n\r\n" : "GET / HTTP/1.1\r\n\r\n");
  bool closed = false;
  const bool well = process_request(connection, task.is_last, closed, nullptr);
  Current::of_thread = nullptr;
  return well;
}

void Responder::fill(Current& current, httplib::Response& response) {
  ServerResponse& answer = current.task.answer;
  response.status = answer.status;
  std::string content_type;
  for (Header& header : answer.headers) {
    if (same_name(header.name, "Content-Type")) {
      content_type = std::move(header.value);
    } else {
      // Most come in order, and so belong at the end: comparing names is what a map of them costs.
      response.headers.emplace_hint(response.headers.end(), std::move(header.name), std::move(header.value));
    }
  }
  if (answer.source) {
    response.set_chunked_content_provider(content_type, drawn(current));
  } else if (!answer.pieces.empty()) {
    response.set_chunked_content_provider(content_type, timed(current));
  } else if (answer.ending != Ending::whole) {
    const std::uint64_t length = answer.announced_length.value_or(answer.body.size() + 1);
    response.set_content_provider(std::max<std::uint64_t>(length, 1), content_type, broken_off(answer.body));
  } else {
    response.body = std::move(answer.body);
    if (!content_type.empty()) response.headers.emplace("Content-Type", std::move(content_type));
  }
}

httplib::ContentProviderWithoutLength Responder::timed(Current& current) {
  return [this, &current](std::size_t /*offset*/, httplib::DataSink& sink) {
    const ServerResponse& answer = current.task.answer;
    TimedAnswer timed(answer, current.task.answered, options_, current.connection, sink);
    if (!timed.begin(std::chrono::steady_clock::now()) || !pacer_.play(timed)) return false;
    return answer.ending == Ending::whole;
  };
}

httplib::ContentProviderWithoutLength Responder::drawn(Current& current) {
  return [this, &current](std::size_t /*offset*/, httplib::DataSink& sink) {
    for (std::string piece; current.connection.flush() && !closing_; piece.clear()) {
      const auto draw = [&] { return current.task.answer.source->next(piece); };
      const BodySource::Next next = guarded(draw, BodySource::Next::cut, options_.on_handler_exception);
      if (!piece.empty()) sink.write(piece.data(), piece.size());
      if (next == BodySource::Next::end) sink.done();
      if (next != BodySource::Next::piece) return next == BodySource::Next::end;
      // Where there are bytes, sending them tells.
      if (piece.empty() && current.connection.is_broken_off()) return false;
    }
    return false;
  };
}

}  // namespace sightline
