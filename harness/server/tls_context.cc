#include "server/tls_context.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace sightline {
namespace {

/// What the system says of opening the file; nothing where it can be read.
std::string trouble_opening(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return std::strerror(errno);
  char byte = 0;
  const std::string trouble = ::read(descriptor, &byte, 1) < 0 ? std::strerror(errno) : "";
  ::close(descriptor);
  return trouble;
}

/// The innermost reason of what has just failed.
std::string reason_of_failure() {
  const char* reason = ERR_reason_error_string(ERR_peek_error());
  ERR_clear_error();
  return reason == nullptr ? "unknown" : reason;
}

/// A key that asks for a passphrase would ask at the terminal.
int no_passphrase(char* /*to*/, int /*size*/, int /*writes*/, void* /*data*/) {
  return 0;
}

}  // namespace

void TlsContext::Free::operator()(SSL_CTX* context) const {
  SSL_CTX_free(context);
}

Expected<void> TlsContext::read_certificate(const std::string& path) {
  if (const std::string trouble = trouble_opening(path); !trouble.empty()) {
    return failure(
        fmt::format("cannot read the TLS certificate '{}': {}; name a PEM file that can be read", path, trouble));
  }
  if (SSL_CTX_use_certificate_chain_file(context_.get(), path.c_str()) == 1) return {};
  return failure(
      fmt::format("the TLS certificate '{}' is none: {}; it must be PEM, '-----BEGIN CERTIFICATE-----', with "
                  "the certificates that vouch for it after it",
                  path, reason_of_failure()));
}

Expected<void> TlsContext::read_key(const TlsFiles& files) {
  if (const std::string trouble = trouble_opening(files.key); !trouble.empty()) {
    return failure(
        fmt::format("cannot read the TLS key '{}': {}; name a PEM file that can be read", files.key, trouble));
  }
  const bool is_key = SSL_CTX_use_PrivateKey_file(context_.get(), files.key.c_str(), SSL_FILETYPE_PEM) == 1;
  if (is_key && SSL_CTX_check_private_key(context_.get()) == 1) return {};
  // A key of another kind than the certificate's is taken at first.
  if (is_key || ERR_GET_LIB(ERR_peek_last_error()) == ERR_LIB_X509) {
    ERR_clear_error();
    return failure(fmt::format("the TLS key '{}' is not that of the certificate '{}'; name two that were made together",
                               files.key, files.certificate));
  }
  return failure(
      fmt::format("the TLS key '{}' is none: {}; it must be PEM, '-----BEGIN PRIVATE KEY-----', without a "
                  "passphrase",
                  files.key, reason_of_failure()));
}

Expected<TlsContext> TlsContext::load(const TlsFiles& files) {
  TlsContext made;
  ERR_clear_error();
  made.context_.reset(SSL_CTX_new(TLS_server_method()));
  SSL_CTX* context = made.context_.get();
  if (context == nullptr)
    return failure(fmt::format("TLS cannot be had of this system's OpenSSL: {}", reason_of_failure()));
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_default_passwd_cb(context, no_passphrase);
  // What is written may move between two tries: it stands in a string that grows.
  SSL_CTX_set_mode(context,
                   SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
  if (auto read = made.read_certificate(files.certificate); !read) return tl::unexpected(std::move(read.error()));
  if (auto read = made.read_key(files); !read) return tl::unexpected(std::move(read.error()));
  return made;
}

}  // namespace sightline
