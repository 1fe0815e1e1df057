#include "listener.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

namespace sightline::product_tests {

Listener::Listener(std::string answer) : answer_(std::move(answer)), socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in place{};
  place.sin_family = AF_INET;
  place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof place;
  auto* address = reinterpret_cast<sockaddr*>(&place);
  if (::bind(socket_, address, size) != 0 || ::listen(socket_, 64) != 0 || ::getsockname(socket_, address, &size) != 0)
    throw std::runtime_error("no port to listen on");
  port_ = ntohs(place.sin_port);
  thread_ = std::thread([this] {
    for (int connection; (connection = ::accept(socket_, nullptr, nullptr)) >= 0;) {
      ++connections_;
      serve(connection);
    }
  });
}

Listener::~Listener() {
  ::shutdown(socket_, SHUT_RDWR);
  thread_.join();
  ::close(socket_);
}

void Listener::serve(int connection) {
  const timeval patience{10, 0};
  ::setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  std::string in;
  char buffer[65536];
  std::size_t whole = std::string::npos;
  while (in.size() < whole) {
    const ssize_t count = ::recv(connection, buffer, sizeof buffer, 0);
    if (count <= 0) break;
    in.append(buffer, static_cast<std::size_t>(count));
    const std::size_t head = in.find("\r\n\r\n");
    if (head == std::string::npos) continue;
    const std::size_t length = in.find("Content-Length: ");
    whole = head + 4 + (length < head ? std::stoul(in.substr(length + 16)) : 0);
  }
  {
    const std::lock_guard lock(mutex_);
    heard_ += in;
  }
  for (std::size_t sent = 0; sent < answer_.size();) {
    const ssize_t count = ::send(connection, answer_.data() + sent, answer_.size() - sent, MSG_NOSIGNAL);
    if (count <= 0) break;
    sent += static_cast<std::size_t>(count);
  }
  ::close(connection);
}

std::string Listener::heard() const {
  const std::lock_guard lock(mutex_);
  return heard_;
}

std::string json_answer(const std::string& body) {
  return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

std::string completion(const std::string& text) {
  return json_answer(R"({"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,)"
                     R"("finish_reason":"stop","message":{"role":"assistant","content":")" +
                     text + R"("}}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}})");
}

}  // namespace sightline::product_tests
