#pragma once

#include <memory>

#include "base/error.h"
#include "server/server.h"

using SSL_CTX = struct ssl_ctx_st;

namespace sightline {

/// What all TLS connections of a server share: its certificate, its key, and TLS 1.2 or newer.
class TlsContext {
 public:
  TlsContext() = default;  ///< None: in the clear.
  /// Errors: a file cannot be read or is no PEM; the key is not the certificate's.
  static Expected<TlsContext> load(const TlsFiles& files);
  SSL_CTX* get() const { return context_.get(); }

 private:
  struct Free {
    void operator()(SSL_CTX* context) const;
  };
  Expected<void> read_certificate(const std::string& path);
  Expected<void> read_key(const TlsFiles& files);

  std::unique_ptr<SSL_CTX, Free> context_;
};

}  // namespace sightline
