#include "unit/http/raw_server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>

namespace sightline {
namespace {

sockaddr_in loopback(int port) {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

int bound_socket(int& port) {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(0);
  socklen_t length = sizeof address;
  ::bind(descriptor, reinterpret_cast<sockaddr*>(&address), length);
  ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &length);
  port = ntohs(address.sin_port);
  return descriptor;
}

std::size_t content_length(const std::string& head) {
  const std::size_t at = head.find("Content-Length: ");
  return at == std::string::npos ? 0 : std::strtoull(head.c_str() + at + 16, nullptr, 10);
}

}  // namespace

void Gate::open() {
  const std::lock_guard lock(mutex_);
  open_ = true;
  changed_.notify_all();
}

void Gate::wait() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return open_; });
}

TlsIdentity::TlsIdentity() : context_(SSL_CTX_new(TLS_server_method()), &SSL_CTX_free) {
  std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes to sockets that the client closed.
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"), &EVP_PKEY_free);
  const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), &X509_free);
  X509_set_version(certificate.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
  X509_set_pubkey(certificate.get(), key.get());
  X509_NAME* name = X509_get_subject_name(certificate.get());
  const auto* common = reinterpret_cast<const unsigned char*>("127.0.0.1");
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, common, -1, -1, 0);
  X509_set_issuer_name(certificate.get(), name);
  X509_EXTENSION* names = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "IP:127.0.0.1");
  X509_add_ext(certificate.get(), names, -1);
  X509_EXTENSION_free(names);
  X509_sign(certificate.get(), key.get(), EVP_sha256());
  SSL_CTX_use_certificate(context_.get(), certificate.get());
  SSL_CTX_use_PrivateKey(context_.get(), key.get());
  const std::unique_ptr<BIO, decltype(&BIO_free)> memory(BIO_new(BIO_s_mem()), &BIO_free);
  PEM_write_bio_X509(memory.get(), certificate.get());
  char* text = nullptr;
  const long length = BIO_get_mem_data(memory.get(), &text);
  pem_.assign(text, static_cast<std::size_t>(length));
}

bool RawRequest::has(std::string_view header_line) const {
  return head.find(fmt::format("\r\n{}\r\n", header_line)) != std::string::npos;
}

RawConnection::RawConnection(int descriptor, unsigned number, SSL_CTX* tls)
    : descriptor_(descriptor), number_(number), tls_(tls ? SSL_new(tls) : nullptr, &SSL_free) {
  if (tls_) SSL_set_fd(tls_.get(), descriptor_);
}

RawConnection::~RawConnection() {
  ::close(descriptor_);
}

void RawConnection::interrupt() const {
  ::shutdown(descriptor_, SHUT_RDWR);
}

bool RawConnection::receive() {
  if (tls_ && !SSL_is_init_finished(tls_.get()) && SSL_accept(tls_.get()) != 1) return false;
  std::array<char, 16384> bytes{};
  const auto got = tls_ ? SSL_read(tls_.get(), bytes.data(), bytes.size())
                        : static_cast<int>(::recv(descriptor_, bytes.data(), bytes.size(), 0));
  if (got <= 0) return false;
  buffer_.append(bytes.data(), static_cast<std::size_t>(got));
  return true;
}

std::optional<std::string> RawConnection::read_head() {
  std::size_t end = 0;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
    if (!receive()) return std::nullopt;
  }
  std::string head = buffer_.substr(0, end + 4);
  buffer_.erase(0, end + 4);
  return head;
}

std::string RawConnection::read_body(std::size_t length) {
  while (buffer_.size() < length && receive()) continue;
  std::string body = buffer_.substr(0, length);
  buffer_.erase(0, length);
  return body;
}

std::optional<RawRequest> RawConnection::read_request() {
  std::optional<std::string> head = read_head();
  if (!head) return std::nullopt;
  std::string body = read_body(content_length(*head));
  return RawRequest{std::move(*head), std::move(body)};
}

void RawConnection::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = tls_ ? SSL_write(tls_.get(), bytes.data(), static_cast<int>(bytes.size()))
                           : static_cast<int>(::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL));
    if (sent <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

void RawConnection::wait_for_close() {
  while (receive()) buffer_.clear();
}

void RawConnection::reset() {
  const linger at_once{1, 0};
  ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

RawServer::RawServer(Script script, const TlsIdentity* identity)
    : script_(std::move(script)), tls_(identity ? identity->context() : nullptr), listener_(bound_socket(port_)) {
  ::listen(listener_, 512);
  acceptor_ = std::thread([this] { accept_all(); });
}

RawServer::~RawServer() {
  ::shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  {
    const std::lock_guard lock(mutex_);
    for (const auto& connection : connections_) connection->interrupt();
  }
  for (std::thread& thread : threads_) thread.join();
  ::close(listener_);
}

void RawServer::accept_all() {
  for (unsigned number = 1;; ++number) {
    const int descriptor = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (descriptor < 0) return;
    auto connection = std::make_shared<RawConnection>(descriptor, number, tls_);
    {
      const std::lock_guard lock(mutex_);
      connections_.push_back(connection);
    }
    threads_.emplace_back([this, connection]() mutable {
      script_(*connection);
      const std::lock_guard lock(mutex_);
      connections_.erase(std::remove(connections_.begin(), connections_.end(), connection), connections_.end());
      connection.reset();
    });
  }
}

std::string RawServer::authority() const {
  return fmt::format("127.0.0.1:{}", port_);
}

std::string RawServer::url(std::string_view path) const {
  return fmt::format("{}://{}{}", tls_ ? "https" : "http", authority(), path);
}

std::string plain_answer(std::string_view body, std::string_view more_headers) {
  return fmt::format("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n{}\r\n{}", body.size(), more_headers, body);
}

int unused_port() {
  int port = 0;
  ::close(bound_socket(port));
  return port;
}

DeafListener::DeafListener() : listener_(bound_socket(port_)) {
  ::listen(listener_, 0);
  sockaddr_in address = loopback(port_);
  for (bool stands = true; stands;) {
    const int filler = fillers_.emplace_back(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    ::connect(filler, reinterpret_cast<sockaddr*>(&address), sizeof address);
    pollfd waiting = {filler, POLLOUT, 0};
    stands = ::poll(&waiting, 1, 100) == 1;
  }
}

DeafListener::~DeafListener() {
  for (const int filler : fillers_) ::close(filler);
  ::close(listener_);
}

std::string DeafListener::authority() const {
  return fmt::format("127.0.0.1:{}", port_);
}
std::string DeafListener::url() const {
  return fmt::format("http://{}/", authority());
}

}  // namespace sightline
