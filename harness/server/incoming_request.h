#pragma once

#include <string_view>
#include <vector>

#include "server/request_body_reader.h"
#include "server/request_head.h"
#include "server/server.h"

namespace sightline {

/// What handlers see of a request.
class IncomingRequest final : public ServerRequest {
 public:
  IncomingRequest(const RequestHead& head, RequestBodyReader body)
      : head_(head), body_(body), has_unread_(head.has_body()) {}
  std::string_view method() const override { return head_.method(); }
  std::string_view path() const override { return head_.path(); }
  std::string_view header(std::string_view name) const override { return head_.field(name); }
  std::string_view target() const override { return head_.target(); }
  std::vector<Header> headers() const override;
  BodyEnd read_body(const TakePiece& take) override;
  /// The connection cannot go on: the next bytes are no request.
  bool left_body_unread() const { return has_unread_; }

 private:
  const RequestHead& head_;
  RequestBodyReader body_;
  bool has_unread_;
};

}  // namespace sightline
