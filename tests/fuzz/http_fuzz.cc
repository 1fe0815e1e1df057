// Any bytes as what a client sends to the server: it gives nothing or answers, ends the connection, and serves the next
// client.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "server/server.h"

namespace sightline {
namespace {

/// What a server that does not end a connection is given, in milliseconds.
constexpr int kPatience = 60'000;

ServerResponse echo(ServerRequest& request) {
  ServerResponse response;
  const auto end = request.read_body([&](std::string_view piece) {
    response.body += piece;
    return true;
  });
  response.status = end == ServerRequest::BodyEnd::whole ? 200 : 400;
  response.headers = {{"content-type", "text/plain"}};
  if (request.path() == "/stream" && !response.body.empty()) response.pieces = {{response.body.size(), {}}};
  return response;
}

struct Server {
  Server() {
    if (!server.start()) std::abort();
  }
  HttpServer server{{.connections = 4, .max_body = 4'096, .read_timeout = std::chrono::milliseconds(1'000)}, echo};
};

int connected(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) std::abort();
  // A reset at the end leaves no connection behind that waits for a minute.
  const linger none{1, 0};
  ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &none, sizeof none);
  return socket;
}

/// `call()` until no signal interrupts it: libFuzzer's alarm comes while a server is waited for.
template <typename Call>
auto uninterrupted(Call call) {
  auto result = call();
  while (result < 0 && errno == EINTR) result = call();
  return result;
}

/// Sends all, ends the sending side, and gives what comes until the server ends the connection.
std::string exchange(std::uint16_t port, std::string_view bytes) {
  const int socket = connected(port);
  while (!bytes.empty()) {
    const ssize_t count = uninterrupted([&] { return ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL); });
    if (count <= 0) break;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  ::shutdown(socket, SHUT_WR);
  std::string answer;
  char buffer[4'096];
  for (;;) {
    pollfd wanted{socket, POLLIN, 0};
    if (uninterrupted([&] { return ::poll(&wanted, 1, kPatience); }) <= 0) std::abort();
    const ssize_t count = uninterrupted([&] { return ::recv(socket, buffer, sizeof buffer, 0); });
    if (count <= 0) break;
    answer.append(buffer, static_cast<std::size_t>(count));
  }
  ::close(socket);
  return answer;
}

void check(std::string_view bytes) {
  static Server server;
  const std::uint16_t port = server.server.port();
  const std::string answer = exchange(port, bytes);
  if (!answer.empty() && !answer.starts_with("HTTP/1.1 ")) std::abort();
  const std::string next = exchange(port, "POST /next HTTP/1.1\r\nContent-Length: 4\r\n\r\nnext");
  if (!next.starts_with("HTTP/1.1 200 ") || !next.ends_with("\r\n\r\nnext")) std::abort();
}

}  // namespace
}  // namespace sightline

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  sightline::check({reinterpret_cast<const char*>(data), size});
  return 0;
}
