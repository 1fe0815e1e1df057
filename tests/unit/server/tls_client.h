#pragma once

#include <openssl/ssl.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace sightline {

/// The texts of a self-signed certificate for 127.0.0.1 and of its key, made anew.
struct PemPair {
  PemPair();
  std::string certificate;
  std::string key;
};

/// A client that sends and reads bytes through TLS, and trusts everybody.
class TlsClient {
 public:
  /// `newest` is the newest TLS version that it speaks.
  explicit TlsClient(std::uint16_t port, int newest = TLS1_3_VERSION);
  ~TlsClient();
  TlsClient(const TlsClient&) = delete;
  TlsClient& operator=(const TlsClient&) = delete;

  bool is_connected() const { return connected_; }
  void send(std::string_view bytes);
  /// What comes until `end`, with it.
  std::string until(std::string_view end);
  /// What comes until the server ends the connection.
  std::string rest();
  /// How it ended: by TLS's own end, or not.
  bool ended_well() const { return ended_well_; }

 private:
  bool receive();
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_;
  std::unique_ptr<SSL, decltype(&SSL_free)> tls_;
  int socket_;
  std::string in_;
  bool connected_ = false;
  bool ended_well_ = false;
};

}  // namespace sightline
