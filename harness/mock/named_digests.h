#pragma once

#include "mock/exchange.h"

namespace sightline {

/// The images of a request of which the client sent the digest alone, "sha256:<hex>", which is what recordings have in
/// an image's place: no API takes it for the image. `key` is one of the request's own.
RequestFaults named_digests(const MockExchange& x, const RequestKey& key);

}  // namespace sightline
