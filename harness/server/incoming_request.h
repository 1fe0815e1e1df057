#pragma once

#include <httplib.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/server.h"

namespace sightline {

bool is_content_type(std::string_view header_name);

/// What a request's head says, kept from the library, which would act on it: it would compress answers, cut them to
/// ranges, take bodies apart as forms, and match the path with a regex.
struct RequestHead {
  std::string path;
  std::string content_type;
  std::vector<Header> headers;
  void take_from(httplib::Request& request);
};

/// The library's request as handlers see it.
class IncomingRequest final : public ServerRequest {
 public:
  /// `reader` is null where the library offers none.
  IncomingRequest(const httplib::Request& request, const RequestHead& head, const httplib::ContentReader* reader,
                  std::uint64_t max_body);
  std::string_view method() const override { return request_.method; }
  std::string_view path() const override { return head_.path; }
  std::string_view header(std::string_view name) const override;
  std::string_view target() const override { return request_.target; }
  std::vector<Header> headers() const override;
  BodyEnd read_body(const TakePiece& take) override;
  /// The connection cannot go on: the next bytes are no request.
  bool left_body_unread() const { return has_unread_; }

 private:
  std::string_view sent_header(const char* name) const;
  bool announces_too_much() const;

  const httplib::Request& request_;
  const RequestHead& head_;
  const httplib::ContentReader* reader_;
  std::uint64_t max_body_;
  bool has_unread_;
};

}  // namespace sightline
