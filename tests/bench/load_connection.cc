#include "load_connection.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace sightline::bench {

namespace {

void demand(bool fine, const char* what) {
  if (!fine) throw std::runtime_error(std::string(what) + ": " + std::strerror(errno));
}

bool would_block() {
  return errno == EAGAIN || errno == EINTR;
}

}  // namespace

LoadConnection::LoadConnection(std::uint16_t port) : socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  demand(::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0, "cannot connect");
  const int yes = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
}

LoadConnection::~LoadConnection() {
  ::close(socket);
}

void LoadConnection::send() {
  while (!unsent.empty()) {
    const ssize_t count = ::send(socket, unsent.data(), unsent.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (count < 0 && would_block()) return;
    demand(count > 0, "cannot send");
    unsent.remove_prefix(static_cast<std::size_t>(count));
  }
}

bool LoadConnection::receive(std::string& buffer) {
  buffer.resize(64u << 10);
  const ssize_t count = ::recv(socket, buffer.data(), buffer.size(), MSG_DONTWAIT);
  if (count < 0 && would_block()) return false;
  demand(count >= 0, "cannot read");
  if (count == 0) throw std::runtime_error("the server ended a connection");
  const std::string_view bytes(buffer.data(), static_cast<std::size_t>(count));
  if (answer.take(bytes) != bytes.size()) throw std::runtime_error("the server sent more than an answer");
  return true;
}

LoadPoll::LoadPoll() : epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
  demand(epoll_ >= 0, "no epoll");
}

LoadPoll::~LoadPoll() {
  ::close(epoll_);
}

void LoadPoll::add(LoadConnection& connection) const {
  epoll_event event{};
  event.events = EPOLLIN | EPOLLOUT | EPOLLET;
  event.data.ptr = &connection;
  demand(::epoll_ctl(epoll_, EPOLL_CTL_ADD, connection.socket, &event) == 0, "cannot watch a connection");
}

int LoadPoll::ready(int milliseconds) {
  const int count = ::epoll_wait(epoll_, events_.data(), static_cast<int>(events_.size()), milliseconds);
  demand(count >= 0 || errno == EINTR, "cannot wait");
  return count;
}

LoadConnection& LoadPoll::at(int index) {
  return *static_cast<LoadConnection*>(events_[static_cast<std::size_t>(index)].data.ptr);
}

}  // namespace sightline::bench
