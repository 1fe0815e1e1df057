#include "base/sha256.h"

#include <openssl/evp.h>

#include <array>
#include <new>
#include <utility>

#include "base/hex.h"

namespace sightline {
namespace {

/// Fetched once: EVP_sha256() looks the implementation up at each use, which costs more than 700 bytes of hashing.
const EVP_MD* algorithm() {
  static EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return fetched;
}

using Digest = std::array<unsigned char, EVP_MAX_MD_SIZE>;

/// OpenSSL fails here only where memory is out.
void demand(bool done) {
  if (!done) throw std::bad_alloc();
}

/// A context of OpenSSL, which takes one text after the other.
class Digesting {
 public:
  /// Without naming the algorithm anew, OpenSSL goes on with the memory that it has.
  void begin() {
    const EVP_MD* const named = std::exchange(has_begun_, true) ? nullptr : algorithm();
    demand(handle_ != nullptr && EVP_DigestInit_ex2(handle_.get(), named, nullptr) == 1);
  }
  void add(std::string_view bytes) { demand(EVP_DigestUpdate(handle_.get(), bytes.data(), bytes.size()) == 1); }
  std::string hex() {
    Digest digest;
    unsigned size = 0;
    demand(EVP_DigestFinal_ex(handle_.get(), digest.data(), &size) == 1);
    std::string hex;
    assign_hex({reinterpret_cast<const char*>(digest.data()), size}, hex);
    return hex;
  }

 private:
  struct Free {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };
  std::unique_ptr<EVP_MD_CTX, Free> handle_{EVP_MD_CTX_new()};
  bool has_begun_ = false;
};

}  // namespace

struct Sha256::Context : Digesting {};

Sha256::Sha256() : context_(std::make_unique<Context>()) {
  context_->begin();
}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::add(std::string_view bytes) {
  context_->add(bytes);
}

std::string Sha256::hex() {
  return context_->hex();
}

std::string sha256_hex(std::string_view bytes) {
  // Kept, since making one takes as long as hashing 100 bytes.
  thread_local Digesting digesting;
  digesting.begin();
  digesting.add(bytes);
  return digesting.hex();
}

}  // namespace sightline
