#include "base/sha256.h"

#include <openssl/evp.h>

#include <array>
#include <new>

namespace sightline {
namespace {

/// Fetched once: EVP_sha256() looks the implementation up at each use, which costs more than 700 bytes of hashing.
const EVP_MD* algorithm() {
  static EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return fetched;
}

std::string hex_text(const unsigned char* digest, std::size_t size) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  out.reserve(size * 2);
  for (std::size_t i = 0; i < size; ++i) {
    out += kDigits[digest[i] >> 4];
    out += kDigits[digest[i] & 15];
  }
  return out;
}

using Digest = std::array<unsigned char, EVP_MAX_MD_SIZE>;

/// OpenSSL fails here only where memory is out.
void demand(bool done) {
  if (!done) throw std::bad_alloc();
}

}  // namespace

struct Sha256::Context {
  struct Free {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };
  std::unique_ptr<EVP_MD_CTX, Free> handle{EVP_MD_CTX_new()};
};

Sha256::Sha256() : context_(std::make_unique<Context>()) {
  demand(context_->handle != nullptr && EVP_DigestInit_ex2(context_->handle.get(), algorithm(), nullptr) == 1);
}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::add(std::string_view bytes) {
  demand(EVP_DigestUpdate(context_->handle.get(), bytes.data(), bytes.size()) == 1);
}

std::string Sha256::hex() {
  Digest digest;
  unsigned size = 0;
  demand(EVP_DigestFinal_ex(context_->handle.get(), digest.data(), &size) == 1);
  return hex_text(digest.data(), size);
}

std::string sha256_hex(std::string_view bytes) {
  Digest digest;
  unsigned size = 0;
  demand(EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, algorithm(), nullptr) == 1);
  return hex_text(digest.data(), size);
}

}  // namespace sightline
