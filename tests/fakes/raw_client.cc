#include "fakes/raw_client.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <utility>

namespace sightline::fakes {

RawClient::RawClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  // A server that answers nothing fails the test instead of hanging it.
  const timeval patience{20, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    throw std::runtime_error("cannot connect");
  }
}

RawClient::~RawClient() {
  ::close(socket_);
}

void RawClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

bool RawClient::receive() {
  char bytes[16'384];
  const ssize_t count = ::recv(socket_, bytes, sizeof bytes, 0);
  was_reset_ = was_reset_ || (count < 0 && errno == ECONNRESET);
  if (count > 0) in_.append(bytes, static_cast<std::size_t>(count));
  return count > 0;
}

std::string RawClient::answer() {
  std::size_t head_end = 0;
  while ((head_end = in_.find("\r\n\r\n")) == std::string::npos) {
    if (!receive()) return std::exchange(in_, "");
  }
  head_end += 4;
  std::size_t end = head_end;
  if (header_of(in_, "Transfer-Encoding") == "chunked") {
    constexpr std::string_view kLast = "0\r\n\r\n";
    for (std::size_t from = head_end; (end = in_.find(kLast, from)) == std::string::npos;) {
      from = std::max(head_end, in_.size() - std::min(in_.size(), kLast.size()));
      if (!receive()) return std::exchange(in_, "");
    }
    end += kLast.size();
  } else if (const std::string length = header_of(in_, "Content-Length"); length != "none") {
    end = head_end + std::stoul(length);
    while (in_.size() < end) {
      if (!receive()) return std::exchange(in_, "");
    }
  }
  const std::string whole = in_.substr(0, end);
  in_.erase(0, end);
  return whole;
}

std::string RawClient::until(std::string_view end) {
  std::size_t at = 0;
  while ((at = in_.find(end)) == std::string::npos) {
    if (!receive()) return std::exchange(in_, "");
  }
  const std::string until_end = in_.substr(0, at + end.size());
  in_.erase(0, until_end.size());
  return until_end;
}

std::string RawClient::rest() {
  while (receive()) {
  }
  return std::exchange(in_, "");
}

void RawClient::finish() {
  ::shutdown(socket_, SHUT_WR);
}

std::string body_of(const std::string& answer) {
  const std::size_t head_end = answer.find("\r\n\r\n");
  return head_end == std::string::npos ? "" : answer.substr(head_end + 4);
}

std::string unchunked(const std::string& answer) {
  std::string_view chunks = answer;
  chunks.remove_prefix(answer.find("\r\n\r\n") + 4);
  std::string body;
  while (!chunks.empty()) {
    const std::size_t size = std::stoul(std::string(chunks.substr(0, chunks.find("\r\n"))), nullptr, 16);
    chunks.remove_prefix(chunks.find("\r\n") + 2);
    body += chunks.substr(0, size);
    chunks.remove_prefix(size + 2);
  }
  return body;
}

std::string header_of(const std::string& answer, const std::string& name) {
  const std::string head = answer.substr(0, answer.find("\r\n\r\n") + 2);
  const std::size_t at = head.find("\r\n" + name + ": ");
  if (at == std::string::npos) return "none";
  const std::size_t begin = at + name.size() + 4;
  return head.substr(begin, head.find("\r\n", begin) - begin);
}

}  // namespace sightline::fakes
