#include "server/incoming_request.h"

#include <string>

namespace sightline {

std::vector<Header> IncomingRequest::headers() const {
  std::vector<Header> headers;
  for (const RequestHead::Field& field : head_.fields()) {
    headers.push_back({std::string(field.name), std::string(field.value)});
  }
  return headers;
}

ServerRequest::BodyEnd IncomingRequest::read_body(const TakePiece& take) {
  const BodyEnd end = body_.read(take);
  has_unread_ = end != BodyEnd::whole;
  return end;
}

}  // namespace sightline
