#pragma once

#include <openssl/ssl.h>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace sightline {

/// Opened once, by one thread, for others that wait for it.
class Gate {
 public:
  void open();
  void wait();

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool open_ = false;
};

/// A key and a self-signed certificate for 127.0.0.1, made anew.
class TlsIdentity {
 public:
  TlsIdentity();
  SSL_CTX* context() const { return context_.get(); }
  /// The certificate, as a CA bundle that trusts it alone.
  const std::string& pem() const { return pem_; }

 private:
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_;
  std::string pem_;
};

struct RawRequest {
  std::string head;  ///< Request line and headers, as they came.
  std::string body;  ///< As long as Content-Length says.
  std::string request_line() const { return head.substr(0, head.find("\r\n")); }
  bool has(std::string_view header_line) const;
};

/// One accepted connection, in the hands of a script.
class RawConnection {
 public:
  RawConnection(int descriptor, unsigned number, SSL_CTX* tls);
  ~RawConnection();
  RawConnection(const RawConnection&) = delete;
  RawConnection& operator=(const RawConnection&) = delete;

  /// From 1, in the order of arrival.
  unsigned number() const { return number_; }
  /// Nothing where the client closed, or the TLS handshake failed.
  std::optional<RawRequest> read_request();
  /// The next head alone.
  std::optional<std::string> read_head();
  std::string read_body(std::size_t length);
  void send(std::string_view bytes);
  void wait_for_close();
  /// Ends the connection with RST.
  void reset();
  /// From another thread: ends what the script is waiting for.
  void interrupt() const;

 private:
  bool receive();
  const int descriptor_;
  const unsigned number_;
  std::unique_ptr<SSL, decltype(&SSL_free)> tls_;
  std::string buffer_;
};

/// A server on 127.0.0.1 and a free port, each connection in the hands of `script` on a thread of its own.
class RawServer {
 public:
  using Script = std::function<void(RawConnection&)>;
  explicit RawServer(Script script, const TlsIdentity* identity = nullptr);
  ~RawServer();
  std::string url(std::string_view path = "/v1/chat/completions") const;
  std::string authority() const;

 private:
  void accept_all();
  Script script_;
  SSL_CTX* tls_;
  int port_ = 0;
  int listener_;  // Sets port_, and so comes after it.
  std::mutex mutex_;
  std::vector<std::shared_ptr<RawConnection>> connections_;
  std::vector<std::thread> threads_;
  std::thread acceptor_;
};

/// "HTTP/1.1 200 OK" with a Content-Length.
std::string plain_answer(std::string_view body, std::string_view more_headers = "");

/// A port of 127.0.0.1 where nobody listens.
int unused_port();

/// A socket on 127.0.0.1 that listens and whose queue is full: connections to it never stand.
class DeafListener {
 public:
  DeafListener();
  ~DeafListener();
  std::string url() const;
  std::string authority() const;

 private:
  int port_ = 0;
  int listener_;  // Sets port_, and so comes after it.
  std::vector<int> fillers_;
};

}  // namespace sightline
