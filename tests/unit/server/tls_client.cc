#include "unit/server/tls_client.h"

#include <arpa/inet.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <unistd.h>

#include <utility>

namespace sightline {
namespace {

using Memory = std::unique_ptr<BIO, decltype(&BIO_free)>;

std::string text_of(BIO* memory) {
  char* text = nullptr;
  const long length = BIO_get_mem_data(memory, &text);
  return {text, static_cast<std::size_t>(length)};
}

}  // namespace

PemPair::PemPair() {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> pair(EVP_EC_gen("P-256"), &EVP_PKEY_free);
  const std::unique_ptr<X509, decltype(&X509_free)> made(X509_new(), &X509_free);
  X509_set_version(made.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(made.get()), -3600);
  X509_gmtime_adj(X509_getm_notAfter(made.get()), 3600);
  X509_set_pubkey(made.get(), pair.get());
  X509_NAME* name = X509_get_subject_name(made.get());
  const auto* common = reinterpret_cast<const unsigned char*>("127.0.0.1");
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, common, -1, -1, 0);
  X509_set_issuer_name(made.get(), name);
  X509_EXTENSION* names = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "IP:127.0.0.1");
  X509_add_ext(made.get(), names, -1);
  X509_EXTENSION_free(names);
  X509_sign(made.get(), pair.get(), EVP_sha256());
  const Memory memory(BIO_new(BIO_s_mem()), &BIO_free);
  PEM_write_bio_X509(memory.get(), made.get());
  certificate = text_of(memory.get());
  const Memory other(BIO_new(BIO_s_mem()), &BIO_free);
  PEM_write_bio_PrivateKey(other.get(), pair.get(), nullptr, nullptr, 0, nullptr, nullptr);
  key = text_of(other.get());
}

TlsClient::TlsClient(std::uint16_t port, int newest)
    : context_(SSL_CTX_new(TLS_client_method()), &SSL_CTX_free),
      tls_(nullptr, &SSL_free),
      socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  SSL_CTX_set_security_level(context_.get(), 0);
  SSL_CTX_set_min_proto_version(context_.get(), TLS1_VERSION);
  SSL_CTX_set_max_proto_version(context_.get(), newest);
  tls_.reset(SSL_new(context_.get()));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  // A server that answers nothing fails the test instead of hanging it.
  const timeval patience{20, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return;
  SSL_set_fd(tls_.get(), socket_);
  connected_ = SSL_connect(tls_.get()) == 1;
}

TlsClient::~TlsClient() {
  ::close(socket_);
}

void TlsClient::send(std::string_view bytes) {
  if (!bytes.empty()) SSL_write(tls_.get(), bytes.data(), static_cast<int>(bytes.size()));
}

bool TlsClient::receive() {
  char bytes[16'384];
  const int count = SSL_read(tls_.get(), bytes, sizeof bytes);
  ended_well_ = count <= 0 && SSL_get_error(tls_.get(), count) == SSL_ERROR_ZERO_RETURN;
  if (count > 0) in_.append(bytes, static_cast<std::size_t>(count));
  return count > 0;
}

std::string TlsClient::until(std::string_view end) {
  std::size_t at = 0;
  while ((at = in_.find(end)) == std::string::npos) {
    if (!receive()) return std::exchange(in_, "");
  }
  std::string until_end = in_.substr(0, at + end.size());
  in_.erase(0, until_end.size());
  return until_end;
}

std::string TlsClient::rest() {
  while (receive()) {
  }
  return std::exchange(in_, "");
}

}  // namespace sightline
