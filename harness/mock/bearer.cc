#include "mock/bearer.h"

#include <strings.h>

#include "base/sha256.h"

namespace sightline {

bool bears_token(std::string_view authorization, std::string_view token) {
  constexpr std::string_view kScheme = "Bearer ";
  if (authorization.size() < kScheme.size()) return false;
  if (::strncasecmp(authorization.data(), kScheme.data(), kScheme.size()) != 0) return false;
  authorization.remove_prefix(kScheme.size());
  // Where two digests differ first says nothing of where the tokens do.
  return sha256_hex(authorization) == sha256_hex(token);
}

}  // namespace sightline
